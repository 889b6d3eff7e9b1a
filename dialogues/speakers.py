"""Finds who speaks for seats today, to tell them what concerns their organisation. Reads only."""

from __future__ import annotations

from collections.abc import Collection

from dialogues.models import Dialogue, DialogueRole, Mandate
from dialogues.models.seats import MandateQuerySet
from dialogues.states import DelegateRole
from inspired.core.models import User


def speakers_of(seats: Collection[int]) -> list[User]:
    """Return the active accounts with an address that speak for any of these seats today, each once; two queries."""
    return _reachable(Mandate.objects.active().filter(delegate__seat__in=seats))


def speakers_in(dialogue: Dialogue) -> list[User]:
    """Return the active accounts with an address that speak for a seat of the dialogue today, each once; two queries."""
    return _reachable(Mandate.objects.active().filter(delegate__seat__dialogue=dialogue))


def speakers_by_seat(seats: Collection[int]) -> dict[int, list[User]]:
    """Return by seat the active accounts with an address that speak for it today; two queries."""
    held = Mandate.objects.active().filter(delegate__seat__in=seats).exclude(role=DelegateRole.OBSERVER)
    pairs = sorted(set(held.values_list("delegate__seat", "delegate__user")), key=str)
    known = {user.pk: user for user in _with_address([user for _seat, user in pairs])}
    found: dict[int, list[User]] = {}
    for seat, user in pairs:
        if user in known:
            found.setdefault(seat, []).append(known[user])
    return found


def team_of(dialogue: Dialogue) -> list[User]:
    """Return the active accounts with an address of the host team today, each once; two queries."""
    held = DialogueRole.objects.active().team().filter(dialogue=dialogue)
    return _with_address(set(held.values_list("user", flat=True)))


def _reachable(mandates: MandateQuerySet) -> list[User]:
    speaking = set(mandates.exclude(role=DelegateRole.OBSERVER).values_list("delegate__user", flat=True))
    return _with_address(speaking)


def _with_address(people: Collection[int | None]) -> list[User]:
    reachable = User.objects.filter(pk__in=[pk for pk in people if pk], is_active=True)
    return list(reachable.exclude(email=None).exclude(email="").select_related("person").order_by("pk"))
