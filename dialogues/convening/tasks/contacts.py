"""Lets the nightly round erase the contact cards whose day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dialogues.convening.services.contact_cards import forget_expired_cards
from inspired.core import ports
from inspired.core.ports import Forgotten


@ports.retention.provide
def forget_due_cards(_now: datetime, at_most: int) -> Iterator[Forgotten]:
    """Erase contact cards after their delete-by date, and people who stand nowhere else."""
    yield Forgotten("contact cards", forget_expired_cards(at_most=at_most))
