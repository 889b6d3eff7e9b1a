"""What may be announced to people, in words: kinds of notices, and the matters they are about. Apps register both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

Rows = Callable[[Any], QuerySet[Any]]
MOST_ARGUMENTS = 2


@dataclass(frozen=True)
class Matter:
    """What notices can be about: which rows exist for a person, how one is titled, and on which page it stands.

    ``title`` is a field path or an expression; ``arguments`` are the field paths, whole numbers all, that follow the
    dialogue's slug in the address of the page called ``page``. ``whole`` names the matter that holds the same things
    for everybody, where this one holds only what still waits for the person.
    """

    name: str
    rows: Rows
    title: Any
    page: str
    arguments: tuple[str, ...]
    whole: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of notice. ``told`` holds ``%(count)d`` and says what happened; ``sentence`` is what a mail says of one.

    ``asks`` means that it asks something of whoever gets it; ``has_date`` that it reminds of a date and cannot wait.
    """

    name: str
    matter: str
    asks: bool
    told: Any
    sentence: Any
    has_date: bool = False

    def words(self, count: int) -> str:
        """Say what happened so many times."""
        return str(self.told % {"count": count})


MATTERS: dict[str, Matter] = {}
KINDS: dict[str, Kind] = {}


def matter(
    name: str, *, page: str, title: Any = "title", arguments: tuple[str, ...] = ("pk",), whole: str = ""
) -> Callable[[Rows], Rows]:
    """Register which rows a notice can be about: a function of the person that begins at ``visible_to`` and asks nothing.

    Raises ValueError for a name that is taken, or for more arguments than an address of ours has.
    """

    def register(rows: Rows) -> Rows:
        if name in MATTERS or len(arguments) > MOST_ARGUMENTS:
            raise ValueError(f"Notices about {name} cannot be registered so.")
        MATTERS[name] = Matter(name, rows, title, page, arguments, whole)
        return rows

    return register


def declare(name: str, matter: str, *, told: Any, sentence: Any, asks: bool = False, has_date: bool = False) -> Kind:
    """Register a kind of notice about a matter. Raises ValueError for a name that is taken or a matter nobody knows."""
    if name in KINDS or matter not in MATTERS:
        raise ValueError(f"Notices of the kind {name} cannot be declared so.")
    KINDS[name] = Kind(name, matter, asks, told, sentence, has_date)
    return KINDS[name]


def whole_matter(kind: str) -> str:
    """Return the matter under which others than its recipient find what a notice of this kind is about."""
    own = KINDS[kind].matter
    return MATTERS[own].whole or own


def scope_number(obj: Model) -> int:
    """Return the number in the object's audit scope: the dialogue it belongs to. Raises ValueError when it has none."""
    return int(getattr(obj, "audit_scope", "").partition(":")[2])
