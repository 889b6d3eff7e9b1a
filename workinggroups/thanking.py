"""Says as whom the members of a group are thanked: by name or organisation, as each has chosen to appear to participants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dialogues.appearing import label, sizes
from dialogues.models import Delegate, Dialogue, Seat
from dialogues.states import Audience
from inspired.core.access import Anyone
from workinggroups.models import Group, Member, Thanks
from workinggroups.naming import counted_together


def to_be_thanked(members: Iterable[Member], dialogue: Dialogue) -> list[str]:
    """Name the members as closing the group now would thank them; needs seat, organisation and delegate loaded. One query."""
    return _named(((one.seat, one.delegate) for one in members), sizes(dialogue))


def thanked(user: Anyone, group: Group) -> dict[int, list[str]]:
    """Name by mission whom the host has thanked, for those who may know; one query, and one more where somebody was."""
    rows = Thanks.objects.visible_to(user).filter(mission__group=group)
    found: dict[int, list[tuple[Seat, Delegate | None]]] = {}
    for one in rows.select_related("member__seat__organisation", "delegate__person"):
        found.setdefault(one.mission_id, []).append((one.member.seat, one.delegate))
    counts = sizes(group.dialogue) if found else {}
    return {mission: _named(people, counts) for mission, people in found.items()}


def _named(people: Iterable[tuple[Seat, Delegate | None]], counts: Mapping[str, int]) -> list[str]:
    return counted_together(label(seat, Audience.PARTICIPANTS, counts, delegate=sent) for seat, sent in people)
