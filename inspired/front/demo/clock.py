"""Lets a story that lies months back be told through verbs that ask what time it is.

A verb reads ``django.utils.timezone.now``, directly or as the default of a column. Both end in the one line of Django
that asks ``datetime.now``; while a chapter is told, that line is answered with the chapter's time. Nothing else is
changed, and the answer is put back at the end of the block, whatever happens in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from unittest.mock import patch


class Clock:
    """Counts days from today; day 0 is today, day -30 lies thirty days back. Times are UTC."""

    def __init__(self, today: datetime) -> None:
        self.today = today.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

    def day(self, number: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment of a day."""
        return self.today + timedelta(days=number, hours=hour, minutes=minute)

    def end_of(self, number: int, ahead_of_utc: int = -1) -> datetime:
        """Return the last minute of a day where the clocks stand so many hours ahead of UTC."""
        return self.day(number, 23, 59) - timedelta(hours=ahead_of_utc)

    @contextmanager
    def at(self, number: int, hour: int = 10, minute: int = 0) -> Iterator[None]:
        """Let it be that moment within the block."""
        with then(self.day(number, hour, minute)):
            yield


@contextmanager
def then(moment: datetime) -> Iterator[None]:
    """Answer Django's question for the time with this moment, within the block."""

    class Then(datetime):
        """The type Django asks, with one answer for "now"."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            """Return the moment of the block."""
            """Give the moment, in the zone asked for."""
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

    with patch("django.utils.timezone.datetime", Then):
        yield
