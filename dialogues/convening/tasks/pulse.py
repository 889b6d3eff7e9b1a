"""Closes at night the trust pulses whose moment has come, which destroys the single answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dialogues.convening.models import Pulse
from dialogues.convening.services.pulse import close_pulse
from dialogues.states import Status
from inspired.core import ports
from inspired.core.ports import Forgotten


@ports.retention.provide
def close_due(now: datetime, at_most: int) -> Iterator[Forgotten]:
    """Close what is due, each once; in a dialogue that is being deleted the box goes with it."""
    open_ones = Pulse.objects.filter(closed_at__isnull=True).exclude(dialogue__status=Status.DELETED)
    due = list(open_ones.filter(closes_at__lte=now).order_by("pk")[:at_most])
    for pulse in due:
        close_pulse(pulse, by=None)
    yield Forgotten("pulse_boxes", len(due))
