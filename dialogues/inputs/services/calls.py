"""Verbs of a call: create, change, open, extend, remind, close, open again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.deadlines import end_of_day
from dialogues.inputs.models import Answer, Call, Question
from dialogues.inputs.presets import PRESETS
from dialogues.inputs.services.questions import draft_call
from dialogues.inputs.states import CALL_MOVES, CallStatus
from dialogues.inputs.wording import FEWEST_CONTRIBUTORS
from dialogues.ledger.models import Entry
from dialogues.ledger.services import show_entries
from dialogues.models import Dialogue, Seat
from dialogues.models.seats import SeatQuerySet
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from dialogues.states import Attribution
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.models.audit import Tier
from inspired.core.models.people import User
from inspired.core.states import StateError, check_move

FIELDS = ("title", "introduction", "kind", "phase", "asks_all", "takes_several", "tier", "attribution")


@transaction.atomic
def create_call(
    dialogue: Dialogue, *, by: User, due_on: date | None = None, seats: Iterable[Seat] = (), **fields: Any
) -> Call:
    """Prepare a call with the questions we suggest for its kind; nobody but the host team sees it yet."""
    require(by, "inputs.create_call", dialogue)
    call = Call(dialogue=dialogue, **{name: fields[name] for name in FIELDS if name in fields})
    call.due_at = end_of_day(due_on, dialogue.time_zone) if due_on else None
    call.save(force_insert=True)
    call.seats.set(_own(dialogue, seats))
    Question.objects.bulk_create(
        Question(
            call=call,
            number=number,
            text=str(preset.text),
            hint=str(preset.hint),
            kind=preset.kind,
            choices=[str(choice) for choice in preset.choices],
            scale_low=str(preset.ends[0]),
            scale_high=str(preset.ends[1]),
            is_required=preset.is_required,
            is_suggestion=True,
        )
        for number, preset in enumerate(PRESETS[call.kind], start=1)
    )
    record(by, "call.created", call, kind=call.kind)
    return call


@transaction.atomic
def edit_call(call: Call, *, by: User, due_on: date | None, seats: Iterable[Seat] = (), **fields: Any) -> Call:
    """Change a call that is not open yet; the trail keeps which seats are asked when these change. Nothing new is no edit."""
    call = draft_call(call, by=by)
    values = {name: fields[name] for name in FIELDS if name in fields and name != "kind"}
    values["due_at"] = end_of_day(due_on, call.dialogue.time_zone) if due_on else None
    details, asked = edited(call, values), _own(call.dialogue, seats)
    keys = sorted(seat.pk for seat in asked)
    if keys != sorted(call.seats.values_list("pk", flat=True)):
        details["seats"] = keys
    if not any(details.values()) and "seats" not in details:
        return call
    for name, value in values.items():
        setattr(call, name, value)
    call.save(update_fields=list(values))
    call.seats.set(asked)
    record(by, "call.edited", call, **details)
    return call


@transaction.atomic
def open_call(call: Call, *, by: User) -> Call:
    """Open a call; after commit the delegates of the seats that are asked are told by mail.

    Raises StateError without questions, without seats, or with a date that has passed.
    """
    call = _locked(call, by)
    check_move(call.status, CallStatus.OPEN, CALL_MOVES, _("This call is open already."))
    if not call.questions.exists():
        raise StateError(_("A call needs at least one question."))
    if not call.asked().exists():
        raise StateError(_("No seat at the table is asked yet. Choose at least one."))
    _must_lie_ahead(call)
    call.status, call.opened_at = CallStatus.OPEN, timezone.now()
    call.save(update_fields=["status", "opened_at"])
    record(by, "call.opened", call)
    _tell(call, "inputs.call_opened", by)
    return call


@transaction.atomic
def extend_call(call: Call, *, by: User, due_on: date) -> Call:
    """Give an open call more time; all who are asked are told by mail."""
    call = _locked(call, by)
    if call.status != CallStatus.OPEN:
        raise StateError(_("Only an open call can be given more time."))
    before, call.due_at = call.due_at, end_of_day(due_on, call.dialogue.time_zone)
    _must_lie_ahead(call)
    if before and call.due_at <= before:
        raise StateError(_("The new date must be later than the present one."))
    call.reminded_at = None
    call.save(update_fields=["due_at", "reminded_at"])
    record(by, "call.extended", call, due=call.due_at.isoformat(), before=before.isoformat() if before else None)
    _tell(call, "inputs.call_extended", by, f"{call.pk}:{due_on}")
    return call


@transaction.atomic
def remind(call: Call, *, by: User) -> int:
    """Remind once, until the date is changed, the delegates of seats that have not answered; return how many people."""
    call = _locked(call, by)
    if not call.takes_answers:
        raise StateError(_("This call takes no answers any more."))
    if call.reminded_at is not None:
        raise StateError(_("They were reminded already. A new date allows another reminder."))
    call.reminded_at = timezone.now()
    call.save(update_fields=["reminded_at"])
    answered = Answer.objects.submitted().filter(call=call).values("seat")
    missing = call.asked().exclude(pk__in=answered)
    due = call.due_at.date() if call.due_at else "open"
    told = _tell(call, "inputs.call_reminder", by, f"{call.pk}:{due}", missing)
    record(by, "call.reminded", call, people=told)
    return told


@transaction.atomic
def close_call(call: Call, *, by: User) -> Call:
    """Close a call; drafts stay and can no longer be submitted.

    Answers promised as anonymous are shown to participants now, if at least 5 organisations gave those not shown yet.
    """
    call = _locked(call, by)
    check_move(call.status, CallStatus.CLOSED, CALL_MOVES, _("Only an open call can be closed."))
    call.status, call.closed_at = CallStatus.CLOSED, timezone.now()
    call.save(update_fields=["status", "closed_at"])
    record(by, "call.closed", call)
    if call.attribution == Attribution.NOBODY and call.tier != Tier.HOST:
        _show_anonymous(call, by)
    return call


@transaction.atomic
def reopen_call(call: Call, *, by: User, due_on: date | None) -> Call:
    """Open a closed call again until a new date, or without one; all who are asked are told by mail."""
    call = _locked(call, by)
    check_move(call.status, CallStatus.OPEN, CALL_MOVES, _("This call is open already."))
    if call.opened_at is None:
        raise StateError(_("This call was never open."))
    call.due_at = end_of_day(due_on, call.dialogue.time_zone) if due_on else None
    _must_lie_ahead(call)
    call.status, call.closed_at, call.reminded_at = CallStatus.OPEN, None, None
    call.save(update_fields=["status", "closed_at", "due_at", "reminded_at"])
    event = record(by, "call.reopened", call, due=call.due_at.isoformat() if call.due_at else None)
    _tell(call, "inputs.call_extended", by, f"{call.pk}:reopened:{event.pk}")
    return call


def _locked(call: Call, by: User) -> Call:
    found = Call.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=call.pk)
    require(by, "inputs.move_call", found)
    return found


def _must_lie_ahead(call: Call) -> None:
    if call.due_at and call.due_at <= timezone.now():
        raise StateError(_("The date has passed. Choose a later one."))


def _own(dialogue: Dialogue, seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.dialogue_id == dialogue.pk]


def _tell(call: Call, kind: str, by: User, key: str = "", seats: SeatQuerySet | None = None) -> int:
    asked = call.asked() if seats is None else seats
    pks = list(asked.values_list("pk", flat=True))
    return announce(kind, call, to=speakers_of(pks), by=by, key=key, seats=pks)


def _show_anonymous(call: Call, by: User) -> None:
    waiting = Entry.objects.filter(answer__call=call, tier=Tier.HOST)
    if waiting.order_by().values("seat").distinct().count() >= FEWEST_CONTRIBUTORS:
        show_entries(call.dialogue, waiting, tier=call.tier, by=by)
