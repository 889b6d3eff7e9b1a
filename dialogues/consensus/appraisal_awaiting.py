"""What waits for a person in options and appraisals, read in one query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.appraisal_announcing import answerable
from dialogues.consensus.models import Acceptance, Appraisal, Conclusion, Opinion, Option
from dialogues.consensus.states.appraisal import AppraisalStatus, OptionStatus
from dialogues.models import Seat, reach_of
from dialogues.models.standing import Reach
from dialogues.states import Channel, Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

MOST = 40


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind, the challenge it is about, where it is, what it is called there, and until when."""

    kind: str
    pk: int
    title: str
    dialogue: int
    slug: str
    challenge: int
    number: int
    letter: str
    due: datetime | None


@ports.todo.provide
def waiting_in_appraisals(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person: to appraise, to confirm, to accept, to answer, to conclude; one query at most."""
    asked = list(_rows(reach_of(user)))
    if not asked:
        return
    rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    for row in rows[:MOST]:
        one = Waiting(*row)
        yield TOLD[one.kind](one)


def _rows(reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    speaking = reach.speaking
    if speaking:
        mine = Seat.objects.at_the_table().filter(pk__in=speaking, dialogue=OuterRef("challenge__dialogue"))
        given = Opinion.objects.filter(
            appraisal=OuterRef(OuterRef("pk")), seat=OuterRef("pk"), submitted_at__isnull=False
        )
        owed = answerable(Appraisal.objects.all()).filter(Exists(mine.exclude(Exists(given))))
        owed = owed.filter(Q(due_at__isnull=True) | Q(due_at__gt=timezone.now()))
        yield _told(owed.exclude(challenge__dialogue__in=reach.team), "appraise", "", due="due_at")
        entered = Opinion.objects.filter(seat__in=speaking, submitted_at__isnull=False, confirmed_at__isnull=True)
        yield _told(entered.exclude(channel=Channel.WEB), "confirm", "appraisal__")
        seats = Seat.objects.at_the_table().filter(pk__in=speaking, dialogue=OuterRef("appraisal__challenge__dialogue"))
        said = Acceptance.objects.filter(
            conclusion=OuterRef(OuterRef("pk")), revision=OuterRef(OuterRef("revision")), seat=OuterRef("pk")
        )
        written = Conclusion.objects.filter(Exists(seats.exclude(Exists(said))))
        yield _told(written.exclude(appraisal__challenge__dialogue__in=reach.team), "accept", "appraisal__")
        noted = Acceptance.objects.filter(seat__in=speaking, confirmed_at__isnull=True).exclude(channel=Channel.WEB)
        noted = noted.filter(revision=F("conclusion__revision"))
        yield _told(noted, "confirm_acceptance", "conclusion__appraisal__")
    if reach.team:
        proposed = Option.objects.filter(challenge__dialogue__in=reach.team, status=OptionStatus.PROPOSED)
        yield _told(proposed, "proposed", "", number=False)
        closed = Appraisal.objects.filter(challenge__dialogue__in=reach.team, status=AppraisalStatus.CLOSED)
        yield _told(closed.filter(conclusion__isnull=True), "conclude", "")


def _told(rows: QuerySet[Any], kind: str, path: str, *, due: str = "", number: bool = True) -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting``; ``path`` leads to the appraisal, or for an option to nothing."""
    words = CharField()
    return (
        rows.filter(**{f"{path}challenge__dialogue__status": Status.OPEN})
        .order_by()
        .values_list(
            Value(kind, words),
            "pk",
            Cast(f"{path}challenge__title", words),
            f"{path}challenge__dialogue",
            Cast(f"{path}challenge__dialogue__slug", words),
            f"{path}challenge__number",
            F(f"{path}number") if number else Value(0, IntegerField()),
            Value("", words) if number else Cast("letter", words),
            F(due) if due else Cast(Value(None), DateTimeField()),
        )
    )


def _appraise(one: Waiting) -> Todo:
    url = reverse("appraisal", args=[one.slug, one.challenge, one.number])
    title = _("Appraise the options: %(title)s") % {"title": one.title}
    return Todo(title, url, _("Begin or go on"), one.dialogue, "", due=one.due, rank=3)


def _confirm(one: Waiting) -> Todo:
    url = reverse("opinion_confirm", args=[one.slug, one.challenge, one.number, one.pk])
    title = _("Is this how you appraise the options? %(title)s") % {"title": one.title}
    return Todo(title, url, _("Read and confirm"), one.dialogue, _("The host team entered it for you."), rank=4)


def _accept(one: Waiting) -> Todo:
    url = reverse("conclusion_accept", args=[one.slug, one.challenge, one.number])
    title = _("Do you accept what was concluded? %(title)s") % {"title": one.title}
    return Todo(title, url, _("Read and answer"), one.dialogue, "", rank=3)


def _confirm_acceptance(one: Waiting) -> Todo:
    url = reverse("conclusion", args=[one.slug, one.challenge, one.number])
    title = _("Is this your answer to what was concluded? %(title)s") % {"title": one.title}
    return Todo(title, url, _("Read and confirm"), one.dialogue, _("The host team entered it for you."), rank=4)


def _proposed(one: Waiting) -> Todo:
    url = reverse("option", args=[one.slug, one.challenge, one.letter])
    title = _("An option is proposed: %(title)s") % {"title": one.title}
    return Todo(title, url, _("Look and answer"), one.dialogue, "")


def _conclude(one: Waiting) -> Todo:
    url = reverse("appraisal_results", args=[one.slug, one.challenge, one.number])
    title = _("Write what was concluded: %(title)s") % {"title": one.title}
    return Todo(title, url, _("Look at the results"), one.dialogue, "")


TOLD: dict[str, Callable[[Waiting], Todo]] = {
    "appraise": _appraise,
    "confirm": _confirm,
    "accept": _accept,
    "confirm_acceptance": _confirm_acceptance,
    "proposed": _proposed,
    "conclude": _conclude,
}
