"""Lets the silence of silence procedures stand still as long as their dialogue or phase does, inside the verb that moves these."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogues.consensus.models import PositionCheck
from dialogues.consensus.states.checks import CheckStatus
from dialogues.deadlines import end_of_day
from dialogues.models import Dialogue
from dialogues.phases import phases_from
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from dialogues.states import Phase, PhaseState, Status
from inspired.core import ports
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier


def rests(dialogue: Dialogue) -> bool:
    """Does silence stand still here: is the dialogue not open, or the phase of consensus building paused? One query at most."""
    if dialogue.status != Status.OPEN:
        return True
    phases = {one.key: one.state for one in phases_from(dialogue.phase_log.all())}
    return phases[Phase.CONSENSUS] == PhaseState.PAUSED


@ports.moved.provide
def let_silence_stand_still(by: User, dialogue: Dialogue) -> Iterable[None]:
    """Stop the silence that runs when work stops; when it goes on, move the date by as long and tell all who are asked.

    The date falls on the end of a day where the dialogue is, as every deadline does.
    """
    running = PositionCheck.objects.locked().filter(dialogue=dialogue, status=CheckStatus.OPEN, is_silence=True)
    checks = list(running.order_by("pk"))
    stands, now = bool(checks) and rests(dialogue), timezone.now()
    for check in checks:
        check.dialogue = dialogue
        if stands and check.halted_at is None and check.due_at > now:
            check.halted_at = now
            check.save(update_fields=["halted_at"])
            record(by, "position_check.halted", check, tier=Tier.PARTICIPANTS)
        elif not stands and check.halted_at is not None:
            _go_on(check, check.halted_at, now, by)
    return ()


def _go_on(check: PositionCheck, since: datetime, now: datetime, by: User) -> None:
    before, check.halted_at = check.due_at, None
    zone = check.dialogue.time_zone
    check.due_at = end_of_day((check.due_at + (now - since)).astimezone(ZoneInfo(zone)).date(), zone)
    check.save(update_fields=["due_at", "halted_at"])
    dates = {"before": before.isoformat(), "due": check.due_at.isoformat()}
    event = record(by, "position_check.resumed", check, tier=Tier.PARTICIPANTS, **dates)
    seats = list(check.asked.values_list("seat", flat=True))
    key = f"{check.pk}:{event.pk}"
    announce("consensus.check_resumed", check, to=speakers_of(seats), by=by, key=key, seats=seats)
