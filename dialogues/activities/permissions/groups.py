"""What the coordinator of a working group may plan without asking: the group's own meetings, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.activities.states.activities import Tool
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule
from inspired.core.models.audit import Tier
from workinggroups.permissions import coordinates

if TYPE_CHECKING:
    from dialogues.activities.models import Meeting
    from workinggroups.models import Group


@rule
def plan_for_group(user: Anyone, group: Group) -> bool:
    """Who coordinates a group at work plans its meetings; the host team plans them as it plans everything."""
    return group.is_active and is_live(group.dialogue) and coordinates(user, group)


def leads_meeting(user: Anyone, meeting: Meeting) -> bool:
    """Does this person coordinate the group that planned or proposed this meeting for itself?"""
    activity = meeting.activity
    standing = activity.dialogue.standing_of(user)
    own = activity.seat_id is not None and activity.tool == Tool.WORKING_GROUPS and activity.tier != Tier.HOST
    if not own or standing.is_team or not standing.speaking or not is_live(activity.dialogue):
        return False
    group = activity.group
    return group is not None and group.is_active and group.coordinating_seat() in standing.speaking
