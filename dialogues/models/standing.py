"""What a person is in a dialogue today, read from roles and dated mandates in two queries per request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.apps import apps

from dialogues.states import NEUTRAL, TEAM, DelegateRole, Role, Status
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
    is_draft: bool = False

    @cached_property
    def is_host(self) -> bool:
        """Holds the role of host."""
        return Role.HOST in self.roles

    @cached_property
    def is_team(self) -> bool:
        """Belongs to the host team: host or facilitator."""
        return bool(TEAM & self.roles)

    @cached_property
    def is_donor(self) -> bool:
        """Holds the role of donor."""
        return Role.DONOR in self.roles

    @cached_property
    def is_participant(self) -> bool:
        """Reads what participants read: a seat's delegate, a government focal point or an observer."""
        return bool(self.seats) or Role.GOVERNMENT in self.roles or Role.OBSERVER in self.roles

    @cached_property
    def is_inside(self) -> bool:
        """Reads the inside of the dialogue: holds a seat, or any role but that of a media user."""
        return bool(self.seats or self.roles - {Role.MEDIA})

    @cached_property
    def is_member(self) -> bool:
        """Is anything at all in this dialogue."""
        return bool(self.roles or self.seats)

    @cached_property
    def tiers(self) -> frozenset[str]:
        """The tiers this person may read in this dialogue."""
        if self.is_team:
            return frozenset(Tier.values)
        if self.is_participant:
            return frozenset({Tier.PUBLIC, Tier.PARTICIPANTS})
        return frozenset({Tier.PUBLIC})


NOBODY = Standing()


@dataclass(frozen=True)
class Reach:
    """Which dialogues and seats a person reaches today, by id: what every ``visible_to`` filters by."""

    hosting: frozenset[int] = frozenset()
    team: frozenset[int] = frozenset()
    participating: frozenset[int] = frozenset()
    seated: frozenset[int] = frozenset()
    donating: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()
    seats: frozenset[int] = frozenset()
    speaking: frozenset[int] = frozenset()


def standings_of(user: Anyone) -> Mapping[int, Standing]:
    """Return what this person is in each of their dialogues, by dialogue id; two queries, remembered per request.

    A dialogue that is still a draft exists for its host team only.
    """
    if not user.is_authenticated or not user.is_active:
        return {}
    return remembered(("standings", user.pk), lambda: _read(user.pk))


def standing_of(user: Anyone, dialogue_id: int) -> Standing:
    """Return what this person is in one dialogue; a standing without roles and seats for strangers."""
    return standings_of(user).get(dialogue_id, NOBODY)


def reach_of(user: Anyone) -> Reach:
    """Return which dialogues and seats this person reaches; nothing for anonymous and inactive ones."""
    if not user.is_authenticated or not user.is_active:
        return Reach()
    return remembered(("reach", user.pk), lambda: _reach(standings_of(user)))


def _reach(standings: Mapping[int, Standing]) -> Reach:
    def dialogues(fits: Callable[[Standing], bool]) -> frozenset[int]:
        return frozenset(pk for pk, standing in standings.items() if fits(standing))

    return Reach(
        hosting=dialogues(lambda standing: standing.is_host),
        team=dialogues(lambda standing: standing.is_team),
        participating=dialogues(lambda standing: standing.is_participant),
        seated=dialogues(lambda standing: bool(standing.seats)),
        donating=dialogues(lambda standing: standing.is_donor),
        inside=dialogues(lambda standing: standing.is_inside),
        members=frozenset(standings),
        seats=frozenset().union(*(standing.seats for standing in standings.values())),
        speaking=frozenset().union(*(standing.speaking for standing in standings.values())),
    )


def _read(user_id: int) -> dict[int, Standing]:
    roles: dict[int, set[str]] = {}
    drafts: set[int] = set()
    held = apps.get_model("dialogues", "DialogueRole").objects.active().filter(user=user_id)
    held = held.exclude(dialogue__status=Status.DELETED)
    for dialogue, status, role in held.values_list("dialogue", "dialogue__status", "role"):
        roles.setdefault(dialogue, set()).add(role)
        drafts |= {dialogue} if status == Status.DRAFT else set()
    mandates = apps.get_model("dialogues", "Mandate").objects.active().filter(delegate__user=user_id)
    mandates = mandates.exclude(delegate__seat__dialogue__status=Status.DELETED)
    seats: dict[int, list[tuple[int, str, bool]]] = {}
    for dialogue, status, seat, role, may_sign in mandates.values_list(
        "delegate__seat__dialogue", "delegate__seat__dialogue__status", "delegate__seat", "role", "may_sign"
    ):
        seats.setdefault(dialogue, []).append((seat, role, may_sign))
        drafts |= {dialogue} if status == Status.DRAFT else set()
    standings = {
        pk: _standing(frozenset(roles.get(pk, ())), tuple(seats.get(pk, ())), pk in drafts) for pk in {*roles, *seats}
    }
    return {pk: standing for pk, standing in standings.items() if standing.is_team or pk not in drafts}


@lru_cache(maxsize=256)
def _standing(roles: frozenset[str], seats: tuple[tuple[int, str, bool], ...], is_draft: bool) -> Standing:
    speaking = frozenset(seat for seat, role, _sign in seats if role != DelegateRole.OBSERVER)
    signing = frozenset(seat for seat, role, sign in seats if sign and role != DelegateRole.OBSERVER)
    neutral = bool(roles & NEUTRAL)
    return Standing(
        roles=roles,
        seats=frozenset(seat for seat, _role, _sign in seats),
        speaking=speaking,
        signing=frozenset() if neutral else signing,
        is_draft=is_draft,
    )
