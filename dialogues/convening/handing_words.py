"""Sorts what a place holds by what becomes of it, for the page that asks before anything is done. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.models import Delegate, DialogueRole, Mandate
from dialogues.states import TEAM, Role
from inspired.core.ports import Fate, Held, Leaver


def leaver_of_seat(delegate: Delegate) -> Leaver:
    """Say who would leave the seat, and whether they would still belong to the dialogue in another way."""
    dialogue, remains = delegate.seat.dialogue_id, False
    if delegate.user_id:
        elsewhere = Mandate.objects.active().filter(delegate__user=delegate.user_id, delegate__seat__dialogue=dialogue)
        roles = DialogueRole.objects.active().filter(user=delegate.user_id, dialogue=dialogue)
        remains = elsewhere.exclude(delegate__seat=delegate.seat_id).exists() or roles.exists()
    return Leaver(delegate.user, dialogue, delegate.seat_id, remains)


def leaver_of_role(role: DialogueRole) -> Leaver:
    """Say who would leave the host team, and whether they would still belong to the dialogue in another way."""
    seats = Mandate.objects.active().filter(delegate__user=role.user_id, delegate__seat__dialogue=role.dialogue_id)
    roles = DialogueRole.objects.active().filter(user=role.user_id, dialogue=role.dialogue_id)
    remains = seats.exists() or roles.exclude(role__in=sorted(TEAM)).exists()
    return Leaver(role.user, role.dialogue_id, None, remains)


def is_last_host(role: DialogueRole) -> bool:
    """Tell whether the dialogue would be without a host, so that whoever follows becomes one."""
    hosts = DialogueRole.objects.active().filter(dialogue=role.dialogue_id, role=Role.HOST, user__is_active=True)
    users = set(hosts.values_list("user", flat=True))
    return users == {role.user_id}


def arranged(held: Iterable[Held]) -> dict[str, list[Held]]:
    """Arrange by fate; each of the four is there, empty or not."""
    found: dict[str, list[Held]] = {fate.value: [] for fate in Fate}
    for one in held:
        found[one.fate].append(one)
    return found
