"""Verb of a release: on which day what an event says may be said, until when the media keep it, who reads it before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.activities.dates import at_clock
from dialogues.activities.models import Activity, Release
from dialogues.models import Seat
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StaleError, StateError


@transaction.atomic
def set_release(
    activity: Activity,
    *,
    by: User,
    revision: int,
    opens_on: date | None,
    embargo_on: date | None = None,
    tells_media: bool = False,
    seats: Iterable[Seat] = (),
) -> Release:
    """Settle the release of an event or campaign. Raises StaleError after somebody else's change.

    StateError for an embargo, or media told of one, without a release date, for an embargo that ends before it, and for a
    seat from elsewhere.
    """
    rows = Activity.objects.select_for_update(of=("self",)).select_related("dialogue")
    activity = rows.get(pk=activity.pk)
    require(by, "activities.set_release", activity)
    release = Release.objects.filter(activity=activity).first() or Release(activity=activity)
    release.activity = activity
    if revision != release.revision:
        raise StaleError(release)
    named = list(seats)
    if any(seat.dialogue_id != activity.dialogue_id for seat in named):
        raise StateError(_("This organisation has no seat in this dialogue."))
    _check(opens_on, embargo_on, tells_media=tells_media)
    release.opens_on, release.embargo_on, release.tells_media = opens_on, embargo_on, tells_media
    _put_on_clock(release)
    release.revision += 1
    fields = ["opens_on", "embargo_on", "opens_at", "lifts_at", "tells_media", "revision"]
    release.save(update_fields=fields if release.pk else None)
    release.seats.set(named)
    record(by, "release.set", activity, number=len(named))
    return release


def _put_on_clock(release: Release) -> None:
    """Find the moments at which the days begin and end where the activity takes place; the caller saves."""
    zone = release.activity.time_zone
    release.opens_at = at_clock(release.opens_on, time(), zone) if release.opens_on else None
    after = release.embargo_on + timedelta(days=1) if release.embargo_on else None
    release.lifts_at = at_clock(after, time(), zone) if after else None


def move_clock(activity: Activity, *, by: User) -> None:
    """Find the moments anew after the activity has moved to another time zone; a part of the verb that changes it."""
    release = Release.objects.filter(activity=activity).first()
    if release is not None:
        release.activity = activity
        _put_on_clock(release)
        release.save(update_fields=["opens_at", "lifts_at"])


def _check(opens_on: date | None, embargo_on: date | None, *, tells_media: bool) -> None:
    if tells_media and not opens_on:
        raise StateError(_("The media read it under embargo only once there is a release date."))
    if embargo_on and not opens_on:
        raise StateError(_("An embargo needs a release date."))
    if embargo_on and opens_on and embargo_on < opens_on - timedelta(days=1):
        raise StateError(_("The embargo ends before the release date."))
