"""Who may prepare a meeting, keep its room and its minutes, answer its invitation and approve what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.activities.permissions.activities import plan_activity
from dialogues.activities.permissions.groups import leads_meeting
from dialogues.activities.states.meetings import COMING, ItemKind, Keeping, MeetingState, MinutesState
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule
from inspired.core.models.audit import Tier

if TYPE_CHECKING:
    from dialogues.activities.models import Meeting, MeetingScan, Minutes, MinutesItem

RUNS = frozenset({MeetingState.PLANNED, MeetingState.HELD})


def keeps(user: Anyone, meeting: Meeting, task: Keeping) -> bool:
    """Does this person, who is not of the host team, keep the room or the minutes of this meeting today?

    Named for it by the host, or by their function in a group at work whose meeting it is. It ends with the mandate,
    with the group, and when the minutes are approved; nobody but the host team keeps what only the host team knows of.
    """
    dialogue = meeting.activity.dialogue
    standing = dialogue.standing_of(user)
    if standing.is_team or not standing.speaking or not is_live(dialogue) or meeting.activity.tier == Tier.HOST:
        return False
    named = getattr(meeting, task)
    is_named = named is not None and named.user_id == user.pk and named.seat_id in standing.speaking
    return (is_named or _by_function(standing.speaking, meeting, task)) and not _is_approved(meeting)


def _by_function(speaking: frozenset[int], meeting: Meeting, task: Keeping) -> bool:
    group = meeting.activity.group
    if group is None or not group.is_active:
        return False
    leading = group.coordinating_seat() if task == Keeping.FACILITATOR else group.reporting_seat()
    return leading in speaking


def _is_approved(meeting: Meeting) -> bool:
    minutes = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.state == MinutesState.APPROVED


@rule
def see_meeting(user: Anyone, meeting: Meeting) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def keep_meeting(user: Anyone, meeting: Meeting) -> bool:
    """The host team of a live dialogue prepares a meeting, reads who comes and what was recorded."""
    return plan_activity(user, meeting.activity.dialogue)


@rule
def invite_to_meeting(user: Anyone, meeting: Meeting) -> bool:
    """The host team invites to a meeting that is still to come."""
    return keep_meeting(user, meeting) and meeting.state in COMING


@rule
def change_meeting(user: Anyone, meeting: Meeting) -> bool:
    """The host team moves, postpones and cancels a meeting until it is held, and gives a cancelled one a new date.

    Who coordinates a group does so with the meetings that the group planned itself.
    """
    return meeting.state != MeetingState.HELD and (keep_meeting(user, meeting) or leads_meeting(user, meeting))


@rule
def record_meeting(user: Anyone, meeting: Meeting) -> bool:
    """The host team, and who keeps the room, record who came and what was said, during the meeting and after it."""
    return meeting.state in RUNS and (keep_meeting(user, meeting) or keeps(user, meeting, Keeping.FACILITATOR))


@rule
def write_minutes(user: Anyone, meeting: Meeting) -> bool:
    """The host team writes minutes and sends them round; the rapporteur does for a meeting that takes or took place."""
    return keep_meeting(user, meeting) or (meeting.state in RUNS and keeps(user, meeting, Keeping.RAPPORTEUR))


@rule
def name_keepers(user: Anyone, meeting: Meeting) -> bool:
    """The host team names who keeps room and minutes of a meeting that somebody else knows of."""
    is_known = meeting.activity.tier != Tier.HOST and meeting.state != MeetingState.CANCELLED
    return is_known and keep_meeting(user, meeting)


@rule
def speak_at_meeting(user: Anyone, meeting: Meeting) -> bool:
    """Who speaks for a seat answers its invitation, confirms what was recorded for it and approves the minutes.

    Never the host team, whoever of it may hold a mandate: it would confirm what it wrote itself.
    """
    dialogue = meeting.activity.dialogue
    standing = dialogue.standing_of(user)
    return bool(standing.speaking) and not standing.is_team and is_live(dialogue)


@rule
def see_minutes(user: Anyone, minutes: Minutes) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def approve_minutes(user: Anyone, minutes: Minutes) -> bool:
    """Who speaks for a seat approves minutes that were sent round; the verb asks whether the seat was there.

    Never who writes them or wrote them last: for that person's seat somebody else approves.
    """
    is_open = minutes.state == MinutesState.CIRCULATED and speak_at_meeting(user, minutes.meeting)
    return is_open and not wrote(user, minutes)


def wrote(user: Anyone, minutes: Minutes) -> bool:
    """Did this person write these minutes, or are they theirs to write?"""
    is_author = minutes.written_by_id is not None and minutes.written_by_id == user.pk
    return is_author or keeps(user, minutes.meeting, Keeping.RAPPORTEUR)


@rule
def finish_task(user: Anyone, item: MinutesItem) -> bool:
    """The host team says that a task is done or not after all, and once the minutes went round who speaks for its seat."""
    meeting = item.meeting
    if item.kind != ItemKind.TASK or keep_meeting(user, meeting):
        return item.kind == ItemKind.TASK
    minutes = getattr(meeting, "minutes", None)
    went_round = minutes is not None and minutes.state != MinutesState.DRAFT
    speaking = meeting.activity.dialogue.standing_of(user).speaking
    return went_round and item.seat_id in speaking and is_live(meeting.activity.dialogue)


@rule
def see_scan(user: Anyone, scan: MeetingScan) -> bool:
    """Whoever the row is visible to may open it: the host team."""
    return True
