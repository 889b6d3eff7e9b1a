"""What waits for a person among challenges and criteria: to rank, to weigh, to confirm, to answer proposals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.models import Ballot, Challenge, Criterion, Weighing
from dialogues.consensus.offers import TAB
from dialogues.consensus.states.challenges import ChallengeStatus, RankingStatus
from dialogues.consensus.states.criteria import CriterionStatus, SetStatus
from dialogues.models import Seat
from dialogues.models.standing import Reach
from dialogues.waiting import Waiting, told_as, waits
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.ports import Todo

ORGANISATION = "seat__organisation__name"


def _for_whom(one: Waiting) -> str:
    return _("You answer for %(name)s.") % {"name": one.who}


def _rank(one: Waiting) -> Todo:
    url = reverse("ranking_answer", args=[one.slug, one.first, one.pk])
    title = _("Which challenges come first?")
    return Todo(title, url, _("Give your order"), one.dialogue, _for_whom(one), due=one.due, rank=2)


def _weigh(one: Waiting) -> Todo:
    url = reverse("criteria_weigh", args=[one.slug, one.first, one.pk])
    return Todo(_("Weigh the criteria"), url, _("Weigh them"), one.dialogue, _for_whom(one), due=one.due, rank=2)


def _ballot(one: Waiting) -> Todo:
    url = reverse("ranking", args=[one.slug, one.first])
    title = _("Confirm your order of priorities")
    return Todo(title, url, _("Look and confirm"), one.dialogue, _for_whom(one), rank=3)


def _weights(one: Waiting) -> Todo:
    url = reverse("criteria_set", args=[one.slug, one.first])
    title = _("Confirm how you weigh the criteria")
    return Todo(title, url, _("Look and confirm"), one.dialogue, _for_whom(one), rank=3)


def _challenge(one: Waiting) -> Todo:
    title = _("A challenge is proposed: %(title)s") % {"title": one.title}
    url = reverse("challenge", args=[one.slug, one.first])
    return Todo(title, url, _("Look and answer"), one.dialogue, one.who or "")


def _criterion(one: Waiting) -> Todo:
    title = _("A criterion is proposed: %(title)s") % {"title": one.title}
    url = reverse("criteria_set", args=[one.slug, one.first])
    return Todo(title, url, _("Look and answer"), one.dialogue, one.who or "")


@waits(
    {
        "rank": _rank,
        "weigh": _weigh,
        "ballot": _ballot,
        "weights": _weights,
        "challenge": _challenge,
        "criterion": _criterion,
    },
    TAB,
)
def asked_of_challenges(_user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name what rankings and criteria ask of seats one speaks for, and of the host team."""
    if reach.speaking:
        yield from _of_seats(reach)
    if reach.team:
        proposed = Challenge.objects.filter(dialogue__in=reach.team, status=ChallengeStatus.PROPOSED)
        yield told_as(proposed, "challenge", title="title", who=ORGANISATION, dialogue="dialogue", first="number")
        here = Criterion.objects.filter(criteria_set__dialogue__in=reach.team, status=CriterionStatus.PROPOSED)
        here = here.filter(criteria_set__status=SetStatus.COLLECTING)
        at = {"dialogue": "criteria_set__dialogue", "first": "criteria_set__number"}
        yield told_as(here, "criterion", title="title", who=ORGANISATION, **at)


def _of_seats(reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    seats = Seat.objects.at_the_table().filter(pk__in=reach.speaking).exclude(dialogue__in=reach.team)
    at = {"who": "organisation__name", "dialogue": "dialogue"}
    given = Ballot.objects.filter(ranking=OuterRef("dialogue__rankings__pk"), seat=OuterRef("pk"))
    running = {"dialogue__rankings__status": RankingStatus.OPEN, "dialogue__rankings__due_at__gt": clock.now()}
    owing = seats.filter(**running).exclude(Exists(given))
    yield told_as(owing, "rank", first="dialogue__rankings__number", due="dialogue__rankings__due_at", **at)
    sets = "dialogue__criteria_sets"
    said = Weighing.objects.filter(criteria_set=OuterRef(f"{sets}__pk"), seat=OuterRef("pk"))
    owing = seats.filter(**{f"{sets}__status": SetStatus.WEIGHING}).exclude(Exists(said))
    yield told_as(owing, "weigh", first=f"{sets}__number", due=f"{sets}__due_at", **at)
    entered = Q(seat__in=reach.speaking, confirmed_at__isnull=True, entered_by__isnull=False)
    at = {"who": ORGANISATION, "dialogue": "ranking__dialogue", "first": "ranking__number"}
    yield told_as(Ballot.objects.filter(entered), "ballot", **at)
    at = {"who": ORGANISATION, "dialogue": "criteria_set__dialogue", "first": "criteria_set__number"}
    yield told_as(Weighing.objects.filter(entered), "weights", **at)
