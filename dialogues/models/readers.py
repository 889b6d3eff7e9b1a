"""Any reader: questions that Django writes down once for all who reach alike, and that are then asked for each (``inspired.core.written``)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from inspired.core.access import Anyone
from inspired.core.ids import Ids
from inspired.core.memory import remembered
from inspired.core.written import Blanks, Rows, Text, UnwritableError, ask, write, writing

from .standing import HELD_NAMES, Reach, Standing, reach_of, reach_within, standing_of

SEATS = ("seats", "speaking", "signing")
Parts = tuple[Any, ...]


@dataclass(frozen=True)
class AnyReader:
    """Stands for somebody, of whom a question knows the number and the address and reads the reach."""

    pk: int
    email: str
    is_authenticated: bool

    @property
    def is_active(self) -> bool:
        """Whoever is not active is nobody."""
        return self.is_authenticated


@dataclass(frozen=True)
class AnyDialogue:
    """Stands for a dialogue, of which a question knows the number and what the reader is in it."""

    pk: int


class _Unknown(Mapping[Any, Any]):
    """What is known of a person and not of any reader; a question that looks has to be asked as it is."""

    def __init__(self, *known: tuple[int, Standing]) -> None:
        self._known = dict(known)

    def __getitem__(self, key: object) -> Any:
        return self._known[key] if key in self._known else self._refuse()

    def __iter__(self) -> Iterator[Any]:
        return self._refuse()

    def __len__(self) -> int:
        return self._refuse()

    def _refuse(self) -> NoReturn:
        raise UnwritableError("What somebody is in a dialogue is known when the question is asked.")


QUESTIONS: list[ReaderQuestion] = []


class ReaderQuestion:
    """A question of plain columns, written down once for each shape of reach and parts.

    ``question(user, *parts)`` yields querysets of ``values_list`` with the same columns. A part is a ``Reach``, ``Ids``, a dialogue
    (of which only the number is used, and what the reader is in it), a number, or anything else that a question depends on as it is.
    """

    def __init__(self, question: Callable[..., Iterable[QuerySet[Any, Any]]]) -> None:
        self.question = question
        self._write = lru_cache(maxsize=256)(self._written)
        QUESTIONS.append(self)

    def texts(self, user: Anyone, *parts: Any, prefix: str = "") -> tuple[tuple[Text, ...], dict[str, Any]]:
        """Return the written questions and what fills them; the prefix keeps the values of several questions apart."""
        reach = reach_of(user)
        values: dict[str, Any] = {"reader": user.pk, "address": _address(user)}
        values |= _values(reach)
        for at, part in enumerate(parts):
            values |= _values(part, f"{prefix}{at} ", user)
        shapes = tuple([_shape(part, user) for part in parts])
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        is_known = user.is_authenticated and user.is_active
        about = (is_known, bool(values["address"]), _shape(reach, user))
        return self._write(vendor, prefix, about, shapes), values

    def rows(self, user: Anyone, *parts: Any) -> Rows:
        """Ask; one query, none where nothing can be found."""
        return ask(*self.texts(user, *parts))

    def _written(self, _vendor: str, prefix: str, about: Parts, shapes: Parts) -> tuple[Text, ...]:
        blanks = Blanks()
        is_known, has_address, whole = about
        with writing():
            reader = AnyReader(blanks.number("reader"), blanks.words("address") if has_address else "", is_known)
            known: list[tuple[int, Standing]] = []
            parts = [_blank(shape, blanks, f"{prefix}{at} ", reader, known) for at, shape in enumerate(shapes)]
            remembered(("reach", reader.pk), lambda: _blank(whole, blanks, "", reader, known))
            remembered(("standings", reader.pk), lambda: (_Unknown(*known), _Unknown()))
            texts = [write(rows, blanks) for rows in self.question(reader, *parts)]
        return tuple(text for text in texts if text is not None)


def _address(user: Anyone) -> str:
    """Return the address as ``iexact`` has it behind its placeholder."""
    email = user.email if user.is_authenticated else ""
    return str(connections[DEFAULT_DB_ALIAS].ops.prep_for_iexact_query(email)) if email else ""


def _shape(part: Any, user: Anyone) -> Hashable:
    """Say on what of a part it depends how the question is put."""
    if isinstance(part, Reach):
        return Reach, part.shape
    if isinstance(part, Ids):
        return Ids, bool(part)
    if isinstance(part, Model):
        here = standing_of(user, part.pk)
        return (
            Model,
            here.roles,
            here.is_draft,
            tuple(bool(getattr(here, name)) for name in SEATS),
            reach_within(user, part.pk).shape,
        )
    return (int, None) if type(part) is int else (None, part)


def _values(part: Any, prefix: str = "", user: Anyone | None = None) -> dict[str, Any]:
    """Return what fills the blanks that stand for a part."""
    if isinstance(part, Reach):
        return {prefix + name: value for name, value in part.held.items()} if prefix else dict(part.held)
    if isinstance(part, Model) and user is not None:
        here = standing_of(user, part.pk)
        seats = {f"{prefix}own {name}": getattr(here, name) for name in SEATS}
        return {prefix: part.pk} | seats | _values(reach_within(user, part.pk), prefix)
    return {prefix: part}


def _blank(shape: Any, blanks: Blanks, prefix: str, reader: AnyReader, known: list[tuple[int, Standing]]) -> Any:
    """Return what stands for a part of this shape."""
    kind, *said = shape
    if kind is Reach:
        return _any_reach(said[0], blanks, prefix)
    if kind is Ids:
        return blanks.ids(prefix) if said[0] else Ids()
    if kind is int:
        return blanks.number(prefix)
    if kind is Model:
        roles, is_draft, seats, within = said
        dialogue = AnyDialogue(blanks.number(prefix))
        own: dict[str, Any] = {
            name: blanks.ids(f"{prefix}own {name}") for name, holds in zip(SEATS, seats, strict=True) if holds
        }
        known.append((dialogue.pk, Standing(roles=roles, is_draft=is_draft, **own)))
        reach = _any_reach(within, blanks, prefix)
        remembered(("reach", reader.pk, dialogue.pk), lambda: reach)
        return dialogue
    return said[0]


def _any_reach(holds: tuple[bool, ...], blanks: Blanks, prefix: str) -> Reach:
    known = dict(zip(HELD_NAMES, holds, strict=True))
    sits_twice = known.pop("sits_twice")
    sets: dict[str, Any] = {name: blanks.ids(prefix + name) for name, held in known.items() if held}
    return Reach(**sets, sits_twice=sits_twice, named=_Unknown())
