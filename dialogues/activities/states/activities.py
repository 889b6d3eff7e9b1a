"""The 19 tools by their numbers, and where an activity stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tool(models.IntegerChoices):
    """The tools of the method, by the number they have there."""

    LANDSCAPE = 1, _("Scoping the policy landscape")
    POLICY_CYCLE = 2, _("Determining the stage of the policy cycle")
    STAKEHOLDER_MAPPING = 3, _("Stakeholder mapping")
    INDICATORS = 4, _("Set-up and follow-up of indicators")
    CRITERIA = 5, _("Deliberation around evaluative criteria")
    JOINT_RESEARCH = 6, _("Joint research")
    WORKSHOPS = 7, _("Workshops and focus groups")
    PUBLIC_EVENTS = 8, _("Public events and campaigning")
    BILATERAL = 9, _("Bilateral meetings")
    WORKING_GROUPS = 10, _("Working groups")
    MISSIONS = 11, _("High-level missions")
    MULTI_PARTY = 12, _("Workshops on multi-party dialogue")
    STUDY_VISITS = 13, _("Study visits")
    CONSULTATIONS = 14, _("Online consultations")
    GRANTS = 15, _("Grant schemes")
    TRAINING = 16, _("Training courses")
    COACHING = 17, _("Coaching")
    NETWORK_MAPPING = 18, _("Network mapping")
    PEER_TO_PEER = 19, _("International Peer-to-Peer support")


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
