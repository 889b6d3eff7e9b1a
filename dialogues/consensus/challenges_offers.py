"""What challenges, priorities and criteria offer to lower floors: things to do, news, a closing question, what a seat has said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.activities.models import Activity
from dialogues.activities.states.activities import Tool
from dialogues.consensus.models import Ballot, Challenge, CriteriaSet, Criterion, Ranking, Weighing
from dialogues.consensus.states.challenges import ChallengeStatus, RankingStatus
from dialogues.consensus.states.criteria import CriterionStatus, SetStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.standing import Reach
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import ClosingQuestion, News, Spoken, Todo, Workspace

MOST = 40


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind, what it is about, for whom, where it is, and until when."""

    kind: str
    about: str
    who: str
    dialogue: int
    number: int
    seat: int
    due: datetime | None


@ports.todo.provide
def waiting_in_consensus(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person among challenges and criteria; one query, none for whoever neither speaks nor hosts."""
    reach = reach_of(user)
    asked = list(_rows(reach))
    if not asked:
        return
    rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    for row in rows[:MOST]:
        one = Waiting(*row)
        if one.dialogue in reach.open:
            yield TOLD[one.kind](one, reach.named[one.dialogue].slug)


def _rows(reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    if reach.speaking and reach.open:
        seats = Seat.objects.at_the_table().filter(pk__in=reach.speaking).exclude(dialogue__in=reach.team)
        given = Ballot.objects.filter(ranking=OuterRef("dialogue__rankings__pk"), seat=OuterRef("pk"))
        owing = seats.filter(dialogue__rankings__status=RankingStatus.OPEN).exclude(Exists(given))
        yield _told(owing, "rank", number="dialogue__rankings__number", due="dialogue__rankings__due_at")
        sets = "dialogue__criteria_sets"
        said = Weighing.objects.filter(criteria_set=OuterRef(f"{sets}__pk"), seat=OuterRef("pk"))
        owing = seats.filter(**{f"{sets}__status": SetStatus.WEIGHING}).exclude(Exists(said))
        yield _told(owing, "weigh", number=f"{sets}__number", due=f"{sets}__due_at")
        entered = Q(seat__in=reach.speaking, confirmed_at__isnull=True, entered_by__isnull=False)
        name = "seat__organisation__name"
        ballots, weights = Ballot.objects.filter(entered), Weighing.objects.filter(entered)
        yield _told(ballots, "ballot", who=name, dialogue="ranking__dialogue", number="ranking__number", seat="seat")
        yield _told(
            weights, "weights", who=name, dialogue="criteria_set__dialogue", number="criteria_set__number", seat="seat"
        )
    if reach.team:
        proposed = Challenge.objects.filter(dialogue__in=reach.team, status=ChallengeStatus.PROPOSED)
        who = "seat__organisation__name"
        yield _told(proposed, "challenge", about="title", who=who, dialogue="dialogue", number="number")
        here = Criterion.objects.filter(criteria_set__dialogue__in=reach.team, status=CriterionStatus.PROPOSED)
        here = here.filter(criteria_set__status=SetStatus.COLLECTING)
        at = {"dialogue": "criteria_set__dialogue", "number": "criteria_set__number"}
        yield _told(here, "criterion", about="title", who=who, **at)


def _told(
    rows: QuerySet[Any],
    kind: str,
    *,
    about: str = "",
    who: str = "organisation__name",
    dialogue: str = "dialogue",
    number: str,
    seat: str = "pk",
    due: str = "",
) -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting``; those left empty are nothing."""
    words = CharField()
    return rows.order_by().values_list(
        Value(kind, words),
        Cast(about, words) if about else Value("", words),
        Cast(who, words),
        dialogue,
        number,
        seat,
        F(due) if due else Cast(Value(None), DateTimeField()),
    )


def _for_whom(one: Waiting) -> str:
    return _("You answer for %(name)s.") % {"name": one.who}


def _rank(one: Waiting, slug: str) -> Todo:
    url = reverse("ranking_answer", args=[slug, one.number, one.seat])
    title = _("Which challenges come first?")
    return Todo(title, url, _("Give your order"), one.dialogue, _for_whom(one), due=one.due, rank=2)


def _weigh(one: Waiting, slug: str) -> Todo:
    url = reverse("criteria_weigh", args=[slug, one.number, one.seat])
    return Todo(_("Weigh the criteria"), url, _("Weigh them"), one.dialogue, _for_whom(one), due=one.due, rank=2)


def _ballot(one: Waiting, slug: str) -> Todo:
    url = reverse("ranking", args=[slug, one.number])
    title = _("Confirm your order of priorities")
    return Todo(title, url, _("Look and confirm"), one.dialogue, _for_whom(one), rank=3)


def _weights(one: Waiting, slug: str) -> Todo:
    url = reverse("criteria_set", args=[slug, one.number])
    title = _("Confirm how you weigh the criteria")
    return Todo(title, url, _("Look and confirm"), one.dialogue, _for_whom(one), rank=3)


def _challenge(one: Waiting, slug: str) -> Todo:
    title = _("A challenge is proposed: %(title)s") % {"title": one.about}
    return Todo(title, reverse("challenge", args=[slug, one.number]), _("Look and answer"), one.dialogue, one.who or "")


def _criterion(one: Waiting, slug: str) -> Todo:
    title = _("A criterion is proposed: %(title)s") % {"title": one.about}
    url = reverse("criteria_set", args=[slug, one.number])
    return Todo(title, url, _("Look and answer"), one.dialogue, one.who or "")


TOLD: dict[str, Callable[[Waiting, str], Todo]] = {
    "rank": _rank,
    "weigh": _weigh,
    "ballot": _ballot,
    "weights": _weights,
    "challenge": _challenge,
    "criterion": _criterion,
}


@ports.news.provide
def rankings_going_on(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer the open ranking and the one closed last; one query."""
    rows = Ranking.objects.visible_to(user).filter(dialogue=dialogue).order_by("status", "-number")
    for one in rows[:1]:
        closed = one.status == RankingStatus.CLOSED
        yield News(
            title=_("Priorities: which challenges come first"),
            url=reverse("ranking", args=[dialogue.slug, one.number]),
            note=one.conclusion[:200],
            state=str(one.get_status_display()),
            tone="yes" if closed else "wait",
            at=one.closed_at or one.opened_at,
        )


@ports.news.provide
def criteria_going_on(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer where the evaluative criteria stand; one query."""
    here = CriteriaSet.objects.visible_to(user).current().filter(dialogue=dialogue).first()
    if here is not None:
        url = reverse("criteria_set", args=[dialogue.slug, here.number])
        state = str(here.get_status_display())
        yield News(_("Evaluative criteria"), url, state=state, tone=here.tone, at=here.locked_at or here.created_at)


@ports.closing_questions.provide
def left_open_in_consensus(user: Anyone, dialogue: Dialogue, phase: str) -> Iterator[ClosingQuestion]:
    """Ask at the end of the phase what challenges and criteria leave open; one query."""
    if phase != Phase.CONSENSUS:
        return
    rows = Dialogue.objects.visible_to(user).filter(pk=dialogue.pk)
    found = rows.aggregate(
        proposed=Count("challenges", filter=Q(challenges__status=ChallengeStatus.PROPOSED), distinct=True),
        ranking=Count("rankings", filter=Q(rankings__status=RankingStatus.OPEN), distinct=True),
        unlocked=Count("criteria_sets", filter=Q(criteria_sets__status__in=UNLOCKED), distinct=True),
    )
    told = ngettext(
        "%(n)d proposed challenge is not answered.", "%(n)d proposed challenges are not answered.", found["proposed"]
    )
    items = [told % {"n": found["proposed"]}] if found["proposed"] else []
    items += [_("A ranking of challenges is open.")] if found["ranking"] else []
    items += [_("The evaluative criteria are not locked.")] if found["unlocked"] else []
    yield ClosingQuestion(
        key="challenges",
        question=_("Which challenges did the dialogue work on, and what came first?"),
        hint=_("In the order in which the seats agreed to deal with them, and by which criteria."),
        open_items=tuple(items),
        url=reverse("consensus", args=[dialogue.slug]),
    )


UNLOCKED = (SetStatus.COLLECTING, SetStatus.WEIGHING)


@ports.spoken.provide
def ranked(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say which challenges the seat put first; one query."""
    rows = Ballot.objects.visible_to(user).filter(seat=seat).select_related("ranking__dialogue")
    for one in rows.order_by("-given_at"):
        title = _("Ranking of challenges")
        yield Spoken(one.given_at, _("Order of priorities"), title, one.reason, url=one.ranking.get_absolute_url())


@ports.spoken.provide
def weighed(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say that the seat weighed criteria, and whether it agreed to them; one query."""
    rows = Weighing.objects.visible_to(user).filter(seat=seat).select_related("criteria_set__dialogue")
    states = {True: _("agrees"), False: _("does not agree yet"), None: ""}
    for one in rows.order_by("-given_at"):
        url, title = one.criteria_set.get_absolute_url(), str(one.criteria_set)
        yield Spoken(one.given_at, _("Weights of criteria"), title, one.note, states[one.agrees], url)


@ports.workspaces.provide
def criteria_as_workspace(user: Anyone, activity: Activity) -> Iterator[Workspace]:
    """Lead from an activity that deliberates on criteria to the set of its dialogue; one query."""
    if activity.tool != Tool.CRITERIA:
        return
    here = CriteriaSet.objects.visible_to(user).current().filter(dialogue=activity.dialogue_id).first()
    if here is not None:
        url = reverse("criteria_set", args=[activity.dialogue.slug, here.number])
        yield Workspace(_("Evaluative criteria"), url, str(here.get_status_display()))
