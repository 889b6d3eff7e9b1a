"""What a seat judges, as forms and verbs hand it on, and what is still missing before it can be submitted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from dialogues.consensus.states.appraisal import EXTREMES

Cell = tuple[int, int]  # the keys of an option and of a criterion


class Said(Protocol):
    """What can be asked of a judgement, typed or stored."""

    @property
    def score(self) -> int | None: ...
    @property
    def cannot_say(self) -> bool: ...
    @property
    def gains(self) -> str: ...
    @property
    def losses(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Judged:
    """How well an option meets a criterion: a score with its reason, "cannot say", or who gains and who loses."""

    score: int | None = None
    cannot_say: bool = False
    gains: str = ""
    losses: str = ""
    reason: str = ""

    def tidied(self) -> Judged:
        """Return it as it is kept: trimmed, and without the reason for a score that asks for none."""
        score = None if self.cannot_say else self.score
        reason = self.reason.strip() if score in EXTREMES else ""
        return Judged(score, self.cannot_say, self.gains.strip(), self.losses.strip(), reason)


@dataclass(frozen=True)
class Missing:
    """What is not answered yet, and where a score at an extreme has no reason."""

    unanswered: tuple[Cell, ...] = ()
    unreasoned: tuple[Cell, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unanswered or self.unreasoned)


def is_answered(one: Said | None) -> bool:
    """Was anything said of an option under a criterion?"""
    return one is not None and (one.score is not None or one.cannot_say or bool(one.gains or one.losses))


def missing_scores(said: Mapping[Cell, Said], cells: Collection[Cell], *, needs_reasons: bool = True) -> Missing:
    """Find what is missing of scores: every cell needs one or "cannot say", an extreme also why, in the order of ``cells``."""
    unanswered = tuple(cell for cell in cells if not is_answered(said.get(cell)))
    bare = (cell for cell in cells if cell in said and said[cell].score in EXTREMES and not said[cell].reason)
    return Missing(unanswered, tuple(bare) if needs_reasons else ())


def missing_words(said: Mapping[Cell, Said], cells: Collection[Cell]) -> Missing:
    """Find what is missing of words: nobody has something to say to everything, so anything at all will do."""
    return Missing() if any(is_answered(said.get(cell)) for cell in cells) else Missing(tuple(cells))
