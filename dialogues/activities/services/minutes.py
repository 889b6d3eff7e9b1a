"""Verbs of minutes: written, completed by decisions, points of contention and tasks, sent round, approved by those present."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.attributing import sizes_present
from dialogues.activities.circulated import refuse_once_circulated
from dialogues.activities.keeping import reading_seats, writers_of
from dialogues.activities.models import AgendaPoint, Approval, Attendance, Meeting, Minutes, MinutesItem, Remark
from dialogues.activities.services.meetings import locked_meeting
from dialogues.activities.states.meetings import MINUTES_MOVES, ItemKind, MeetingState, MinutesState, StaleMinutes
from dialogues.appearing import FEWEST_IN_CATEGORY
from dialogues.ledger.models import Entry
from dialogues.ledger.services import move_entries
from dialogues.models import Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, team_of
from dialogues.states import Attribution
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move

OPEN_TIERS = (Tier.PUBLIC, Tier.PARTICIPANTS)


@transaction.atomic
def write_minutes(meeting: Meeting, *, by: User, text: str, language: str, revision: int) -> Minutes:
    """Write the minutes of a meeting. Raises StaleMinutes when somebody else wrote meanwhile, StateError once sent round."""
    minutes = _locked(meeting, by)
    refuse_once_circulated(minutes.meeting)
    if (minutes.text, minutes.language) == (text, language):
        return minutes
    if minutes.revision != revision:
        raise StaleMinutes
    minutes.text, minutes.language, minutes.revision, minutes.written_by = text, language, revision + 1, by
    minutes.save(update_fields=["text", "language", "revision", "written_by"])
    record(by, "minutes.written", minutes)
    return minutes


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    by: User,
    kind: str,
    text: str,
    point: AgendaPoint | None = None,
    seat: Seat | None = None,
    due_on: date | None = None,
    form_key: UUID | None = None,
) -> MinutesItem:
    """Add a decision, a point of contention or a task; the same form sent twice adds one."""
    minutes = _locked(meeting, by)
    refuse_once_circulated(minutes.meeting)
    key = form_key or uuid4()
    if (known := made_before(MinutesItem.objects.filter(meeting=meeting), key)) is not None:
        return known
    if point is not None and point.meeting_id != meeting.pk:
        raise StateError(_("This point belongs to another meeting."))
    if seat is not None and not reading_seats(minutes.meeting).filter(pk=seat.pk).exists():
        raise StateError(_("This organisation does not know of this meeting, so it could not read what it is to do."))
    is_task = ItemKind(kind) == ItemKind.TASK
    item = MinutesItem.objects.create(
        meeting=minutes.meeting,
        kind=kind,
        text=text.strip(),
        point=point,
        seat=seat if is_task else None,
        due_on=due_on if is_task else None,
        form_key=key,
    )
    record(by, "minutes.item_added", item, kind=kind)
    return item


@transaction.atomic
def remove_item(item: MinutesItem, *, by: User) -> None:
    """Take a line out of minutes that were not sent round."""
    minutes = _locked(item.meeting, by)
    refuse_once_circulated(minutes.meeting)
    if MinutesItem.objects.filter(pk=item.pk).delete()[0]:
        record(by, "minutes.item_removed", minutes, kind=item.kind)


@transaction.atomic
def circulate(meeting: Meeting, *, by: User) -> Minutes:
    """Send the minutes round to those present, who approve them; remarks open to whoever reads the activity, as attributed.

    Seats with a task are told of it. Raises StateError when the meeting was not held, nobody was there, or there is nothing to read.
    """
    minutes = _locked(meeting, by)
    if minutes.meeting.state != MeetingState.HELD:
        raise StateError(_("Say first that the meeting was held."))
    check_move(minutes.state, MinutesState.CIRCULATED, MINUTES_MOVES, _("The minutes were sent round already."))
    if not (minutes.text.strip() or minutes.meeting.items.exists() or minutes.meeting.remarks.exists()):
        raise StateError(_("There is nothing to read in these minutes yet."))
    seats = _present(minutes.meeting)
    if not seats:
        raise StateError(_("Nobody with a seat is recorded as present, so nobody could approve them."))
    minutes.state, minutes.round, minutes.circulated_at = MinutesState.CIRCULATED, minutes.round + 1, timezone.now()
    minutes.reason = ""
    minutes.save(update_fields=["state", "round", "circulated_at", "reason"])
    record(by, "minutes.circulated", minutes, number=minutes.round)
    _open_remarks(minutes.meeting, by)
    key = f"{minutes.pk}:{minutes.round}"
    announce("activities.minutes", minutes, to=speakers_of(seats), by=by, key=key, seats=seats)
    _tell_of_tasks(minutes.meeting, by)
    return minutes


@transaction.atomic
def take_back_minutes(meeting: Meeting, *, by: User) -> Minutes:
    """Take minutes back to change them; approvals of that round stay on record and count no more, remarks close again."""
    minutes = _locked(meeting, by)
    check_move(minutes.state, MinutesState.DRAFT, MINUTES_MOVES, _("These minutes are a draft already."))
    minutes.state, minutes.approved_at = MinutesState.DRAFT, None
    minutes.save(update_fields=["state", "approved_at"])
    said = Entry.objects.filter(pk__in=Remark.objects.filter(meeting=meeting).values("entry"))
    move_entries(minutes.meeting.activity.dialogue, said, tier=Tier.HOST, by=by)
    record(by, "minutes.taken_back", minutes, number=minutes.round)
    return minutes


@transaction.atomic
def approve_minutes(
    minutes: Minutes, seat: Seat, *, by: User, approves: bool, round_number: int, objection: str = ""
) -> Approval:
    """Say for a seat that was there that the minutes are right, or what is not; with the last one they are approved.

    A second word of the same seat in a round replaces the first while they are open. Raises StateError for minutes of
    another round, for a seat that was not there, and for an objection without words.
    """
    meeting = locked_meeting(minutes.meeting, by=by)
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    minutes.meeting = meeting
    if minutes.state != MinutesState.CIRCULATED or minutes.round != round_number:
        raise StateError(_("These minutes are no longer waiting for approval in this form. Read them again."))
    require(by, "activities.approve_minutes", minutes)
    present = _present(meeting)
    if seat.pk not in meeting.activity.dialogue.standing_of(by).speaking or seat.pk not in present:
        raise StateError(_("Only who speaks for a seat that was there approves the minutes."))
    objection = "" if approves else objection.strip()
    if not approves and not objection:
        raise StateError(_("Please say what is not right."))
    said = {"approves": approves, "objection": objection, "by": by, "at": timezone.now()}
    approval, _is_new = Approval.objects.update_or_create(
        minutes=minutes, seat=seat, round=minutes.round, defaults=said
    )
    record(by, "minutes.agreed_to" if approves else "minutes.objected_to", minutes, seat=seat.pk)
    if not approves:
        key = f"{minutes.pk}:{minutes.round}:{seat.pk}"
        told = [*team_of(meeting.activity.dialogue), *writers_of(meeting)]
        announce("activities.minutes_objected", minutes, to=told, by=by, key=key)
    agreed = set(minutes.approvals.filter(round=minutes.round, approves=True).values_list("seat", flat=True))
    if set(present) <= agreed:
        _approve(minutes, by, "")
    return approval


@transaction.atomic
def close_approval(meeting: Meeting, *, by: User, reason: str) -> Minutes:
    """Declare minutes approved although not every seat has answered, with the reason; who did stays visible.

    Only the host team does: who writes the minutes does not also say that they are right.
    """
    minutes = _locked(meeting, by)
    require(by, "activities.keep_meeting", minutes.meeting)
    if not reason.strip():
        raise StateError(_("Please give a reason."))
    _approve(minutes, by, reason.strip())
    return minutes


def _approve(minutes: Minutes, by: User, reason: str) -> None:
    check_move(minutes.state, MinutesState.APPROVED, MINUTES_MOVES, _("These minutes are not waiting for approval."))
    minutes.state, minutes.approved_at, minutes.reason = MinutesState.APPROVED, timezone.now(), reason
    minutes.save(update_fields=["state", "approved_at", "reason"])
    record(by, "minutes.approved", minutes, number=minutes.round)


def _locked(meeting: Meeting, by: User) -> Minutes:
    locked = locked_meeting(meeting, by=by)
    require(by, "activities.write_minutes", locked)
    minutes, _is_new = Minutes.objects.get_or_create(meeting=locked, defaults={"language": locked.language})
    minutes.meeting = locked
    return minutes


def _tell_of_tasks(meeting: Meeting, by: User) -> None:
    """Tell each seat once of a task that these minutes give it, also when it was not there."""
    given = meeting.items.filter(kind=ItemKind.TASK, seat__isnull=False, done_on__isnull=True)
    for item in given.select_related("meeting__activity"):
        seats = [item.seat_id] if item.seat_id is not None else []
        announce("activities.task_given", item, to=speakers_of(seats), by=by, seats=seats)


def _present(meeting: Meeting) -> list[int]:
    rows = Attendance.objects.filter(meeting=meeting, is_present=True, seat__isnull=False, seat__left_at__isnull=True)
    return sorted(rows.values_list("seat", flat=True))


def _open_remarks(meeting: Meeting, by: User) -> None:
    """Open the remarks in the ledger to participants, where they read the activity and the attribution tells no more than it may."""
    if meeting.activity.tier not in OPEN_TIERS or meeting.attribution == Attribution.NOBODY:
        return
    said = Remark.objects.filter(meeting=meeting).values("entry")
    if meeting.attribution == Attribution.CATEGORY:  # of a category with few there, the ledger's label would tell who
        few = [name for name, seats in sizes_present(meeting).items() if seats < FEWEST_IN_CATEGORY]
        said = said.exclude(entry__seat__category__in=few)
    move_entries(meeting.activity.dialogue, Entry.objects.filter(pk__in=said), tier=Tier.PARTICIPANTS, by=by)
