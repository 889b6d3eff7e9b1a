"""Finds who speaks for seats today, to tell them what concerns their organisation. Reads only."""

from __future__ import annotations

from collections.abc import Collection

from dialogues.models import Mandate
from dialogues.states import DelegateRole
from inspired.core.models.people import User


def speakers_of(seats: Collection[int]) -> list[User]:
    """Return the active accounts with an address that speak for any of these seats today, each once; one query."""
    mandates = (
        Mandate.objects.active()
        .filter(delegate__seat__in=seats, delegate__user__is_active=True)
        .exclude(role=DelegateRole.OBSERVER)
        .select_related("delegate__user__person")
    )
    found = {mandate.delegate.user for mandate in mandates}
    return sorted((user for user in found if user is not None and user.email), key=lambda user: user.pk)
