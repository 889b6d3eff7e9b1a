"""What apps answer when somebody leaves: what an erasure touches, what a place held passes on, what a seat has said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Effect:
    """What an erasure does to one kind of thing, in words: how many go, or stay without the name and why."""

    what: str
    count: int
    goes: bool = True
    why: str = ""


@dataclass(frozen=True)
class Eraser:
    """What one app does when a person is erased. Every foreign key to a person is named in ``covers``, a test sees to it.

    All three take the person and a scope: empty for everything, or the audit scope of the one dialogue in which a host
    erases somebody without an account. ``preview`` counts what will go and what stays; ``erase`` runs inside the
    caller's transaction, may run again later and then finds nothing; ``obstacles`` names in sentences what must be
    settled before.
    """

    app: str
    preview: Callable[[Any, str], Iterable[Effect]]
    erase: Callable[[Any, str], None]
    covers: frozenset[str] = frozenset()
    obstacles: Callable[[Any, str], Iterable[str]] = lambda _person, _scope: ()


class Erasers:
    """The registry of erasers. Floors load from the lowest up; the highest erase first, the accounts last."""

    def __init__(self) -> None:
        self.erasers: dict[str, Eraser] = {}

    def provide(self, eraser: Eraser) -> None:
        """Register an app's eraser; the app's second one replaces the first."""
        self.erasers[eraser.app] = eraser

    def preview(self, person: Any, scope: str = "") -> list[Effect]:
        """Say what would happen, accounts first; what touches nothing is left out."""
        found = [effect for one in self.erasers.values() for effect in one.preview(person, scope)]
        return [effect for effect in found if effect.count]

    def obstacles(self, person: Any, scope: str = "") -> list[str]:
        """Name what must be settled first."""
        return [sentence for one in self.erasers.values() for sentence in one.obstacles(person, scope)]

    def erase(self, person: Any, scope: str = "") -> None:
        """Let every app erase, inside the caller's transaction."""
        for one in reversed(self.erasers.values()):
            one.erase(person, scope)

    def covered(self) -> set[str]:
        """Name the foreign keys that the erasers answer for, as ``app.Model.field``."""
        return {name for one in self.erasers.values() for name in one.covers}


class Fate(StrEnum):
    """What becomes of things when somebody leaves: handed to the successor, kept by the house, the person's own, over."""

    PASSES = "passes"
    STAYS = "stays"
    PRIVATE = "private"
    ENDS = "ends"


@dataclass(frozen=True)
class Leaver:
    """Who leaves which place: a seat by its id, or the host team (None). ``account`` is None for who has none.

    ``remains`` means that the person keeps another standing in the dialogue; what they hold in person stays with them.
    """

    account: Any | None
    dialogue: int
    seat: int | None
    remains: bool = False


@dataclass(frozen=True)
class Held:
    """One kind of thing that a leaver's place holds, in words: how many, what becomes of it, and why."""

    what: str
    count: int
    fate: Fate
    why: str = ""


@dataclass(frozen=True)
class Handing:
    """What one app does when a place is handed over.

    ``preview`` takes who asks and the leaver, begins at ``visible_to`` or counts without showing, and costs at most
    one query. ``pass_on`` takes the leaver and the successor's account, runs inside the caller's transaction, may run
    again later, and returns how many rows it moved. ``let_go`` takes the leaver of a role in which nobody follows and
    who ended it: what waited for the leaver waits for the others; ``remains`` means that another role is left.
    """

    app: str
    preview: Callable[[Any, Leaver], Iterable[Held]]
    pass_on: Callable[[Leaver, Any], int] = lambda _leaver, _successor: 0
    let_go: Callable[[Leaver, Any], int] = lambda _leaver, _by: 0


class Handings:
    """The registry of what is handed over, app by app."""

    def __init__(self) -> None:
        self.handings: dict[str, Handing] = {}

    def provide(self, handing: Handing) -> None:
        """Register an app's answer; the app's second one replaces the first."""
        self.handings[handing.app] = handing

    def preview(self, by: Any, leaver: Leaver) -> list[Held]:
        """Say what would become of what; kinds of which there are none are left out."""
        found = [held for name in sorted(self.handings) for held in self.handings[name].preview(by, leaver)]
        return [held for held in found if held.count]

    def pass_on(self, leaver: Leaver, successor: Any) -> int:
        """Let every app move what is the place's to the successor; return how many rows moved."""
        return sum(handing.pass_on(leaver, successor) for handing in self.handings.values())

    def let_go(self, leaver: Leaver, by: Any) -> int:
        """Let every app leave to others what the holder of an ended role had taken upon themself; return how many rows."""
        return sum(handing.let_go(leaver, by) for handing in self.handings.values())


@dataclass(frozen=True)
class Spoken:
    """Something that a seat has said: when, of which kind, about what, in which words, and who signed it."""

    at: datetime
    kind: str
    title: str
    text: str = ""
    state: str = ""
    url: str = ""
    signed_by: str = ""
