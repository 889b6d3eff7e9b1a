"""The 19 tools by their numbers, and where an activity stands."""

from enum import IntEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class Tool(IntEnum):
    """The tools on which code depends, by the number they have in the method. Their names and categories stand in the catalogue."""

    LANDSCAPE = 1
    POLICY_CYCLE = 2
    STAKEHOLDER_MAPPING = 3
    INDICATORS = 4
    CRITERIA = 5
    JOINT_RESEARCH = 6
    WORKSHOPS = 7
    PUBLIC_EVENTS = 8
    BILATERAL = 9
    WORKING_GROUPS = 10
    MISSIONS = 11
    MULTI_PARTY = 12
    STUDY_VISITS = 13
    CONSULTATIONS = 14
    GRANTS = 15
    TRAINING = 16
    COACHING = 17
    NETWORK_MAPPING = 18
    PEER_TO_PEER = 19


class ActivityState(models.TextChoices):
    """Where an activity stands."""

    PROPOSED = "proposed", pgettext_lazy("activity", "Proposed")
    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    HELD = "held", pgettext_lazy("activity", "Held")
    CANCELLED = "cancelled", pgettext_lazy("activity", "Cancelled")
    DECLINED = "declined", pgettext_lazy("activity", "Not taken up")


ACTIVITY_MOVES: dict[str, set[str]] = {
    ActivityState.PROPOSED: {ActivityState.PLANNED, ActivityState.DECLINED},
    ActivityState.PLANNED: {ActivityState.HELD, ActivityState.CANCELLED},
    ActivityState.HELD: {ActivityState.PLANNED},
    ActivityState.CANCELLED: {ActivityState.PLANNED},
    ActivityState.DECLINED: {ActivityState.PLANNED},
}
SHOWN = frozenset({ActivityState.PLANNED, ActivityState.HELD, ActivityState.CANCELLED})
UNDER_WAY = frozenset({ActivityState.PLANNED, ActivityState.HELD})
ENDED = frozenset({ActivityState.CANCELLED, ActivityState.DECLINED})  # each of them has its reason
ACTIVITY_TONES = {
    ActivityState.PROPOSED: "reserve",
    ActivityState.PLANNED: "wait",
    ActivityState.HELD: "yes",
    ActivityState.CANCELLED: "no",
    ActivityState.DECLINED: "no",
}
