"""Says moments in words, in the place where they count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MIDNIGHT_MINUTE = (23, 59)
# The zone by whose clock a page that is being rendered shows moments. It is no zone that Django knows of: what is reckoned
# while a page is rendered – whose mandate runs today, what is overdue – keeps its day.
SHOWN: ContextVar[str] = ContextVar("SHOWN", default="")


@contextmanager
def shown_by_clock_of(zone: str) -> Iterator[None]:
    """Show the moments of what is rendered by the clock of this zone; reckon nothing by it."""
    token = SHOWN.set(zone)
    try:
        yield
    finally:
        SHOWN.reset(token)


def as_shown(value: Any) -> Any:
    """Return a moment as the clock of the page says it; whatever else it is, as it is."""
    zone = SHOWN.get()
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value, ZoneInfo(zone)) if zone and is_moment else value


def there_at(moment: datetime, zone: str = "") -> tuple[datetime, str]:
    """Return a moment by the clock of a zone, else of the page, else of the site; and the name of that zone."""
    name = zone or SHOWN.get()
    there = timezone.localtime(moment, ZoneInfo(name) if name else None)
    return there, name or timezone.get_current_timezone_name()


def deadline_words(moment: datetime, zone: str = "") -> str:
    """Say a deadline: "Friday 28 June 2026, end of day (Praia time, UTC−1)"."""
    there, _name = there_at(moment, zone)
    ends_day = (there.hour, there.minute) >= MIDNIGHT_MINUTE
    return _words(moment, zone, _("end of day") if ends_day else "")


def moment_words(moment: datetime, zone: str = "") -> str:
    """Say when something happened: "Friday 28 June 2026, 23:59 (Praia time, UTC−1)"."""
    return _words(moment, zone, "")


def _words(moment: datetime, zone: str, hour: str) -> str:
    there, name = there_at(moment, zone)
    return _("%(day)s, %(hour)s (%(zone)s)") % {
        "day": date_format(there, _("l j F Y")),
        "hour": hour or date_format(there, "H:i"),
        "zone": zone_words(there, name),
    }


def zone_words_on(day: date, name: str) -> str:
    """Say a zone as its clocks stand at noon of a day."""
    return zone_words(datetime.combine(day, time(12), ZoneInfo(name)), name)


def zone_words(there: datetime, name: str) -> str:
    """Say a zone at a moment there: "Praia time, UTC−1"."""
    minutes = round((there.utcoffset() or timedelta()).total_seconds() / 60)
    if name == "UTC":
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    offset = "UTC" if not minutes else f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"
    place = name.rpartition("/")[2].replace("_", " ")
    return _("%(place)s time, %(offset)s") % {"place": place, "offset": offset}
