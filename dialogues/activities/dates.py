"""When and where a meeting takes place: from a day and hours on the clock there to moments, checked. Computes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.activities.models import Meeting
from inspired.core.moments import zone_words
from inspired.core.states import StateError
from inspired.core.text import is_allowed_link


@dataclass(frozen=True)
class When:
    """When and where a meeting takes place."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""


def at_clock(day: date, hour: time, zone: str) -> datetime:
    """Return the moment at which clocks in the zone show this hour on this day."""
    return datetime.combine(day, hour, ZoneInfo(zone))


def between(day: date, start: time, end: time, zone: str) -> tuple[datetime, datetime]:
    """Return beginning and end of a meeting; one that ends before it begins goes on past midnight."""
    ends_on = day if end > start else day + timedelta(days=1)
    return at_clock(day, start, zone), at_clock(ends_on, end, zone)


def check_link(link: str) -> None:
    """Raise StateError for a link that leads elsewhere than http or https."""
    if link and not (is_allowed_link(link) and link.lower().startswith(("http://", "https://"))):
        raise StateError(_("An address begins with http:// or https://."))


def check_when(when: When) -> None:
    """Raise StateError for an end that does not come after the beginning, or a link that leads elsewhere."""
    if when.ends_at <= when.starts_at:
        raise StateError(_("It ends before it begins."))
    check_link(when.link)


def when_words(meeting: Meeting) -> str:
    """Say when a meeting takes place: "Friday 28 June 2026, 14:00 to 16:30 (Praia time, UTC−1)"."""
    zone = ZoneInfo(meeting.time_zone)
    starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    return _("%(day)s, %(start)s to %(end)s (%(zone)s)") % {
        "day": date_format(starts, _("l j F Y")),
        "start": date_format(starts, "H:i"),
        "end": date_format(ends, "H:i"),
        "zone": zone_words(starts, meeting.time_zone),
    }
