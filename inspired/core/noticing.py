"""What may be announced to people, in words: kinds of notices, and the matters they are about. Apps register both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, IntegerField, Model, QuerySet
from django.urls import NoReverseMatch, reverse

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


def lettered(found: Matter) -> list[str]:
    """Return those arguments of a matter that lead to no whole number, or to no field at all.

    The addresses of all matters are read in one query, as numbers: a single letter among them and the database refuses
    the whole of it, so that nobody is told anything.
    """
    model = found.rows(AnonymousUser()).model
    return [path for path in found.arguments if not isinstance(_field_at(model, path), IntegerField)]


def _field_at(model: type[Model], path: str) -> Field[Any, Any] | None:
    *steps, name = path.split("__")
    try:
        for step in steps:
            model = model._meta.get_field(step).related_model  # type: ignore[assignment]
        found: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
        while isinstance(found, ForeignKey):
            found = found.target_field
        return found
    except (AttributeError, FieldDoesNotExist):
        return None


def leads_nowhere(found: Matter) -> bool:
    """Is there no page of this name that takes a dialogue's slug and so many numbers?"""
    try:
        reverse(found.page, args=["slug", *(1 for _path in found.arguments)])
    except NoReverseMatch:
        return True
    return False
