"""What waits for a person: the apps name their rows, and one query reads those of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from dialogues.models.standing import Named, Reach, reach_of, reach_showing
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

MOST = 500  # of all rows of one person; more would be read by nobody
MOST_OF_A_KIND = 40
WORDS = CharField()
ELSEWHERE = Named("", "", "")
Asking = Callable[[Anyone, Reach], Iterator[QuerySet[Any, Any]]]


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind and key, title, whom it concerns, and by which numbers or letter it is addressed where.

    ``named`` names the dialogue of a member; it has no names where the person is not one yet.
    """

    kind: str
    pk: int
    title: str
    who: str
    dialogue: int
    first: int
    second: int
    letter: str
    due: datetime | None
    named: Named

    @property
    def slug(self) -> str:
        """The dialogue's part of an address."""
        return self.named.slug


STEPS: list[tuple[str, Asking]] = []
TOLD: dict[str, Callable[[Waiting], Todo]] = {}


def waits(told: Mapping[str, Callable[[Waiting], Todo]], tab: str = "") -> Callable[[Asking], Asking]:
    """Register what one step asks of people, and how each kind of it is told.

    With a tab, ``asking`` is given what of the person's reach lies in open dialogues that show it, else the whole reach.
    """

    def register(asking: Asking) -> Asking:
        STEPS.append((tab, asking))
        TOLD.update(told)
        return asking

    return register


def told_as(
    rows: QuerySet[Any],
    kind: Any,
    *,
    dialogue: str,
    title: str = "",
    who: Any = "",
    first: Any = 0,
    second: Any = 0,
    letter: str = "",
    due: str = "",
) -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting`` by their paths; ``kind`` is a word, ``first`` and ``second`` are numbers, or an expression of them."""
    said = (Cast(path, WORDS) if path else Value("", WORDS) for path in (title, who))
    return rows.order_by().values_list(
        Value(kind, WORDS) if isinstance(kind, str) else kind,
        "pk",
        *said,
        dialogue,
        *(_number(one) for one in (first, second)),
        Cast(letter, WORDS) if letter else Value("", WORDS),
        F(due) if due else Cast(Value(None), DateTimeField()),
    )


def counted_as(rows: QuerySet[Any], kind: str, *, number: Any = None) -> QuerySet[Any, Any]:
    """Count rows by their field ``dialogue``, in the columns of ``Waiting``: the number is ``first``."""
    by = {"key_": F("dialogue"), "dialogue_": F("dialogue")}
    counted = rows.order_by().annotate(**by).values(*by).annotate(number_=Count("pk") if number is None else number)
    nothing, none = Value("", WORDS), Value(0, BigIntegerField())
    undated = Cast(Value(None), DateTimeField())
    columns = (nothing, nothing, "dialogue_", "number_", none, nothing, undated)
    return counted.values_list(Value(kind, WORDS), "key_", *columns)


def _number(what: Any) -> Any:
    if isinstance(what, int):
        return Value(what, BigIntegerField())
    return F(what) if isinstance(what, str) else what


@ports.todo.provide
def waiting_for(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person in every step that registered; one query, or none where nothing can wait."""
    if user.is_authenticated:
        yield from waiting_behind(user, None)


def waiting_behind(user: Anyone, tab: str | None) -> Iterator[Todo]:
    """Tell what waits for this person in the steps behind one tab, or in all steps; one query at most."""
    here = reach_of(user)
    asked = [
        rows
        for behind, asking in STEPS
        if tab is None or behind == tab
        for rows in asking(user, reach_showing(user, behind) if behind else here)
    ]
    if not asked:
        return
    found = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    told: dict[str, int] = {}
    for row in found[:MOST]:
        one = Waiting(*row, here.named.get(row[4], ELSEWHERE))
        told[one.kind] = told.get(one.kind, 0) + 1
        if told[one.kind] <= MOST_OF_A_KIND:
            yield TOLD[one.kind](one)
