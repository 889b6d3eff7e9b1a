"""The states and fixed lists of a dialogue, its phases, seats and ground rules, and which moves are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a dialogue as a whole stands."""

    DRAFT = "draft", pgettext_lazy("dialogue", "Draft")
    OPEN = "open", pgettext_lazy("dialogue", "Open")
    PAUSED = "paused", pgettext_lazy("dialogue", "Paused")
    CLOSED = "closed", pgettext_lazy("dialogue", "Closed")
    ARCHIVED = "archived", pgettext_lazy("dialogue", "Archived")
    DELETED = "deleted", pgettext_lazy("dialogue", "Being deleted")


MOVES: dict[str, set[str]] = {
    Status.DRAFT: {Status.OPEN},
    Status.OPEN: {Status.PAUSED, Status.CLOSED},
    Status.PAUSED: {Status.OPEN, Status.CLOSED},
    Status.CLOSED: {Status.OPEN, Status.ARCHIVED},
    Status.ARCHIVED: {Status.CLOSED},
    Status.DELETED: set(),
}


DELETABLE = frozenset({Status.DRAFT, Status.CLOSED, Status.ARCHIVED})  # a dialogue that runs is closed first


class Visibility(models.TextChoices):
    """Who may know that the dialogue exists. Publication is an act of its own, with a date."""

    PARTICIPANTS = "participants", _("Participants only")
    PUBLIC = "public", _("Public summary")


class Phase(models.TextChoices):
    """The three phases of the method."""

    ASSESSMENT = "assessment", _("Collective Assessment")
    CONSENSUS = "consensus", _("Consensus Building")
    MONITORING = "monitoring", _("Monitoring and Donor Alignment")


class PhaseState(models.TextChoices):
    """Where one phase stands; derived from the last entry of its log, never stored."""

    AHEAD = "ahead", pgettext_lazy("phase", "Not opened yet")
    OPEN = "open", pgettext_lazy("phase", "Open")
    PAUSED = "paused", pgettext_lazy("phase", "Paused")
    CLOSED = "closed", pgettext_lazy("phase", "Closed")


class PhaseMove(models.TextChoices):
    """What the host team may log about a phase."""

    OPEN = "open", pgettext_lazy("act", "Open")
    PAUSE = "pause", pgettext_lazy("act", "Pause")
    RESUME = "resume", pgettext_lazy("act", "Resume")
    STEP_BACK = "step_back", pgettext_lazy("act", "Step back")
    CLOSE = "close", pgettext_lazy("act", "Close")


MOVE_DONE = {
    PhaseMove.OPEN: _("Opened"),
    PhaseMove.PAUSE: _("Paused"),
    PhaseMove.RESUME: _("Resumed"),
    PhaseMove.STEP_BACK: _("Stepped back"),
    PhaseMove.CLOSE: _("Closed"),
}
PHASE_MOVES: dict[str, set[str]] = {
    PhaseState.AHEAD: {PhaseMove.OPEN},
    PhaseState.OPEN: {PhaseMove.PAUSE, PhaseMove.CLOSE},
    PhaseState.PAUSED: {PhaseMove.RESUME, PhaseMove.CLOSE},
    PhaseState.CLOSED: {PhaseMove.STEP_BACK},
}
STATE_AFTER: dict[str, PhaseState] = {
    PhaseMove.OPEN: PhaseState.OPEN,
    PhaseMove.PAUSE: PhaseState.PAUSED,
    PhaseMove.RESUME: PhaseState.OPEN,
    PhaseMove.STEP_BACK: PhaseState.OPEN,
    PhaseMove.CLOSE: PhaseState.CLOSED,
}


class AreaOutcome(models.TextChoices):
    """What the participants did with the policy area first selected."""

    SELECTED = "selected", _("First selected")
    VALIDATED = "validated", _("Validated")
    ADJUSTED = "adjusted", _("Adjusted")
    CHANGED = "changed", _("Changed")


class Category(models.TextChoices):
    """The nine categories of stakeholders."""

    CIVIL_SOCIETY = "civil_society", _("Civil Society Organisations")
    PARTIES = "parties", _("Political parties")
    ADMINISTRATION = "administration", _("Public administration")
    PARLIAMENT = "parliament", _("Parliaments")
    MEDIA = "media", _("Media")
    SOCIAL_AGENTS = "social_agents", _("Social agents")
    NHRI = "nhri", _("National Human Rights institutions")
    ACADEMIA = "academia", _("Academia")
    DEMOCRACY_SUPPORT = "democracy_support", _("Democracy support organisations")


class DelegateRole(models.TextChoices):
    """In which function a delegate speaks for a seat."""

    HEAD = "head", _("Head delegate")
    ALTERNATE = "alternate", _("Alternate")
    OBSERVER = "observer", _("Observer")


class Role(models.TextChoices):
    """What somebody is in a dialogue without holding a seat."""

    HOST = "host", _("Host")
    FACILITATOR = "facilitator", _("Facilitator")
    DONOR = "donor", _("Donor")
    GOVERNMENT = "government", _("Government focal point")
    OBSERVER = "observer", _("Observer")
    MEDIA = "media", _("Media")


TEAM = frozenset({Role.HOST, Role.FACILITATOR})
NEUTRAL = TEAM | {Role.DONOR, Role.OBSERVER}


class Appearance(models.TextChoices):
    """How a seat or a person wishes to appear."""

    NAME = "name", _("By name and organisation")
    ORGANISATION = "organisation", _("As the organisation")
    CATEGORY = "category", _("By category only")
    UNLISTED = "unlisted", _("Not listed")


class Audience(models.TextChoices):
    """Before whom a seat or a person appears; the value ends the name of the field that holds the wish."""

    PARTICIPANTS = "to_participants", _("To participants")
    DOCUMENTS = "in_documents", _("In documents")
    PUBLIC = "in_public", _("In public")


class Attribution(models.TextChoices):
    """To whom a contribution is attributed when it is shown."""

    PERSON = "person", _("The person")
    ORGANISATION = "organisation", _("The organisation")
    CATEGORY = "category", _("The category")
    NOBODY = "nobody", _("Nobody")


class Channel(models.TextChoices):
    """By which way a contribution came in."""

    WEB = "web", _("On this site")
    PHONE = "phone", _("By telephone")
    MAIL = "mail", _("By e-mail")
    PAPER = "paper", _("On paper")
    IN_PERSON = "in_person", _("In person")
    COLLEAGUE = "colleague", _("Through a colleague")
    LETTER = "letter", _("By signed letter")


class ByHand(models.TextChoices):
    """How somebody was told what no mail brings them."""

    PHONE = "phone", _("By telephone")
    PAPER = "paper", _("On paper")
    IN_PERSON = "in_person", _("In person")
    COLLEAGUE = "colleague", _("Through a colleague")
    NOT_NEEDED = "not_needed", _("No longer needed")


ANNOUNCED = frozenset({Channel.PHONE, Channel.MAIL, Channel.PAPER, Channel.IN_PERSON, Channel.COLLEAGUE})
RECEIVED = [(channel.value, channel.label) for channel in Channel if channel in ANNOUNCED]


class RulesStatus(models.TextChoices):
    """Where a version of the ground rules stands."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    SUPERSEDED = "superseded", _("Superseded")


RULES_MOVES: dict[str, set[str]] = {
    RulesStatus.PROPOSED: {RulesStatus.AGREED, RulesStatus.SUPERSEDED},
    RulesStatus.AGREED: {RulesStatus.SUPERSEDED},
    RulesStatus.SUPERSEDED: set(),
}


class InvitationState(models.TextChoices):
    """Where an invitation stands; derived from its dates."""

    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    REVOKED = "revoked", pgettext_lazy("invitation", "Revoked")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")


class Pace(models.TextChoices):
    """How often a person wishes to be told by mail what happened in a dialogue."""

    USUAL = "usual", _("As it comes")
    ONCE = "once", _("Everything at once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("No mails")


class Occasion(models.TextChoices):
    """When somebody is reminded of a date: some days before, on the day, the day after."""

    SOON = "soon", _("Three days before")
    TODAY = "today", _("On the day")
    PAST = "past", _("The day after")
