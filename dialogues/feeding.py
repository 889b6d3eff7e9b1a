"""A person's dates as a calendar file: neutral titles, nothing that says what is due or where."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.models import User
from inspired.core.ports import CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event


def calendar_of(user: User) -> bytes:
    """Return the dates of all dialogues in which this person takes part today; one query for each provider."""
    from icalendar import Calendar  # eighty modules, which only those who ask for a calendar should pay for

    zones = dict(Dialogue.objects.of_member(user).values_list("pk", "time_zone"))
    feed = Calendar()
    feed.add("prodid", "-//Inspired//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Dates on Inspired"))
    for entry in sorted(ports.calendar.collect(user, list(zones)), key=lambda entry: (entry.start, entry.key)):
        feed.add_component(_event(entry, zones[entry.dialogue_id]))
    return feed.to_ical()


def calendar_file(entry: CalendarEntry, zone: str) -> bytes:
    """Return one date as a file of its own; a calendar that has the feed as well knows it for the same."""
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", "-//Inspired//EN")
    file.add("version", "2.0")
    file.add("method", "CANCEL" if entry.is_cancelled else "PUBLISH")
    file.add_component(_event(entry, zone))
    return file.to_ical()


def _event(entry: CalendarEntry, zone: str) -> Event:
    """Make an entry of a whole day where the dialogue is, for a deadline is the end of a day; with an end, one of hours."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.key}@inspired")
    event.add("dtstamp", timezone.now())
    if entry.end is None:
        event.add("dtstart", entry.start.astimezone(ZoneInfo(zone)).date())
    else:
        event.add("dtstart", entry.start.astimezone(UTC))
        event.add("dtend", entry.end.astimezone(UTC))
        event.add("sequence", entry.sequence)
        event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    event.add("description", _("A date of this dialogue. Sign in to read more: %(site)s") % {"site": settings.SITE_URL})
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.end is None or entry.is_cancelled else "OPAQUE")
    return event
