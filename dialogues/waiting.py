"""What waits for a person: the apps name their rows, and one query reads those of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from dialogues.models.readers import ReaderQuestion
from dialogues.models.standing import Named, Reach, reach_of, reach_showing
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo
from inspired.core.written import Text, ask, moment_of

MOST_OF_A_KIND = 40  # more would be read by nobody; those with the nearest date are named
MOST_ASKED = 2 * MOST_OF_A_KIND  # of each part, which may name two kinds
DUE = 9  # the column of the date in ``Waiting``
WORDS = CharField()
NOTHING, ZERO = Value("", WORDS), Value(0, BigIntegerField())
UNDATED = Cast(Value(None), DateTimeField())
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


@dataclass(frozen=True)
class Step:
    """What one app asks of people behind a tab, written down for each shape of a reader's reach."""

    tab: str
    asking: ReaderQuestion

    def texts(self, user: Anyone) -> tuple[tuple[Text, ...], dict[str, Any]]:
        """Return the questions for this person and what fills them."""
        reach = reach_showing(user, self.tab) if self.tab else reach_of(user)
        if self.tab and not reach.members:
            return (), {}
        return self.asking.texts(user, reach, prefix=self.tab)


STEPS: list[Step] = []
TOLD: dict[str, Callable[[Waiting], Todo]] = {}


def waits(told: Mapping[str, Callable[[Waiting], Todo]], tab: str = "") -> Callable[[Asking], Asking]:
    """Register what one step asks of people, and how each kind of it is told.

    With a tab, ``asking`` is given what of the person's reach lies in open dialogues that show it, else the whole reach.
    """

    def register(asking: Asking) -> Asking:
        STEPS.append(Step(tab, ReaderQuestion(asking)))
        TOLD.update(told)
        return asking

    return register


def told_as(
    rows: QuerySet[Any],
    kind: Any,
    *,
    dialogue: str,
    title: Any = NOTHING,
    who: Any = NOTHING,
    first: Any = ZERO,
    second: Any = ZERO,
    letter: Any = NOTHING,
    due: Any = UNDATED,
) -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting``, each by its path or an expression; ``kind`` is a word, or an expression of words."""
    known = Value(kind, WORDS) if isinstance(kind, str) else kind
    columns: list[Any] = [known, "pk"]
    for one in (title, who, dialogue, first, second, letter, due):
        columns.append(
            F(one) if isinstance(one, str) and one in columns else one
        )  # a path that stands twice would be one column
    return rows.order_by().values_list(*columns)


def counted_as(rows: QuerySet[Any], kind: str, *, number: Any = None) -> QuerySet[Any, Any]:
    """Count rows by their field ``dialogue``, in the columns of ``Waiting``: the number is ``first``."""
    counted = rows.order_by().values("dialogue").annotate(number_=Count("pk") if number is None else number)
    return counted.values_list(
        Value(kind, WORDS), F("dialogue"), NOTHING, NOTHING, "dialogue", "number_", ZERO, NOTHING, UNDATED
    )


@ports.todo.provide
def waiting_for(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person in every step that registered; one query, or none where nothing can wait."""
    if user.is_authenticated:
        yield from waiting_behind(user, None)


def waiting_behind(user: Anyone, tab: str | None) -> Iterator[Todo]:
    """Tell what waits for this person in the steps behind one tab, or in all steps; one query at most."""
    texts: list[Text] = []
    known: dict[str, Any] = {}
    for step in STEPS:
        if tab is None or step.tab == tab:
            asked, values = step.texts(user)
            texts += asked
            known |= values
    here = reach_of(user)
    told: dict[str, int] = {}
    for *row, due in ask(texts, known, most=MOST_ASKED, by=DUE):
        one = Waiting(*row, moment_of(due), here.named.get(row[4], ELSEWHERE))
        told[one.kind] = told.get(one.kind, 0) + 1
        if told[one.kind] <= MOST_OF_A_KIND:
            yield TOLD[one.kind](one)
