"""The states and fixed lists of working groups and their members, and which moves are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GroupKind(models.TextChoices):
    """What a group is for; the list is our suggestion."""

    RESEARCH = "research", _("Thematic research")
    MAPPING = "mapping", _("Mapping")
    INDICATORS = "indicators", _("Indicators")
    CRITERIA = "criteria", _("Criteria")
    OPTIONS = "options", _("Policy options")
    DRAFTING = "drafting", _("Drafting")
    ADVOCACY = "advocacy", _("Advocacy campaign")
    MONITORING = "monitoring", pgettext_lazy("working group", "Monitoring")
    LIAISON = "liaison", _("Liaison")


class Formality(models.TextChoices):
    """How firmly a group is established."""

    LOOSE = "loose", _("Loose")
    FORMAL = "formal", _("Formal")


class Openness(models.TextChoices):
    """Who sees that a group exists and what it is to do: within the dialogue its members and submissions too, outside it what is published."""

    MEMBERS = "members", _("Members and the host team")
    PARTICIPANTS = "participants", _("All participants")
    DONOR = "donor", _("Participants and donors")
    PUBLIC = "public", pgettext_lazy("working group", "Everybody")


class GroupStatus(models.TextChoices):
    """What the host has decided about a group. Submitted and reconvened are read from its outputs and its missions."""

    PROPOSED = "proposed", pgettext_lazy("working group", "Proposed")
    DECLINED = "declined", pgettext_lazy("working group", "Not opened")
    ACTIVE = "active", pgettext_lazy("working group", "Active")
    CLOSED = "closed", pgettext_lazy("working group", "Closed")


MOVES: dict[str, frozenset[str]] = {
    GroupStatus.PROPOSED: frozenset({GroupStatus.ACTIVE, GroupStatus.DECLINED}),
    GroupStatus.DECLINED: frozenset({GroupStatus.ACTIVE}),
    GroupStatus.ACTIVE: frozenset({GroupStatus.CLOSED}),
    GroupStatus.CLOSED: frozenset({GroupStatus.ACTIVE}),
}


class Stage(models.TextChoices):
    """Where a group stands, derived from its status, its missions and what it has submitted; never stored."""

    PROPOSED = "proposed", pgettext_lazy("working group", "Proposed")
    DECLINED = "declined", pgettext_lazy("working group", "Not opened")
    ACTIVE = "active", pgettext_lazy("working group", "Active")
    RECONVENED = "reconvened", pgettext_lazy("working group", "Reconvened")
    SUBMITTED = "submitted", pgettext_lazy("working group", "Submitted")
    CLOSED = "closed", pgettext_lazy("working group", "Closed")


TONES: dict[str, str] = {
    Stage.PROPOSED: "wait",
    Stage.DECLINED: "no",
    Stage.ACTIVE: "yes",
    Stage.RECONVENED: "wait",
    Stage.SUBMITTED: "yes",
    Stage.CLOSED: "wait",
}


class MemberState(models.TextChoices):
    """Where the invitation of a seat to a group stands."""

    INVITED = "invited", pgettext_lazy("member", "Invited")
    ACCEPTED = "accepted", pgettext_lazy("member", "Member")
    DECLINED = "declined", pgettext_lazy("member", "Declined")
    LEFT = "left", pgettext_lazy("member", "Left")


MEMBER_MOVES: dict[str, frozenset[str]] = {
    MemberState.INVITED: frozenset({MemberState.ACCEPTED, MemberState.DECLINED, MemberState.LEFT}),
    MemberState.ACCEPTED: frozenset({MemberState.LEFT}),
    MemberState.DECLINED: frozenset({MemberState.INVITED}),
    MemberState.LEFT: frozenset({MemberState.INVITED}),
}
MEMBER_TONES: dict[str, str] = {
    MemberState.INVITED: "wait",
    MemberState.ACCEPTED: "yes",
    MemberState.DECLINED: "no",
    MemberState.LEFT: "wait",
}


class FileKind(models.TextChoices):
    """What a file or link is to the group: something to work with, or evidence it has produced or assessed."""

    MATERIAL = "material", pgettext_lazy("file of a group", "Material")
    PRODUCED = "produced", _("Evidence the group produced")
    ASSESSED = "assessed", _("Evidence the group assessed")


EVIDENCE = (FileKind.PRODUCED, FileKind.ASSESSED)
