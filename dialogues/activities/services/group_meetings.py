"""A meeting that a working group plans for itself: activity, date, agenda and invitations in one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.activities.dates import When, check_when
from dialogues.activities.models import Activity, ActivityStep, AgendaPoint, Invited, Meeting
from dialogues.activities.services.meetings import MOST_POINTS
from dialogues.activities.states.activities import Tool
from dialogues.models import Seat
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from dialogues.states import Phase
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StateError
from workinggroups.models import Group

OPEN_TO = frozenset({Tier.GROUP, Tier.PARTICIPANTS})
ABOUT_ACTIVITY = ("title", "purpose", "is_necessary", "builds_trust", "joint_knowledge")
ABOUT_MEETING = ("title", "language", "interpretation", "attribution", "answer_by")


@transaction.atomic
def plan_group_meeting(
    group: Group,
    *,
    by: User,
    when: When,
    tier: str = Tier.GROUP,
    points: Sequence[tuple[str, int]] = (),
    form_key: UUID | None = None,
    **said: Any,
) -> Meeting:
    """Plan a meeting of the group one coordinates; its members are invited, and they and the host team are told.

    It is an activity of tool 10 in the name of the coordinating seat. The same form sent twice plans one. Raises
    StateError for a tier beyond the participants, for too many points and for dates that cannot be.
    """
    group = Group.objects.locked().get(pk=group.pk)
    group.dialogue = held_dialogue(group.dialogue, by=by)
    require(by, "activities.plan_for_group", group)
    key = form_key or uuid4()
    if (known := made_before(Meeting.objects.filter(activity__group=group, by=by), key)) is not None:
        return known
    if tier not in OPEN_TO or len(points) > MOST_POINTS:
        raise StateError(_("A group shows its meetings to its members or to all participants, with at most 60 points."))
    check_when(when)
    activity = _activity(group, by, when, tier=tier, **{name: said[name] for name in ABOUT_ACTIVITY if name in said})
    about = {name: said[name] for name in ABOUT_MEETING if name in said}
    meeting = _meeting(activity, by, when, form_key=key, **about)
    rows = enumerate(points, start=1)
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=meeting, number=number, title=name, minutes=minutes) for number, (name, minutes) in rows
    )
    record(by, "meeting.added", meeting)
    _invite(meeting, by)
    announce("activities.group_meeting", meeting, to=team_of(group.dialogue), by=by)
    return meeting


def _meeting(activity: Activity, by: User, when: When, **said: Any) -> Meeting:
    return Meeting.objects.create(
        activity=activity,
        by=by,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        place=when.place,
        link=when.link,
        time_zone=activity.time_zone,
        **said,
    )


def _activity(group: Group, by: User, when: When, **said: Any) -> Activity:
    """Keep what the meeting is for, as every tool in use has it; it invites the members of the day and nobody else."""
    mission = group.mission
    phases = [phase for phase in Phase.values if mission and phase in mission.phases] or [Phase.ASSESSMENT.value]
    day = when.starts_at.astimezone(ZoneInfo(group.dialogue.time_zone)).date()
    activity = Activity.objects.create(
        dialogue=group.dialogue,
        group=group,
        tool=Tool.WORKING_GROUPS,
        phase=phases[-1],
        seat_id=group.coordinating_seat(),
        by=by,
        asks_all=False,
        place=when.place,
        starts_on=day,
        ends_on=day,
        time_zone=group.dialogue.time_zone,
        **said,
    )
    activity.seats.set(Seat.objects.at_the_table().filter(pk__in=group.member_seats()))
    ActivityStep.objects.create(activity=activity, state=activity.state, by=by)
    record(by, "activity.planned", activity, tool=activity.tool)
    return activity


def _invite(meeting: Meeting, by: User) -> None:
    seats = sorted(meeting.activity.asked().values_list("pk", flat=True))
    Invited.objects.bulk_create(Invited(meeting=meeting, seat_id=pk) for pk in seats)
    record(by, "meeting.invited", meeting, number=len(seats))
    announce("activities.invited", meeting, to=speakers_of(seats), by=by, seats=seats)
