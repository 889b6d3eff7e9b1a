"""When a mail is due and of which date somebody is reminded: clocks and paces, nothing stored, nobody asked."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogues.states import Occasion, Pace
from inspired.core.noticing import Kind

HOUR = 7  # local time at which mails that wait are sent, and at which the day of a reminder begins
STALE = timedelta(days=14)  # what happened longer ago is no news: it stands on the page, no mail brings it up
LATE = timedelta(days=2)  # how long after its hour a reminder still makes sense
DAYS = {Occasion.SOON: -3, Occasion.TODAY: 0, Occasion.PAST: 1}


def last_hour(now: datetime, zone: str, *, weekly: bool = False) -> datetime:
    """Return the last 7 o'clock in the zone, of any day or of a Monday."""
    here = ZoneInfo(zone)
    day = now.astimezone(here).date()
    if weekly:
        day -= timedelta(days=day.weekday())
    hour = datetime.combine(day, time(HOUR), here)
    if hour > now:
        hour = datetime.combine(day - timedelta(days=7 if weekly else 1), time(HOUR), here)
    return hour


def is_due(kind: Kind, at: datetime, pace: Pace, *, now: datetime, zone: str) -> bool:
    """Tell whether a notice of this age should be in a mail by now, at this pace.

    A reminder of a date does not wait for the week to end: it comes at the day's hour.
    """
    if pace == Pace.NEVER or at < now - STALE:
        return False
    if pace == Pace.ONCE or (pace == Pace.USUAL and kind.asks):
        return True
    return at < last_hour(now, zone, weekly=pace == Pace.WEEKLY and not kind.has_date)


def occasion_of(due_at: datetime, since: datetime, *, now: datetime, zone: str) -> Occasion | None:
    """Return the reminder that is to be given now of something due, open since then; none when none is.

    A reminder whose hour had passed when the thing was opened is left out: people were told at that moment.
    """
    for occasion in reversed(DAYS):
        hour = hour_of(occasion, due_at, zone)
        if hour <= now:
            return occasion if since < hour and now - hour < LATE else None
    return None


def hour_of(occasion: Occasion, due_at: datetime, zone: str) -> datetime:
    """Return when a reminder of something due is given."""
    day = due_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=DAYS[occasion])
    return datetime.combine(day, time(HOUR), ZoneInfo(zone))
