"""Says in words what is held back until a release, and until when the media keep to an embargo. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, Release
from dialogues.activities.states.activities import Tool
from dialogues.states import Role
from inspired.core.access import Anyone


@dataclass(frozen=True)
class ReleaseTold:
    """What a page says of a release: its days in a sentence, what waits for them, and to the host team who reads it before."""

    title: str
    waits: Sequence[str] = ()
    named: Sequence[str] = field(default_factory=tuple)
    tells_media: bool = False
    is_open: bool = False


def release_of(user: Anyone, activity: Activity) -> Release | None:
    """Return the release of an event or campaign, as far as this person knows of it; no query for other tools."""
    if activity.tool != Tool.PUBLIC_EVENTS:
        return None
    return Release.objects.visible_to(user).filter(activity=activity).first()


def held_words(user: Anyone, activity: Activity, release: Release | None) -> str:
    """Say what stands beside something that is held back: its day, or the embargo; nothing once it is past."""
    if release is None or release.opens_on is None:
        return str(_("Not before the release date, which is still to be settled"))
    is_press = Role.MEDIA in activity.dialogue.standing_of(user).roles
    until = release.embargo_on or release.opens_on
    if is_press and not (release.is_open and not release.has_embargo):
        words = _("Under embargo until the end of %(day)s") if release.embargo_on else _("Under embargo until %(day)s")
        return words % {"day": _day(until)}
    said = [] if release.is_open else [_("Not before %(day)s") % {"day": _day(release.opens_on)}]
    if release.has_embargo and release.embargo_on:
        words = _("the media keep to an embargo until the end of %(day)s")
        said.append(words % {"day": _day(release.embargo_on)})
    return _sentence(said)


def told(user: Anyone, activity: Activity, release: Release | None, waits: Sequence[str]) -> ReleaseTold | None:
    """Say what the page says above all the rest; nothing once the day and the embargo are past."""
    if release is None or release.opens_on is None or not (words := held_words(user, activity, release)):
        return None
    named: list[str] = []
    if activity.dialogue.standing_of(user).is_team:
        named = [str(seat) for seat in release.seats.select_related("organisation")]
    return ReleaseTold(words, waits, named, release.tells_media, release.is_open)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _sentence(parts: Sequence[str]) -> str:
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]
