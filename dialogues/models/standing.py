"""What a person is in a dialogue today, read from roles and dated mandates in one query per request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, BooleanField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from dialogues.permissions import LIVE
from dialogues.states import NEUTRAL, TEAM, DelegateRole, Role, Status
from inspired.core.access import Anyone
from inspired.core.ids import Ids
from inspired.core.memory import remembered
from inspired.core.models.audit import Tier
from inspired.core.written import Written


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


NOBODY, NONE = Standing(), Ids()


@dataclass(frozen=True)
class Named:
    """What a line about a dialogue needs of it, known with the standing: no query has to fetch the dialogue for it."""

    slug: str
    title: str
    status: str
    time_zone: str = ""
    tabs: str = ""


@dataclass(frozen=True)
class Reach:
    """Which dialogues and seats a person reaches today, by id: what every ``visible_to`` filters by.

    ``voiced`` are those in which they speak for a seat; ``live`` and ``open`` keep those of the own dialogues that can be worked
    on and those that are open; ``sits_twice`` says that two seats at one table are among the seats; ``named`` holds the names.
    """

    hosting: Ids = NONE
    team: Ids = NONE
    participating: Ids = NONE
    seated: Ids = NONE
    donating: Ids = NONE
    governing: Ids = NONE
    inside: Ids = NONE
    members: Ids = NONE
    press: Ids = NONE
    seats: Ids = NONE
    speaking: Ids = NONE
    voiced: Ids = NONE
    live: Ids = NONE
    open: Ids = NONE
    sits_twice: bool = False
    named: Mapping[int, Named] = field(default_factory=dict)

    @cached_property
    def held(self) -> Mapping[str, Any]:
        """What of the reach questions ask by, by its name."""
        return {name: getattr(self, name) for name in HELD_NAMES}

    @cached_property
    def shape(self) -> tuple[bool, ...]:
        """Say what of it holds anything: questions are put another way where one is empty."""
        return tuple([bool(one) for one in self.held.values()])


HELD_NAMES = tuple(one.name for one in fields(Reach) if one.name != "named")


def standings_of(user: Anyone) -> Mapping[int, Standing]:
    """Return what this person is in each of their dialogues, by dialogue id; one query, remembered per request.

    A dialogue that is still a draft exists for its host team only.
    """
    if not user.is_authenticated or not user.is_active:
        return {}
    return _known(user.pk)[0]


def standing_of(user: Anyone, dialogue_id: int) -> Standing:
    """Return what this person is in one dialogue; a standing without roles and seats for strangers."""
    return standings_of(user).get(dialogue_id, NOBODY)


def reach_of(user: Anyone) -> Reach:
    """Return which dialogues and seats this person reaches; nothing for anonymous and inactive ones."""
    if not user.is_authenticated or not user.is_active:
        return Reach()
    return remembered(("reach", user.pk), lambda: _reach(*_known(user.pk)))


def reach_within(user: Anyone, dialogue_id: int) -> Reach:
    """Return what of a person's reach lies in one dialogue, as ``visible_within`` asks it; nothing for whoever is no member there."""
    standing = standings_of(user).get(dialogue_id)
    if standing is None:
        return Reach()
    ask = lambda: _reach({dialogue_id: standing}, reach_of(user).named)  # noqa: E731
    return remembered(("reach", user.pk, dialogue_id), ask)


def reach_showing(user: Anyone, tab: str) -> Reach:
    """Return what of a person's reach lies in open dialogues that show this tab: what no dialogue shows asks nothing."""
    reach = reach_of(user)
    standings = standings_of(user)
    here = {pk: standings[pk] for pk in reach.open if f'"{tab}"' in reach.named[pk].tabs}
    return remembered(("reach", user.pk, tab), lambda: _reach(here, reach.named)) if here else Reach()


def member_at(user: Anyone, slug: str) -> int | None:
    """Return the dialogue with this address if the person is a member of it."""
    reach = reach_of(user)
    return next((pk for pk in reach.members if reach.named[pk].slug == slug), None)


class AtPlace:
    """Questions about rows of a dialogue that is named in an address; rows know ``visible_within`` as well."""

    def visible_at(self, user: Anyone, slug: str) -> Any:
        """Keep what ``visible_to`` keeps, for a look-up that names the dialogue: members are asked within it."""
        rows: Any = self
        pk = member_at(user, slug)
        return rows.visible_to(user) if pk is None else rows.visible_within(user, pk)


def _known(user_id: int) -> tuple[Mapping[int, Standing], Mapping[int, Named]]:
    return remembered(("standings", user_id), lambda: _read(user_id))


def _reach(standings: Mapping[int, Standing], named: Mapping[int, Named]) -> Reach:
    def dialogues(fits: Callable[[Standing], bool]) -> Ids:
        return Ids(pk for pk, standing in standings.items() if fits(standing))

    return Reach(
        hosting=dialogues(lambda standing: standing.is_host),
        team=dialogues(lambda standing: standing.is_team),
        participating=dialogues(lambda standing: standing.is_participant),
        seated=dialogues(lambda standing: bool(standing.seats)),
        donating=dialogues(lambda standing: standing.is_donor),
        governing=dialogues(lambda standing: Role.GOVERNMENT in standing.roles),
        inside=dialogues(lambda standing: standing.is_inside),
        members=Ids(standings),
        press=dialogues(lambda standing: Role.MEDIA in standing.roles),
        seats=Ids.of_all(standing.seats for standing in standings.values()),
        speaking=Ids.of_all(standing.speaking for standing in standings.values()),
        voiced=dialogues(lambda standing: bool(standing.speaking)),
        sits_twice=any(len(standing.seats) > 1 for standing in standings.values()),
        live=Ids(pk for pk in standings if named[pk].status in LIVE),
        open=Ids(pk for pk in standings if named[pk].status == Status.OPEN),
        named=named,
    )


def _read(user_id: int) -> tuple[dict[int, Standing], dict[int, Named]]:
    roles: dict[int, set[str]] = {}
    seats: dict[int, list[tuple[int, str, bool]]] = {}
    named: dict[int, Named] = {}
    for dialogue, role, seat, may_sign, *names in HELD.ask(user_id, timezone.localdate()):
        named[dialogue] = Named(*names)
        if seat:
            seats.setdefault(dialogue, []).append((seat, role, bool(may_sign)))
        else:
            roles.setdefault(dialogue, set()).add(role)
    standings = {
        pk: _standing(frozenset(roles.get(pk, ())), tuple(seats.get(pk, ())), names.status == Status.DRAFT)
        for pk, names in named.items()
    }
    return {pk: one for pk, one in standings.items() if one.is_team or not one.is_draft}, named


def _held(user_id: int, day: date) -> QuerySet[Any, Any]:
    """Roles (with the seat 0) and mandates held today: dialogue, role, seat, may sign, and the names of the dialogue."""
    held = apps.get_model("dialogues", "DialogueRole").objects.active(day).filter(user=user_id)
    held = held.exclude(dialogue__status=Status.DELETED).order_by()
    without = Value(0, BigIntegerField()), Value(False, BooleanField())
    at = "delegate__seat__dialogue"
    mandates = apps.get_model("dialogues", "Mandate").objects.active(day).filter(delegate__user=user_id)
    mandates = mandates.exclude(**{f"{at}__status": Status.DELETED}).order_by()
    columns = at, "role", "delegate__seat", "may_sign"
    return held.values_list("dialogue", "role", *without, *_names("dialogue")).union(
        mandates.values_list(*columns, *_names(at)), all=True
    )


HELD = Written(_held)


def _names(dialogue: str) -> list[Any]:
    return [
        *(f"{dialogue}__{name}" for name in ("slug", "title", "status", "time_zone")),
        Cast(f"{dialogue}__shown_tabs", TextField()),
    ]


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
