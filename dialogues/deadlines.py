"""Turns a day into the moment at which it ends where the dialogue is."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def end_of_day(day: date, zone: str) -> datetime:
    """Return the last second of the day in the zone; a deadline that says a day means all of it."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def day_of(moment: datetime | None, zone: str) -> date | None:
    """Return the day in the zone on which the moment falls."""
    return moment.astimezone(ZoneInfo(zone)).date() if moment else None
