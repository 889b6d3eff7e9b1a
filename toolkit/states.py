"""The fixed lists of the catalogue: categories and orientations of tools, phases, effort, readers, themes, places."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ToolCategory(models.TextChoices):
    """What kind of effect a tool has; many have more than one."""

    CAPACITY = "capacity", _("Capacity development")
    TRUST = "trust", _("Trust building")
    COOPERATION = "cooperation", _("Cooperation and networking")


class Orientation(models.TextChoices):
    """The three tiers of the method; every tool serves at least one."""

    POLICY = "policy", pgettext_lazy("orientation", "Policy")
    PROCESS = "process", pgettext_lazy("orientation", "Process")
    PARTNERSHIP = "partnership", pgettext_lazy("orientation", "Partnership")


class Phase(models.TextChoices):
    """The three phases, with the keys that dialogues use."""

    ASSESSMENT = "assessment", _("Collective Assessment")
    CONSENSUS = "consensus", _("Consensus Building")
    MONITORING = "monitoring", _("Monitoring and Donor Alignment")


class Effort(models.IntegerChoices):
    """A rough size: for a tool as a whole, and apart for people, time and cost."""

    LOW = 1, pgettext_lazy("effort", "low")
    MEDIUM = 2, pgettext_lazy("effort", "medium")
    HIGH = 3, pgettext_lazy("effort", "high")


class Source(models.TextChoices):
    """Where what a field says comes from."""

    METHOD = "method", _("from the method")
    OURS = "ours", _("our suggestion")


class Readership(models.TextChoices):
    """For whom a page of the guide is written."""

    ALL = "all", pgettext_lazy("readers", "Everybody")
    DOMESTIC = "domestic", _("Civil society and domestic stakeholders")
    PRACTITIONERS = "practitioners", _("Practitioners and donors")
    OFFICIALS = "officials", _("Government officials")


class Theme(models.TextChoices):
    """The six themes under which readings are kept."""

    DIALOGUE = "dialogue", _("Policy dialogue in general")
    ANALYSIS = "analysis", _("Policy analysis for facilitation")
    STAKEHOLDERS = "stakeholders", _("Stakeholders")
    TRUST = "trust", _("Trust-building")
    THEMATIC = "thematic", _("Thematic dialogues")
    SUPPORT = "support", _("Democracy support")


class Place(models.TextChoices):
    """Where in the application something of the guide is done; the last four are open to everybody."""

    PHASES = "phases", _("Phases")
    PARTICIPANTS = "participants", _("Participants")
    BALANCE = "balance", _("Balance of categories")
    GROUND_RULES = "ground_rules", _("Ground rules")
    CONTACTS = "contacts", _("Contacts")
    SHELF = "shelf", _("Knowledge shelf")
    PULSES = "pulses", _("Trust pulse")
    CALLS = "call_list", _("Calls for input")
    LEDGER = "ledger", _("What became of the input")
    DOCUMENTS = "documents", _("Documents and endorsement")
    ACTIVITIES = "activities", _("Activities")
    GROUPS = "groups", _("Working groups")
    CONSENSUS = "consensus", _("Consensus Building")
    CHECKS = "checks", _("Position checks")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    ROADMAP = "roadmap", _("Roadmap for Reform")
    MONITORING = "monitoring", _("Commitments")
    TRACE = "trace", _("From source to commitment")
    DIALOGUES = "dialogues", _("Dialogues")
    TOOLKIT = "toolkit", _("Toolkit")
    LIBRARY = "library", _("Library")
    VERIFY = "verify", _("Check a document")


OPEN_PLACES = {Place.DIALOGUES: "dialogues", Place.TOOLKIT: "toolkit", Place.LIBRARY: "library", Place.VERIFY: "verify"}
