"""Recording what happens in a meeting on behalf of seats, each entry under a key of its own, and the seats' confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.circulated import refuse_once_circulated
from dialogues.activities.giving import Given
from dialogues.activities.keeping import seats_in_room
from dialogues.activities.models import Attendance, Invited, Meeting, Recording, Remark, SeatPosition, Taken
from dialogues.activities.services.meetings import ask_to_confirm, locked_meeting
from dialogues.activities.states.meetings import MeetingState, Stance, TakenFrom, TakenKind
from dialogues.ledger.services import add_entry, confirm
from dialogues.ledger.states import Source
from dialogues.models import Seat
from dialogues.states import Category, Channel
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError

CAME_IN = {
    TakenFrom.ROOM: Channel.IN_PERSON,
    TakenFrom.SHEET: Channel.IN_PERSON,
    TakenFrom.PHONE: Channel.PHONE,
    TakenFrom.PAPER: Channel.PAPER,
}
MOST_WALK_INS = 300


@dataclass(frozen=True)
class _Room:
    """What one call of the verb works in."""

    meeting: Meeting
    by: User
    source: TakenFrom
    recording: Recording


@transaction.atomic
def take(meeting: Meeting, *, by: User, source: str, given: Sequence[Given]) -> int:
    """Take entries into a meeting, in their order; return how many were new. All or nothing.

    An entry whose key was taken before counts once: a page may send again until it is answered, and a sheet may be
    uploaded twice. Raises StateError for the first entry that cannot be taken, and for anything new once the minutes
    are sent round.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.record_meeting", meeting)
    known = set(Taken.objects.filter(meeting=meeting, key__in=[one.key for one in given]).values_list("key", flat=True))
    recording = Recording.objects.filter(dialogue=meeting.activity.dialogue).first() or Recording()
    room = _Room(meeting, by, TakenFrom(source), recording)
    new = 0
    for one in given:
        if one.key in known:
            continue
        _check_key(one)
        refuse_once_circulated(meeting)
        KINDS[TakenKind(one.kind)](room, one)
        Taken.objects.create(meeting=meeting, key=one.key, kind=one.kind)
        known.add(one.key)
        new += 1
    if new:
        record(by, "meeting.recorded", meeting, number=new, source=room.source.value)
        if meeting.state == MeetingState.HELD:
            ask_to_confirm(meeting, by=by)
    return new


@transaction.atomic
def confirm_recorded(meeting: Meeting, seat: Seat, *, by: User) -> int:
    """Confirm for a seat, in one act, all that others recorded for it in a meeting; return how much that was.

    What the seat objects to it says at the entry before; such an entry is left as it is. So is what this person
    recorded in the room: somebody else who speaks for the seat confirms it.
    """
    meeting = locked_meeting(meeting, by=by)
    require(by, "activities.speak_at_meeting", meeting)
    if seat.pk not in meeting.activity.dialogue.standing_of(by).speaking:
        raise StateError(_("You do not speak for this seat."))
    now, confirmed = timezone.now(), 0
    for model in (Attendance, SeatPosition):
        rows = model.objects.filter(meeting=meeting, seat=seat, confirmed_at__isnull=True).exclude(entered_by=by)
        confirmed += rows.update(confirmed_at=now)
    said = Remark.objects.filter(meeting=meeting, entry__seat=seat).exclude(entry__entered_by=by)
    for remark in said.select_related("entry__dialogue"):
        if remark.entry.awaits_confirmation:
            confirm(remark.entry, by=by)
            confirmed += 1
    if confirmed:
        record(by, "meeting.confirmed", meeting, seat=seat.pk, number=confirmed)
    return confirmed


def _check_key(one: Given) -> None:
    if Taken.objects.filter(key=one.key).exists():
        raise StateError(_("This was sent before, to another meeting. Open the page again and fill it in there."))


def _seat(room: _Room, one: Given) -> Seat:
    seat = seats_in_room(room.by, room.meeting).filter(pk=one.seat or 0).first()
    if seat is None:
        raise StateError(_("Say for which organisation at the table."))
    return seat


def _speaking(room: _Room, one: Given) -> Seat:
    """Return the seat that speaks. It reads what was noted for it, so it must be one that may know of the meeting."""
    seat, activity = _seat(room, one), room.meeting.activity
    if activity.tier == Tier.HOST:
        raise StateError(_("Only the host team knows of this meeting. Keep what was said in its minutes or notes."))
    is_invited = Invited.objects.filter(meeting=room.meeting, seat=seat).exists()
    if activity.tier == Tier.GROUP and not (is_invited or activity.asked().filter(pk=seat.pk).exists()):
        raise StateError(_("This organisation is not invited to this meeting."))
    return seat


def _attends(room: _Room, one: Given) -> None:
    if one.value not in ("yes", "no"):
        raise StateError(_("Say whether the organisation was there."))
    values = {"is_present": one.value == "yes", "who": one.words.strip()[:200], **_person(room, one)}
    row = Attendance.objects.filter(meeting=room.meeting, seat=_seat(room, one)).first()
    if row is None:
        row = Attendance(meeting=room.meeting, seat_id=one.seat)
        values = _as_announced(room, one) | {name: value for name, value in values.items() if value != ""}
    elif not (one.words or one.gender or one.region):  # a tap changes only whether they are there
        values = {"is_present": one.value == "yes"}
    _write(room, row, values)


def _as_announced(room: _Room, one: Given) -> dict[str, object]:
    """Return what the seat said about who would come, as a beginning."""
    said = Invited.objects.filter(meeting=room.meeting, seat=one.seat).first()
    return {"who": said.substitute, "gender": said.gender, "region": said.region} if said else {}


def _person(room: _Room, one: Given) -> dict[str, object]:
    return {
        "gender": one.gender if room.recording.records_gender else "",
        "region": one.region.strip()[:100] if room.recording.records_region else "",
    }


def _walks_in(room: _Room, one: Given) -> None:
    if not one.words.strip():
        raise StateError(_("Write in one line who came."))
    if Attendance.objects.filter(meeting=room.meeting, seat__isnull=True).count() >= MOST_WALK_INS:
        raise StateError(_("More than %(number)d people without a seat are too many here.") % {"number": MOST_WALK_INS})
    category = one.category if one.category in Category.values else ""
    row = Attendance(meeting=room.meeting)
    _write(room, row, {"who": one.words.strip()[:200], "category": category, **_person(room, one)})


def _takes_position(room: _Room, one: Given) -> None:
    point = room.meeting.agenda.filter(pk=one.point or 0).first()
    if point is None:
        raise StateError(_("Say on which point of the agenda."))
    if one.value not in Stance.values:
        raise StateError(_("Say where the organisation stood."))
    seat = _speaking(room, one)
    row = SeatPosition.objects.filter(point=point, seat=seat).first()
    row = row or SeatPosition(meeting=room.meeting, point=point, seat=seat)
    _write(room, row, {"stance": one.value, "words": one.words.strip()})


def _says(room: _Room, one: Given) -> None:
    if not one.words.strip():
        raise StateError(_("Write down what was said."))
    seat, meeting = _speaking(room, one), room.meeting
    point = meeting.agenda.filter(pk=one.point).first() if one.point else None
    entry = add_entry(
        meeting.activity.dialogue,
        by=room.by,
        source=Source.REMARK,
        seat=seat,
        text=one.words.strip(),
        title=point.title if point else meeting.title,
        language=meeting.language,
        channel=CAME_IN[room.source],
        tier=Tier.HOST,
        attribution=meeting.attribution,
    )
    said = Invited.objects.filter(meeting=meeting, seat=seat).first()
    speaker = said.delegate_id if said else None
    Remark.objects.create(meeting=meeting, entry=entry, point=point, speaker_id=speaker, source=room.source)


def _write(room: _Room, row: Attendance | SeatPosition, values: dict[str, object]) -> None:
    """Write what is new onto a row; what the seat confirmed before is announced again once it changes."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.source, row.entered_by, row.entered_at, row.confirmed_at = room.source, room.by, timezone.now(), None
    changed = [*values, "source", "entered_by", "entered_at", "confirmed_at"]
    row.save(update_fields=changed if row.pk else None)


KINDS = {
    TakenKind.ATTENDANCE: _attends,
    TakenKind.POSITION: _takes_position,
    TakenKind.REMARK: _says,
    TakenKind.WALK_IN: _walks_in,
}
