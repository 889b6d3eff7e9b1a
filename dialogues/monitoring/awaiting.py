"""What waits for a person in monitoring, read in one query: commitments to answer, words to confirm, reports to give."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Exists, F, Min, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import reach_of
from dialogues.monitoring.announcing import owing_report
from dialogues.monitoring.models import Commitment, CommitmentAnswer, Report
from dialogues.monitoring.states import Answer
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

WORDS = CharField()


@dataclass(frozen=True)
class Waiting:
    """What waits for one seat: of which kind, how many, the first of them, where, for whom, and until when."""

    kind: str
    dialogue: int
    slug: str
    seat: int
    organisation: str
    count: int
    first: int
    due: datetime | None


@ports.todo.provide
def waiting_in_monitoring(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for the seats this person speaks for, one line for each seat and kind; one query, none without a seat."""
    speaking = reach_of(user).speaking
    if not speaking:
        return
    asked = list(_rows(speaking))
    for row in asked[0].union(*asked[1:], all=True):
        one = Waiting(*row)
        yield TOLD[one.kind](one)


def _rows(speaking: Collection[int]) -> Iterator[QuerySet[Any, Any]]:
    mine = Commitment.objects.filter(seat__in=speaking, dialogue__status=Status.OPEN)
    said = CommitmentAnswer.objects.waiting().filter(commitment=OuterRef("pk"))
    yield _told(mine.filter(Exists(said)), "confirm", "answer_by")
    yield _told(mine.filter(~Exists(said), answer=Answer.ASKED), "answer", "answer_by")
    yield _told(owing_report(mine), "report", "round_due")
    entered = Report.objects.filter(confirmed_at__isnull=True, corrected_by__isnull=True, seat__in=speaking)
    yield _told(entered.filter(commitment__dialogue__status=Status.OPEN), "entered", "", "commitment__")


def _told(rows: QuerySet[Any], kind: str, due: str, path: str = "") -> QuerySet[Any, Any]:
    """Count by seat, in the columns of ``Waiting``; ``path`` leads to the commitment, ``due`` names its date."""
    until = Min(due) if due else Min(Cast(Value(None), DateTimeField()))
    columns = {
        "kind_": Value(kind, WORDS),
        "dialogue_": F(f"{path}dialogue"),
        "slug_": Cast(f"{path}dialogue__slug", WORDS),
        "seat_": F("seat"),
        "organisation_": Cast("seat__organisation__name", WORDS),
    }
    grouped = rows.order_by().annotate(**columns).values(*columns)
    first = f"{path.removesuffix('__')}" or "pk"
    return grouped.annotate(count_=Count("pk"), first_=Min(first), due_=until).values_list(
        *columns, "count_", "first_", "due_"
    )


def _board(one: Waiting, **chosen: str) -> str:
    url = reverse("monitoring", args=[one.slug])
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in chosen.items())}" if chosen else url


def _answer(one: Waiting) -> Todo:
    title = _("Confirm what your organisation takes on")
    url = reverse("commitment_answer", args=[one.slug, one.first])
    return Todo(title, url, _("Read and answer"), one.dialogue, _parts(one), due=one.due, rank=_rank(one, 3))


def _confirm(one: Waiting) -> Todo:
    title = _("Confirm what was said on behalf of your organisation, or prepared for your signature")
    url = reverse("commitment", args=[one.slug, one.first])
    return Todo(title, url, _("Read and confirm"), one.dialogue, _parts(one), due=one.due, rank=3)


def _report(one: Waiting) -> Todo:
    said = ngettext("Report on %(n)d commitment", "Report on %(n)d commitments", one.count) % {"n": one.count}
    url = (
        reverse("report_new", args=[one.slug, one.first]) if one.count == 1 else _board(one, organisation=str(one.seat))
    )
    return Todo(said, url, _("Report"), one.dialogue, one.organisation, due=one.due, rank=_rank(one, 4))


def _entered(one: Waiting) -> Todo:
    title = _("Confirm a report entered on behalf of your organisation")
    url = reverse("commitment", args=[one.slug, one.first])
    return Todo(title, url, _("Read and confirm"), one.dialogue, one.organisation, rank=4)


def _parts(one: Waiting) -> str:
    words = ngettext("%(name)s: %(n)d recommendation", "%(name)s: %(n)d recommendations", one.count)
    return words % {"name": one.organisation, "n": one.count}


def _rank(one: Waiting, usual: int) -> int:
    return 2 if one.due is not None and one.due < timezone.now() else usual


TOLD: dict[str, Callable[[Waiting], Todo]] = {
    "answer": _answer,
    "confirm": _confirm,
    "report": _report,
    "entered": _entered,
}
