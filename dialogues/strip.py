"""What the phase strip counts: the apps say which rows it needs, and one question, written once, reads those of them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import CharField, DateTimeField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from inspired.core.memory import remembered
from inspired.core.written import Written

WORDS = CharField()
ZERO, UNDATED = Value(0, IntegerField()), Cast(Value(None), DateTimeField())


class Counted(NamedTuple):
    """One row the strip reads, as the database gives it: of which kind, two words, a number; the newest come first."""

    kind: str
    first: str
    second: str
    number: int
    at: Any


Rows = Callable[[int], QuerySet[Any, Any]]
ROWS: list[Rows] = []


def in_strip(rows: Rows) -> Rows:
    """Register which rows of a dialogue, by its id, the strip needs for those who read its inside."""
    ROWS.append(rows)
    return rows


def counted_as(
    rows: QuerySet[Any], kind: str, first: str, second: str, *, number: Any = ZERO, at: Any = UNDATED
) -> QuerySet[Any, Any]:
    """Choose the columns of ``Counted`` and those it is ordered by."""
    kept = {"of_kind": Value(kind, WORDS), "what_number": number, "since": at}
    return rows.order_by().annotate(**kept).values_list("of_kind", first, second, "what_number", "since", "pk")


def _asked(dialogue_id: int, _key: None) -> QuerySet[Any, Any]:
    parts = [rows(dialogue_id) for rows in ROWS]
    return parts[0].union(*parts[1:], all=True).order_by("-since", "-pk")


STRIP = Written(_asked)  # every page of a dialogue asks it


def counted_in(dialogue_id: int, kind: str) -> list[Counted]:
    """Return the rows of one kind; one query for all kinds, asked once per request. The caller asks who may read them."""
    rows = remembered(("strip", dialogue_id), lambda: STRIP.ask(dialogue_id))
    return [Counted(*row[:5]) for row in rows if row[0] == kind]
