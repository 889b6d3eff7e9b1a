"""Moving, postponing and cancelling a meeting in one act: everybody invited is told, and calendars hear of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.activities.dates import When, check_when
from dialogues.activities.models import Activity, Meeting, MeetingChange
from dialogues.activities.states.meetings import COMING, MEETING_MOVES, ChangeKind, MeetingState
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError, check_move

AFTER = {
    ChangeKind.MOVE: MeetingState.PLANNED,
    ChangeKind.POSTPONE: MeetingState.POSTPONED,
    ChangeKind.CANCEL: MeetingState.CANCELLED,
}
EVENTS = {
    ChangeKind.MOVE: "meeting.moved",
    ChangeKind.POSTPONE: "meeting.postponed",
    ChangeKind.CANCEL: "meeting.cancelled",
}


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: User, kind: str, reason: str, sequence: int, when: When | None = None
) -> Meeting:
    """Move, postpone or cancel a meeting; every seat invited is told, by telephone where no mail arrives.

    ``sequence`` is the one the form was read from: of two who change it at once the second is refused, and the same
    form sent again changes nothing more. ``when`` is needed to move it. Raises StateError.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("activity__dialogue").get(pk=meeting.pk)
    require(by, "activities.change_meeting", meeting)
    if sequence != meeting.sequence:
        raise StateError(_("The date was changed meanwhile. Look at what stands there now before you change it again."))
    if kind == ChangeKind.MOVE and when is None:
        raise StateError(_("Say when it takes place instead."))
    _change(meeting, by, ChangeKind(kind), reason, when)
    return meeting


def cancel_coming(activity: Activity, *, by: User, reason: str) -> int:
    """Cancel every meeting of a cancelled activity that is still to come, in its transaction; return how many."""
    coming = Meeting.objects.select_for_update(of=("self",)).select_related("activity__dialogue")
    found = list(coming.filter(activity=activity, state__in=COMING).order_by("pk"))
    for meeting in found:
        _change(meeting, by, ChangeKind.CANCEL, reason, None)
    return len(found)


def _change(meeting: Meeting, by: User, kind: ChangeKind, reason: str, when: When | None) -> None:
    check_move(meeting.state, AFTER[kind], MEETING_MOVES, _("This meeting can no longer be changed so."))
    reason = reason.strip()
    if not reason:
        raise StateError(_("Please give a reason: everybody invited reads it."))
    was = {"was_at": meeting.starts_at, "was_until": meeting.ends_at, "was_place": meeting.place}
    MeetingChange.objects.create(meeting=meeting, kind=kind, reason=reason, by=by, **was)
    if when is not None and kind == ChangeKind.MOVE:
        check_when(when)
        meeting.starts_at, meeting.ends_at, meeting.place, meeting.link = (
            when.starts_at,
            when.ends_at,
            when.place,
            when.link,
        )
    meeting.state, meeting.sequence = AFTER[kind], meeting.sequence + 1
    meeting.reason = reason
    meeting.save(update_fields=["starts_at", "ends_at", "place", "link", "state", "sequence", "reason"])
    record(by, EVENTS[kind], meeting, number=meeting.sequence)
    seats = list(meeting.invited.values_list("seat", flat=True))
    told = "activities.meeting_cancelled" if kind == ChangeKind.CANCEL else "activities.meeting_changed"
    people, dialogue = speakers_of(seats), meeting.activity.dialogue
    if not dialogue.standing_of(by).is_team:  # a group moved its own meeting
        people += team_of(dialogue)
    announce(told, meeting, to=people, by=by, key=f"{meeting.pk}:{meeting.sequence}", seats=seats)
