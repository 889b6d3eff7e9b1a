"""Who may read and keep what came of an activity, notes of bilateral meetings, and the papers of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.activities.permissions.activities import plan_activity
from dialogues.activities.permissions.meetings import keep_meeting
from dialogues.activities.states.activities import UNDER_WAY, Tool
from dialogues.permissions import is_live, see_members_area
from dialogues.states import Role
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.activities.models import Activity, AgreedSummary, BilateralNote, Invited, Meeting, MeetingPrint
    from dialogues.models import Dialogue


@rule
def see_balance(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever reads the inside of a dialogue sees which tools are covered, counted over what they may see."""
    return see_members_area(user, dialogue)


@rule
def see_record(user: Anyone, activity: Activity) -> bool:
    """Participants and the host team read what came of an activity they see; each row decides by itself.

    Media users open that of events and campaigns, where they find what the host tells the media.
    """
    standing = activity.dialogue.standing_of(user)
    is_told = Role.MEDIA in standing.roles and activity.tool == Tool.PUBLIC_EVENTS
    return standing.is_team or standing.is_participant or is_told


@rule
def keep_record(user: Anyone, activity: Activity) -> bool:
    """The host team records what comes of what is planned or was held."""
    return plan_activity(user, activity.dialogue) and activity.state in UNDER_WAY


@rule
def set_release(user: Anyone, activity: Activity) -> bool:
    """The host team settles when what an event or campaign says may be said."""
    return keep_record(user, activity) and activity.tool == Tool.PUBLIC_EVENTS


@rule
def see_notes(user: Anyone, activity: Activity) -> bool:
    """The host team reads its notes of bilateral meetings, whatever the state; nobody else, whatever their role."""
    return activity.dialogue.standing_of(user).is_team and activity.tool == Tool.BILATERAL


@rule
def write_note(user: Anyone, activity: Activity) -> bool:
    """The host team writes notes while the dialogue is live."""
    return see_notes(user, activity) and is_live(activity.dialogue)


@rule
def see_note(user: Anyone, note: BilateralNote) -> bool:
    """The host team of the day reads a note."""
    return note.activity.dialogue.standing_of(user).is_team


@rule
def keep_note(user: Anyone, note: BilateralNote) -> bool:
    """The host team changes a note, and decides whether its summary is shown, while the dialogue is live."""
    return see_note(user, note) and is_live(note.activity.dialogue)


@rule
def forget_note(user: Anyone, note: BilateralNote) -> bool:
    """The host team deletes a note at any time: forgetting never waits for a state."""
    return see_note(user, note)


@rule
def see_summary(user: Anyone, summary: AgreedSummary) -> bool:
    """Whoever the row is visible to may read it: the host team, and the party once it was shown."""
    return True


@rule
def prepare_papers(user: Anyone, meeting: Meeting) -> bool:
    """The host team prints the papers of a meeting and says what is paid for the way."""
    return keep_meeting(user, meeting)


@rule
def fetch_paper(user: Anyone, paper: MeetingPrint) -> bool:
    """The host team fetches a printed paper."""
    return prepare_papers(user, paper.meeting)


@rule
def say_needs(user: Anyone, invited: Invited) -> bool:
    """Who speaks for an invited seat says what its person needs, and the host team for those who told it."""
    dialogue = invited.meeting.activity.dialogue
    standing = dialogue.standing_of(user)
    return (standing.is_team or invited.seat_id in standing.speaking) and is_live(dialogue)
