"""Makes position checks through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import Stance
from dialogues.models import Dialogue, Seat
from inspired.core.models import User
from tests import make


def prepared(dialogue: Dialogue | None = None, **set_up: Any) -> PositionCheck:
    """A check that is not open yet, due in a week."""
    dialogue = dialogue or make.dialogue()
    said = {"title": "A flat contribution", "proposal": "One monthly contribution for all.", **set_up}
    said.setdefault("due_at", timezone.now() + timedelta(days=7))
    return checks.prepare_check(dialogue, by=make.host_of(dialogue), **said)


def opened(seats: list[Seat], **set_up: Any) -> PositionCheck:
    """A check that is open to these seats."""
    check = prepared(seats[0].dialogue, **set_up)
    return checks.open_check(check, by=make.host_of(check.dialogue), seats=seats)


def asked(check: PositionCheck, seat: Seat) -> CheckSeat:
    """The place of a seat in the check."""
    return check.asked.get(seat=seat)


def reply(check: PositionCheck, seat: Seat, by: User, stance: str = Stance.AGREE, **said: Any) -> Reply:
    """What a seat says, with the reason it needs."""
    said.setdefault("reason", "Because it is simple.")
    if stance == Stance.CANNOT:
        said.setdefault("would_change", "A lower rate for part-time work.")
    return checks.reply_to_check(asked(check, seat), by=by, stance=stance, **said)


def is_past(check: PositionCheck) -> PositionCheck:
    """Let the date of a check pass."""
    past = timezone.now() - timedelta(minutes=1)
    PositionCheck.objects.filter(pk=check.pk).update(due_at=past)
    check.refresh_from_db()
    return check
