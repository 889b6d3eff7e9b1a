"""Who may prepare a meeting, answer its invitation, record what happens in it and approve its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.activities.permissions.activities import plan_activity
from dialogues.activities.states.meetings import COMING, MeetingState, MinutesState
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.activities.models import Meeting, MeetingScan, Minutes


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
    """The host team moves, postpones and cancels a meeting until it is held, and gives a cancelled one a new date."""
    return keep_meeting(user, meeting) and meeting.state != MeetingState.HELD


@rule
def record_meeting(user: Anyone, meeting: Meeting) -> bool:
    """The host team records who came and what was said, during the meeting and after it."""
    return keep_meeting(user, meeting) and meeting.state in (MeetingState.PLANNED, MeetingState.HELD)


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
    """Who speaks for a seat approves minutes that were sent round; the verb asks whether the seat was there."""
    return minutes.state == MinutesState.CIRCULATED and speak_at_meeting(user, minutes.meeting)


@rule
def see_scan(user: Anyone, scan: MeetingScan) -> bool:
    """Whoever the row is visible to may open it: the host team."""
    return True
