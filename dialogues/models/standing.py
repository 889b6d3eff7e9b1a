"""What a person is in a dialogue today, read from roles and dated mandates in two queries per request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.apps import apps

from dialogues.states import NEUTRAL, TEAM, DelegateRole, Role
from inspired.core.access import Anyone
from inspired.core.memory import remembered
from inspired.core.models.audit import Tier


@dataclass(frozen=True)
class Standing:
    """Roles and seats of one person in one dialogue, as of today. Seats are given by id."""

    roles: frozenset[str] = frozenset()
    seats: frozenset[int] = frozenset()
    speaking: frozenset[int] = frozenset()
    signing: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_host(self) -> bool:
        """Holds the role of host."""
        return Role.HOST in self.roles

    @property
    def is_team(self) -> bool:
        """Belongs to the host team: host or facilitator."""
        return bool(TEAM & self.roles)

    @property
    def is_donor(self) -> bool:
        """Holds the role of donor."""
        return Role.DONOR in self.roles

    @property
    def is_participant(self) -> bool:
        """Reads what participants read: a seat's delegate, a government focal point or an observer."""
        return bool(self.seats) or Role.GOVERNMENT in self.roles or Role.OBSERVER in self.roles

    @property
    def is_member(self) -> bool:
        """Is anything at all in this dialogue."""
        return bool(self.roles or self.seats)

    @property
    def tiers(self) -> frozenset[str]:
        """The tiers this person may read in this dialogue."""
        if self.is_team:
            return frozenset(Tier.values)
        if self.is_participant:
            return frozenset({Tier.PUBLIC, Tier.PARTICIPANTS})
        return frozenset({Tier.PUBLIC})


NOBODY = Standing()


def standings_of(user: Anyone) -> Mapping[int, Standing]:
    """Return what this person is in each of their dialogues, by dialogue id; two queries, remembered per request."""
    if not user.is_authenticated or not user.is_active:
        return {}
    return remembered(("standings", user.pk), lambda: _read(user.pk))


def standing_of(user: Anyone, dialogue_id: int) -> Standing:
    """Return what this person is in one dialogue; a standing without roles and seats for strangers."""
    return standings_of(user).get(dialogue_id, NOBODY)


def _read(user_id: int) -> dict[int, Standing]:
    roles: dict[int, set[str]] = {}
    for dialogue, role in (
        apps.get_model("dialogues", "DialogueRole")
        .objects.active()
        .filter(user=user_id)
        .values_list("dialogue", "role")
    ):
        roles.setdefault(dialogue, set()).add(role)
    mandates = (
        apps.get_model("dialogues", "Mandate")
        .objects.active()
        .filter(delegate__user=user_id)
        .values_list("delegate__seat__dialogue", "delegate__seat", "role", "may_sign")
    )
    seats: dict[int, list[tuple[int, str, bool]]] = {}
    for dialogue, seat, role, may_sign in mandates:
        seats.setdefault(dialogue, []).append((seat, role, may_sign))
    return {pk: _standing(roles.get(pk, set()), seats.get(pk, [])) for pk in {*roles, *seats}}


def _standing(roles: set[str], seats: list[tuple[int, str, bool]]) -> Standing:
    speaking = frozenset(seat for seat, role, _sign in seats if role != DelegateRole.OBSERVER)
    signing = frozenset(seat for seat, role, sign in seats if sign and role != DelegateRole.OBSERVER)
    neutral = bool(roles & NEUTRAL)
    return Standing(
        roles=frozenset(roles),
        seats=frozenset(seat for seat, _role, _sign in seats),
        speaking=speaking,
        signing=frozenset() if neutral else signing,
    )
