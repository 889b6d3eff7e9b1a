"""What waits for a person in Consensus Building: the steps name their rows, and one query reads those of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from dialogues.models import reach_of
from dialogues.models.standing import Reach
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

MOST = 40
Asking = Callable[[Reach], Iterator[QuerySet[Any, Any]]]


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind and key, its title, the dialogue, and by which numbers or letter it is addressed there."""

    kind: str
    pk: int
    title: str
    dialogue: int
    slug: str
    first: int
    second: int
    letter: str
    due: datetime | None


STEPS: list[Asking] = []
TOLD: dict[str, Callable[[Waiting], Todo]] = {}


def waits(told: Mapping[str, Callable[[Waiting], Todo]]) -> Callable[[Asking], Asking]:
    """Register what one step of the phase asks of people, and how each kind of it is told."""

    def register(asking: Asking) -> Asking:
        STEPS.append(asking)
        TOLD.update(told)
        return asking

    return register


def told_as(
    rows: QuerySet[Any],
    kind: str,
    *,
    title: str,
    dialogue: str,
    first: str,
    second: str = "",
    letter: str = "",
    due: str = "",
) -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting`` by their paths, in open dialogues only; what has no path stays empty."""
    words = CharField()
    open_ones = rows.filter(**{f"{dialogue}__status": Status.OPEN}).order_by()
    return open_ones.values_list(
        Value(kind, words),
        "pk",
        Cast(title, words),
        dialogue,
        Cast(f"{dialogue}__slug", words),
        first,
        F(second) if second else Value(0, IntegerField()),
        Cast(letter, words) if letter else Value("", words),
        F(due) if due else Cast(Value(None), DateTimeField()),
    )


@ports.todo.provide
def waiting_in_consensus(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person in every step of the phase; one query, none for whoever neither speaks nor hosts."""
    reach = reach_of(user)
    asked = [rows for asking in STEPS for rows in asking(reach)]
    if not asked:
        return
    found = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    for row in found[:MOST]:
        one = Waiting(*row)
        yield TOLD[one.kind](one)
