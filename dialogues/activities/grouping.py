"""Reads what ties an activity to a working group: the group as its reader may see it, and what planning for a group begins with."""

from __future__ import annotations

from typing import Any

from dialogues.activities.models import Activity
from dialogues.models import Dialogue, Seat
from inspired.core.access import Anyone
from inspired.core.memory import remembered
from inspired.core.models.audit import Tier
from inspired.core.numbers import key_in
from workinggroups.models import Group
from workinggroups.states import Openness


def group_of(user: Anyone, activity: Activity) -> Group | None:
    """Return the group an activity belongs to, if this person may see it; one query, none without a group."""
    if activity.group_id is None:
        return None
    return Group.objects.visible_to(user).filter(pk=activity.group_id).select_related("dialogue").first()


def group_names(user: Anyone, dialogue: Dialogue) -> dict[int | None, str]:
    """Return the names of the groups of a dialogue that this person may see; one query, remembered for the request."""

    def ask() -> dict[int | None, str]:
        return dict(Group.objects.visible_to(user).filter(dialogue=dialogue).values_list("pk", "name"))

    return remembered(("group names", user.pk, dialogue.pk), ask)


def opens_to(group: Group) -> Tier:
    """Return who knows of a meeting of the group unless somebody decides otherwise: no more than know of the group."""
    return Tier.GROUP if group.openness == Openness.MEMBERS else Tier.PARTICIPANTS


def for_group(user: Anyone, dialogue: Dialogue, key: str) -> dict[str, Any]:
    """Return what the form begins with when a meeting of a group is planned: the group, its seats, nobody else told if it is closed."""
    groups = Group.objects.visible_to(user).opened().filter(dialogue=dialogue)
    group = groups.filter(pk=key_in(key)).prefetch_related("members").first() if key else None
    if group is None:
        return {}
    sitting = Seat.objects.at_the_table().filter(dialogue=dialogue, pk__in=group.member_seats())
    return {
        "group": group.pk,
        "audience": "some",
        "seats": list(sitting.values_list("pk", flat=True)),
        "tier": opens_to(group),
    }
