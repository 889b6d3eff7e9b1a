"""Finds who speaks for seats today, to tell them what concerns their organisation. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dialogues.models import Dialogue, DialogueRole, Mandate, Seat
from dialogues.models.seats import MandateQuerySet
from dialogues.states import DelegateRole, Role
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


def media_of(dialogue: Dialogue) -> list[User]:
    """Return the active accounts with an address of the media users today, each once; two queries."""
    held = DialogueRole.objects.active().filter(dialogue=dialogue, role=Role.MEDIA)
    return _with_address(set(held.values_list("user", flat=True)))


@dataclass(frozen=True)
class Unreached:
    """Somebody who speaks for a seat and whom no mail reaches; without a delegate, a seat for which nobody speaks."""

    seat: int
    delegate: int | None = None
    account: int | None = None


def unreached_of(seats: Collection[int]) -> list[Unreached]:
    """Return who must be told in another way than by mail, for seats at the table; two queries.

    ``account`` is the one they sign in with, if they have one: an access slip opens the site without an address.
    """
    table = set(Seat.objects.at_the_table().filter(pk__in=seats).values_list("pk", flat=True))
    held = Mandate.objects.active().filter(delegate__seat__in=table).exclude(role=DelegateRole.OBSERVER)
    fields = ("delegate__seat", "delegate", "delegate__user", "delegate__user__email", "delegate__user__is_active")
    found, spoken_for = set(), set()
    for seat, delegate, account, address, is_active in held.values_list(*fields):
        spoken_for.add(seat)
        if not (address and is_active):
            found.add(Unreached(seat, delegate, account if is_active else None))
    return [*sorted(found, key=str), *(Unreached(seat) for seat in sorted(table - spoken_for))]


def table_of(dialogue: Dialogue) -> list[int]:
    """Return the seats at the table; one query."""
    return list(Seat.objects.at_the_table().filter(dialogue=dialogue).values_list("pk", flat=True))


def _reachable(mandates: MandateQuerySet) -> list[User]:
    speaking = set(mandates.exclude(role=DelegateRole.OBSERVER).values_list("delegate__user", flat=True))
    return _with_address(speaking)


def _with_address(people: Collection[int | None]) -> list[User]:
    reachable = User.objects.filter(pk__in=[pk for pk in people if pk], is_active=True)
    return list(reachable.exclude(email=None).exclude(email="").select_related("person").order_by("pk"))
