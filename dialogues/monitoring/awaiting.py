"""What waits for a person in monitoring, read together with what waits in Consensus Building: commitments to answer, words to confirm, reports to give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Exists, F, Min, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models.standing import Reach
from dialogues.monitoring.announcing import owing_report
from dialogues.monitoring.models import Commitment, CommitmentAnswer, Report
from dialogues.monitoring.states import Answer
from dialogues.waiting import Waiting, waits
from inspired.core.access import Anyone
from inspired.core.ports import Todo

TAB = "monitoring"
WORDS = CharField()


def _board(one: Waiting, **chosen: str) -> str:
    url = reverse("monitoring", args=[one.slug])
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in chosen.items())}" if chosen else url


def _answer(one: Waiting) -> Todo:
    title = _("Confirm what your organisation takes on")
    url = reverse("commitment_answer", args=[one.slug, one.pk])
    return Todo(title, url, _("Read and answer"), one.dialogue, _parts(one), due=one.due, rank=_rank(one, 3))


def _confirm(one: Waiting) -> Todo:
    title = _("Confirm what was said on behalf of your organisation, or prepared for your signature")
    url = reverse("commitment", args=[one.slug, one.pk])
    return Todo(title, url, _("Read and confirm"), one.dialogue, _parts(one), due=one.due, rank=3)


def _report(one: Waiting) -> Todo:
    said = ngettext("Report on %(n)d commitment", "Report on %(n)d commitments", one.first) % {"n": one.first}
    url = (
        reverse("report_new", args=[one.slug, one.pk]) if one.first == 1 else _board(one, organisation=str(one.second))
    )
    return Todo(said, url, _("Report"), one.dialogue, one.who, due=one.due, rank=_rank(one, 4))


def _entered(one: Waiting) -> Todo:
    title = _("Confirm a report entered on behalf of your organisation")
    url = reverse("commitment", args=[one.slug, one.pk])
    return Todo(title, url, _("Read and confirm"), one.dialogue, one.who, rank=4)


def _parts(one: Waiting) -> str:
    words = ngettext("%(name)s: %(n)d recommendation", "%(name)s: %(n)d recommendations", one.first)
    return words % {"name": one.who, "n": one.first}


def _rank(one: Waiting, usual: int) -> int:
    return 2 if one.due is not None and one.due < timezone.now() else usual


TOLD: dict[str, Callable[[Waiting], Todo]] = {
    "commitment_asked": _answer,
    "commitment_said": _confirm,
    "report_owed": _report,
    "report_entered": _entered,
}


@waits(TOLD, TAB)
def asked_of_owners(_user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name what waits for the seats this person speaks for, one row for each seat and kind; ``first`` counts, ``second`` is the seat."""
    if not reach.speaking:
        return
    mine = Commitment.objects.filter(seat__in=reach.speaking)
    said = CommitmentAnswer.objects.waiting().filter(commitment=OuterRef("pk"))
    yield _told(mine.filter(Exists(said)), "commitment_said", "answer_by")
    yield _told(mine.filter(~Exists(said), answer=Answer.ASKED), "commitment_asked", "answer_by")
    yield _told(owing_report(mine), "report_owed", "round_due")
    entered = Report.objects.filter(confirmed_at__isnull=True, corrected_by__isnull=True, seat__in=reach.speaking)
    yield _told(entered, "report_entered", "", "commitment__")


def _told(rows: QuerySet[Any], kind: str, due: str, path: str = "") -> QuerySet[Any, Any]:
    """Count by seat, in the columns of ``Waiting``; ``path`` leads to the commitment, ``due`` names its date."""
    until = Min(due) if due else Min(Cast(Value(None), DateTimeField()))
    by = {"dialogue_": F(f"{path}dialogue"), "seat_": F("seat"), "who_": Cast("seat__organisation__name", WORDS)}
    grouped = rows.order_by().annotate(**by).values(*by)
    counted = grouped.annotate(count_=Count("pk"), first_=Min(path.removesuffix("__") or "pk"), due_=until)
    nothing, said = Value("", WORDS), Value(kind, WORDS)
    return counted.values_list(said, "first_", nothing, "who_", "dialogue_", "count_", "seat_", nothing, "due_")
