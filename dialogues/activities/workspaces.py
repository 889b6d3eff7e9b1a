"""Where the work of a tool is done and recorded: places that higher floors offer, and until they do, what stands in for them."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from dialogues.activities.grouping import group_of
from dialogues.activities.models import Activity
from dialogues.activities.states.activities import Tool
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Workspace

GROUP_SPACE = _("The work of a group is done in the group’s own space.")
ELSEWHERE = {
    Tool.LANDSCAPE: ("documents", _("Until the policy landscape has a place of its own, write it into the section of the analysis on the landscape.")),
    Tool.POLICY_CYCLE: ("dialogue", _("Until the policy cycle has a place of its own, keep stage and calendar in the results below.")),
    Tool.STAKEHOLDER_MAPPING: ("nominations", _("Until the map of stakeholders has a place of its own, participants name who is missing, and the host keeps its list of contacts.")),
    Tool.INDICATORS: ("documents", _("Until indicators have a place of their own, write them into the section of the analysis on indicators.")),
    Tool.CRITERIA: ("documents", _("Until evaluative criteria have a place of their own, keep them, in the order agreed, in the results below.")),
    Tool.JOINT_RESEARCH: ("inputs", _("Until joint research has a place of its own, ask for evidence by a call for input and cite it in the analysis.")),
    Tool.WORKING_GROUPS: ("groups", GROUP_SPACE),
    Tool.CONSULTATIONS: ("inputs", _("Until public consultations have a place of their own, ask the seats by a call for input.")),
    Tool.NETWORK_MAPPING: ("participants", _("Until the network has a place of its own, keep what was seen of ties in the results below.")),
}  # fmt: skip


def workspaces_of(user: Anyone, activity: Activity) -> list[Workspace]:
    """Return where the work of this activity is done: what higher floors offer, its group, or what stands in for them."""
    offered = ports.workspaces.collect(user, activity)
    if (group := group_of(user, activity)) is not None:
        offered.append(Workspace(group.name, group.get_absolute_url(), str(GROUP_SPACE)))
    if offered or activity.tool not in ELSEWHERE:
        return offered
    name, sentence = ELSEWHERE[Tool(activity.tool)]
    try:
        url = reverse(name, args=[activity.dialogue.slug])
    except NoReverseMatch:
        url = ""
    return [Workspace("", url, str(sentence))]
