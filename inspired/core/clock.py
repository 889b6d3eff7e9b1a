"""The moment it is, as questions ask it: while a question is written down, a place that is left open for it."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

# The moment a question that is being written asks about; no row bears it, nor a day near it.
OPEN = datetime(1000, 1, 1, 12, tzinfo=UTC)
writing: ContextVar[bool] = ContextVar("writing", default=False)


def now() -> datetime:
    """Return the moment, or what stands for it in a question that is being written."""
    return OPEN if writing.get() else timezone.now()


def today() -> date:
    """Return the day where the reader is, or what stands for it in a question that is being written."""
    return OPEN.date() if writing.get() else timezone.localdate()
