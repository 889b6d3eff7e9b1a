"""Verbs of a meeting: added, described, given its agenda, declared held, with its signed sheets. Dates change in ``changing``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from dialogues.activities.circulated import refuse_once_circulated
from dialogues.activities.dates import When, check_when
from dialogues.activities.models import Activity, AgendaPoint, Attendance, Meeting, MeetingScan, SeatPosition
from dialogues.activities.states.meetings import MEETING_MOVES, MeetingState
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from inspired.core.access import may, require
from inspired.core.audit import edited, record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.services import store_upload
from inspired.core.states import StaleError, StateError, check_move
from inspired.core.uploads import UploadRefused

FIELDS = ("title", "language", "interpretation", "attribution", "answer_by")
MOST_POINTS = 60


@transaction.atomic
def add_meeting(activity: Activity, *, by: User, when: When, form_key: UUID | None = None, **said: Any) -> Meeting:
    """Add a meeting to an activity; the same form sent twice adds one. Nobody is invited by this."""
    activity = (
        Activity.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue").get(pk=activity.pk)
    )
    activity.dialogue = held_dialogue(activity.dialogue, by=by)
    require(by, "activities.add_meeting", activity)
    key = form_key or uuid4()
    if (known := made_before(Meeting.objects.filter(activity=activity, by=by), key)) is not None:
        return known
    check_when(when)
    meeting = Meeting.objects.create(
        activity=activity,
        by=by,
        form_key=key,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        place=when.place,
        link=when.link,
        time_zone=activity.time_zone,
        **{name: said[name] for name in FIELDS if name in said},
    )
    record(by, "meeting.added", meeting)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, *, by: User, revision: int, **said: Any) -> Meeting:
    """Change what is said about a meeting, but for its date and place. Raises StaleError after somebody else's change.

    StateError once its minutes are sent round, and for another rule of attribution once something was said under it.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.keep_meeting", meeting)
    values = {name: said[name] for name in FIELDS if name in said}
    details = edited(meeting, values)
    if not any(details.values()):
        return meeting
    if revision != meeting.revision:
        raise StaleError(meeting)
    refuse_once_circulated(meeting)
    is_spoken_under = meeting.remarks.exists() or SeatPosition.objects.filter(meeting=meeting).exists()
    if values.get("attribution", meeting.attribution) != meeting.attribution and is_spoken_under:
        raise StateError(_("People have spoken under this rule of attribution; it holds for this meeting."))
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.revision += 1
    meeting.save(update_fields=[*values, "revision"])
    record(by, "meeting.edited", meeting, **details)
    return meeting


@transaction.atomic
def set_agenda(meeting: Meeting, *, by: User, points: Sequence[tuple[str, int]]) -> list[AgendaPoint]:
    """Write the agenda anew: titles with minutes, in their order; a point keeps what was recorded under its number.

    Raises StateError when a point that goes has something recorded under it, for more than 60 points, and once the
    minutes are sent round.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.keep_meeting", meeting)
    refuse_once_circulated(meeting)
    if len(points) > MOST_POINTS:
        raise StateError(_("An agenda has at most %(number)d points.") % {"number": MOST_POINTS})
    stored = {point.number: point for point in meeting.agenda.all()}
    for number, (title, minutes) in enumerate(points, start=1):
        point = stored.pop(number, None) or AgendaPoint(meeting=meeting, number=number)
        point.title, point.minutes = title, minutes
        point.save(update_fields=["title", "minutes"] if point.pk else None)
    try:
        AgendaPoint.objects.filter(pk__in=[point.pk for point in stored.values()]).delete()
    except ProtectedError as kept:
        raise StateError(_("Something was recorded under a point that you took away. Leave it where it is.")) from kept
    record(by, "agenda.set", meeting, number=len(points))
    return list(meeting.agenda.all())


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Say that the meeting took place; the seats for which something was recorded are asked to confirm it. Once.

    There is no way back from it, so who keeps the room in place of the host team says it from the day of the meeting on:
    raises StateError before.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.record_meeting", meeting)
    if meeting.state == MeetingState.HELD:
        return meeting
    check_move(meeting.state, MeetingState.HELD, MEETING_MOVES, _("This meeting is not planned."))
    if not (meeting.day_has_come or may(by, "activities.keep_meeting", meeting)):
        raise StateError(_("Its day has not come yet. Before it only the host team says that a meeting took place."))
    meeting.state = MeetingState.HELD
    meeting.save(update_fields=["state"])
    record(by, "meeting.held", meeting)
    ask_to_confirm(meeting, by=by)
    return meeting


def ask_to_confirm(meeting: Meeting, *, by: User) -> int:
    """Ask every seat for which something was recorded to confirm it, once for each seat and meeting; return how many seats."""
    seats = {*Attendance.objects.unconfirmed().filter(meeting=meeting).values_list("seat", flat=True)}
    seats |= {*SeatPosition.objects.unconfirmed().filter(meeting=meeting).values_list("seat", flat=True)}
    announce("activities.recorded", meeting, to=speakers_of(seats), by=by, seats=seats)
    return len(seats)


@transaction.atomic
def attach_scan(meeting: Meeting, *, by: User, upload: UploadedFile[Any], form_key: UUID | None = None) -> MeetingScan:
    """Attach a signed sheet as a scan, for the host team. Raises StateError for a file that cannot be taken."""
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.keep_meeting", meeting)
    key = form_key or uuid4()
    if (known := made_before(MeetingScan.objects.filter(meeting=meeting), key)) is not None:
        return known
    try:
        stored = store_upload(upload, by=by)
    except UploadRefused as refused:
        raise StateError(str(refused)) from refused
    scan = MeetingScan.objects.create(meeting=meeting, file=stored, by=by, form_key=key)
    record(by, "scan.attached", scan)
    return scan


def locked_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Load a meeting again under lock and hold its dialogue as it is; a part of verbs, which ask."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("activity__dialogue").get(pk=meeting.pk)
    meeting.activity.dialogue = held_dialogue(meeting.activity.dialogue, by=by)
    return meeting
