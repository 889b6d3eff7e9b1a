"""Which accounts hear of what happens to a document. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.models import Dialogue, Mandate, Seat
from dialogues.models.seats import MandateQuerySet
from dialogues.states import DelegateRole
from inspired.core.models import User


def speakers(dialogue: Dialogue, *, but: User | None = None) -> list[User]:
    """Return the accounts that speak for a seat today, each once; ``but`` is left out, as they know already."""
    return _holders(Mandate.objects.active().filter(delegate__seat__dialogue=dialogue), but)


def speakers_of(seats: Iterable[Seat], *, but: User | None = None) -> list[User]:
    """Return the accounts that speak for these seats today, each once."""
    return _holders(Mandate.objects.active().filter(delegate__seat__in=[seat.pk for seat in seats]), but)


def _holders(mandates: MandateQuerySet, but: User | None) -> list[User]:
    speaking = mandates.exclude(role=DelegateRole.OBSERVER).values("delegate__user")
    people = User.objects.filter(pk__in=speaking, is_active=True).order_by("pk")
    return [person for person in people if but is None or person.pk != but.pk]
