"""Says moments in words, in the place where they count."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MIDNIGHT_MINUTE = (23, 59)


def deadline_words(moment: datetime, zone: str = "") -> str:
    """Say a deadline: "Friday 28 June 2026, end of day (Praia time, UTC−1)"."""
    there = timezone.localtime(moment, ZoneInfo(zone) if zone else None)
    ends_day = (there.hour, there.minute) >= MIDNIGHT_MINUTE
    return _("%(day)s, %(hour)s (%(zone)s)") % {
        "day": date_format(there, _("l j F Y")),
        "hour": _("end of day") if ends_day else date_format(there, "H:i"),
        "zone": zone_words(there, zone or timezone.get_current_timezone_name()),
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
