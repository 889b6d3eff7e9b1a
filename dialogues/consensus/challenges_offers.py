"""What challenges, priorities and criteria offer to lower floors: a closing question, what a seat has said, a place of work."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.activities.models import Activity
from dialogues.activities.states.activities import Tool
from dialogues.consensus.models import Ballot, CriteriaSet, Weighing
from dialogues.consensus.states.challenges import ChallengeStatus, RankingStatus
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import ClosingQuestion, Spoken, Workspace


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
