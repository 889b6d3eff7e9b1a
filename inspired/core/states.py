"""Moves between states: every app's ``states.py`` holds its own enums and MOVES table, checked here."""

from collections.abc import Mapping, Set


class StateError(Exception):
    """Raised when a verb does not fit the state its object is in. The message is a sentence for people."""


def check_move(current: str, target: str, moves: Mapping[str, Set[str]], sentence: object) -> None:
    """Raise StateError with the sentence unless the table allows the move."""
    if target not in moves.get(current, set()):
        raise StateError(str(sentence))
