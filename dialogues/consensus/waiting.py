"""What waits for a person in Consensus Building and monitoring: the steps name their rows, and one query reads those of them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from dialogues.consensus.offers import TAB
from dialogues.models.standing import Reach, reach_of, reach_showing
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

MOST = 40
Asking = Callable[[Anyone, Reach], Iterator[QuerySet[Any, Any]]]


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind and key, title, whom it concerns, and by which numbers or letter it is addressed where."""

    kind: str
    pk: int
    title: str
    who: str
    dialogue: int
    first: int
    second: int
    letter: str
    due: datetime | None
    slug: str


STEPS: list[tuple[str, Asking]] = []
TOLD: dict[str, Callable[[Waiting], Todo]] = {}


def waits(told: Mapping[str, Callable[[Waiting], Todo]], tab: str = TAB) -> Callable[[Asking], Asking]:
    """Register what one step asks of people in open dialogues that show its tab, and how each kind of it is told."""

    def register(asking: Asking) -> Asking:
        STEPS.append((tab, asking))
        TOLD.update(told)
        return asking

    return register


def told_as(
    rows: QuerySet[Any],
    kind: str,
    *,
    dialogue: str,
    first: str,
    title: str = "",
    who: str = "",
    second: str = "",
    letter: str = "",
    due: str = "",
) -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting`` by their paths; what has no path stays empty."""
    words = CharField()
    said = (Cast(path, words) if path else Value("", words) for path in (title, who))
    return rows.order_by().values_list(
        Value(kind, words),
        "pk",
        *said,
        dialogue,
        first,
        F(second) if second else Value(0, BigIntegerField()),
        Cast(letter, words) if letter else Value("", words),
        F(due) if due else Cast(Value(None), DateTimeField()),
    )


@ports.todo.provide
def waiting_in_consensus(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person in every step, of monitoring too; one query, or none where nothing is shown yet."""
    yield from waiting_in(user, {tab for tab, _asking in STEPS})


def waiting_in(user: Anyone, tabs: Collection[str]) -> Iterator[Todo]:
    """Tell what waits for this person in the steps behind these tabs; one query, or none where nothing is shown yet."""
    asked = [rows for tab, asking in STEPS if tab in tabs for rows in asking(user, reach_showing(user, tab))]
    if not asked:
        return
    found = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    named = reach_of(user).named
    for row in found[:MOST]:
        one = Waiting(*row, named[row[4]].slug)
        yield TOLD[one.kind](one)
