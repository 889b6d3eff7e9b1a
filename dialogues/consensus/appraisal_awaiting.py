"""What waits for a person in options and appraisals: to appraise, to confirm, to accept, to answer, to conclude."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.appraisal_announcing import answerable
from dialogues.consensus.models import Acceptance, Appraisal, Conclusion, Opinion, Option
from dialogues.consensus.offers import TAB
from dialogues.consensus.states.appraisal import AppraisalStatus, OptionStatus
from dialogues.models import Seat
from dialogues.models.standing import Reach
from dialogues.states import Channel
from dialogues.waiting import UNDATED, Waiting, told_as, waits
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.ports import Todo


def _appraise(one: Waiting) -> Todo:
    url = reverse("appraisal", args=[one.slug, one.first, one.second])
    title = _("Appraise the options: %(title)s") % {"title": one.title}
    return Todo(title, url, _("Begin or go on"), one.dialogue, "", due=one.due, rank=3)


def _confirm(one: Waiting) -> Todo:
    url = reverse("opinion_confirm", args=[one.slug, one.first, one.second, one.pk])
    title = _("Is this how you appraise the options? %(title)s") % {"title": one.title}
    return Todo(title, url, _("Read and confirm"), one.dialogue, _("The host team entered it for you."), rank=4)


def _accept(one: Waiting) -> Todo:
    url = reverse("conclusion_accept", args=[one.slug, one.first, one.second])
    title = _("Do you accept what was concluded? %(title)s") % {"title": one.title}
    return Todo(title, url, _("Read and answer"), one.dialogue, "", rank=3)


def _confirm_acceptance(one: Waiting) -> Todo:
    url = reverse("conclusion", args=[one.slug, one.first, one.second])
    title = _("Is this your answer to what was concluded? %(title)s") % {"title": one.title}
    return Todo(title, url, _("Read and confirm"), one.dialogue, _("The host team entered it for you."), rank=4)


def _proposed(one: Waiting) -> Todo:
    url = reverse("option", args=[one.slug, one.first, one.letter])
    title = _("An option is proposed: %(title)s") % {"title": one.title}
    return Todo(title, url, _("Look and answer"), one.dialogue, "")


def _conclude(one: Waiting) -> Todo:
    url = reverse("appraisal_results", args=[one.slug, one.first, one.second])
    title = _("Write what was concluded: %(title)s") % {"title": one.title}
    return Todo(title, url, _("Look at the results"), one.dialogue, "")


@waits(
    {
        "appraise": _appraise,
        "confirm_opinion": _confirm,
        "accept_conclusion": _accept,
        "confirm_acceptance": _confirm_acceptance,
        "option_proposed": _proposed,
        "conclude": _conclude,
    },
    TAB,
)
def asked_in_appraisals(_user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name what options and appraisals ask of seats one speaks for, and of the host team."""
    if reach.speaking:
        yield _told(_owed(reach), "appraise", due="due_at")
        entered = Opinion.objects.filter(seat__in=reach.speaking, submitted_at__isnull=False, confirmed_at__isnull=True)
        yield _told(entered.exclude(channel=Channel.WEB), "confirm_opinion", "appraisal__")
        yield _told(_unanswered(reach), "accept_conclusion", "appraisal__")
        noted = Acceptance.objects.filter(seat__in=reach.speaking, confirmed_at__isnull=True)
        latest = noted.exclude(channel=Channel.WEB).filter(revision=F("conclusion__revision"))
        yield _told(latest, "confirm_acceptance", "conclusion__appraisal__")
    if reach.team:
        proposed = Option.objects.filter(challenge__dialogue__in=reach.team, status=OptionStatus.PROPOSED)
        at = {"title": "challenge__title", "dialogue": "challenge__dialogue", "first": "challenge__number"}
        yield told_as(proposed, "option_proposed", letter="letter", **at)
        closed = Appraisal.objects.filter(challenge__dialogue__in=reach.team, status=AppraisalStatus.CLOSED)
        yield _told(closed.filter(conclusion__isnull=True), "conclude")


def _owed(reach: Reach) -> QuerySet[Appraisal]:
    mine = Seat.objects.at_the_table().filter(pk__in=reach.speaking, dialogue=OuterRef("challenge__dialogue"))
    given = Opinion.objects.filter(appraisal=OuterRef(OuterRef("pk")), seat=OuterRef("pk"), submitted_at__isnull=False)
    owed = answerable(Appraisal.objects.all()).filter(Exists(mine.exclude(Exists(given))))
    in_time = Q(due_at__isnull=True) | Q(due_at__gt=clock.now())
    return owed.filter(in_time).exclude(challenge__dialogue__in=reach.team)


def _unanswered(reach: Reach) -> QuerySet[Conclusion]:
    """Conclusions whose latest wording a seat of one's own has not answered."""
    here = OuterRef("appraisal__challenge__dialogue")
    mine = Seat.objects.at_the_table().filter(pk__in=reach.speaking, dialogue=here)
    wording = {"conclusion": OuterRef(OuterRef("pk")), "revision": OuterRef(OuterRef("revision"))}
    said = Acceptance.objects.filter(seat=OuterRef("pk"), **wording)
    written = Conclusion.objects.filter(Exists(mine.exclude(Exists(said))))
    return written.exclude(appraisal__challenge__dialogue__in=reach.team)


def _told(rows: QuerySet[Any], kind: str, path: str = "", *, due: Any = UNDATED) -> QuerySet[Any, Any]:
    at = {name: f"{path}challenge__{name}" for name in ("title", "dialogue")}
    return told_as(rows, kind, first=f"{path}challenge__number", second=f"{path}number", due=due, **at)
