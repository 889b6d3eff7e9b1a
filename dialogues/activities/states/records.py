"""Fixed lists of what is recorded of tools: undertakings of parties, grants, goals, and how far each is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Pledge(models.TextChoices):
    """What a party undertakes with regard to the result of the dialogue."""

    NONE = "none", pgettext_lazy("pledge", "Nothing yet")
    ENDORSE = "endorse", pgettext_lazy("pledge", "To endorse it")
    NO_BOYCOTT = "no_boycott", pgettext_lazy("pledge", "Not to boycott it")


PLEDGE_TONES = {Pledge.NONE: "wait", Pledge.ENDORSE: "yes", Pledge.NO_BOYCOTT: "reserve"}


class GrantState(models.TextChoices):
    """Where an application for a grant stands."""

    APPLIED = "applied", pgettext_lazy("grant", "Applied for")
    AWARDED = "awarded", pgettext_lazy("grant", "Awarded")
    DECLINED = "declined", pgettext_lazy("grant", "Not awarded")
    COMPLETED = "completed", pgettext_lazy("grant", "Completed")


GRANT_TONES = {
    GrantState.APPLIED: "wait",
    GrantState.AWARDED: "yes",
    GrantState.DECLINED: "no",
    GrantState.COMPLETED: "yes",
}
OPEN_GRANTS = frozenset({GrantState.AWARDED, GrantState.COMPLETED})  # what the participants may know of


class GoalState(models.TextChoices):
    """How far an organisation is with a goal of its coaching."""

    AGREED = "agreed", pgettext_lazy("goal", "Agreed")
    UNDER_WAY = "under_way", pgettext_lazy("goal", "Under way")
    REACHED = "reached", pgettext_lazy("goal", "Reached")
    GIVEN_UP = "given_up", pgettext_lazy("goal", "Given up")


GOAL_TONES = {
    GoalState.AGREED: "wait",
    GoalState.UNDER_WAY: "reserve",
    GoalState.REACHED: "yes",
    GoalState.GIVEN_UP: "no",
}


class Stand(models.TextChoices):
    """Where a party stands with regard to the reform, as the host team judges it."""

    UNKNOWN = "unknown", pgettext_lazy("party", "Not known")
    AGAINST = "against", pgettext_lazy("party", "Against")
    RELUCTANT = "reluctant", pgettext_lazy("party", "Reluctant")
    OPEN = "open", pgettext_lazy("party", "Open to it")
    FOR = "for", pgettext_lazy("party", "In favour")


class Method(models.TextChoices):
    """How a workshop or focus group is run."""

    FOCUS_GROUP = "focus_group", _("Focus group: a guided talk in a small group")
    DELIBERATION = "deliberation", _("Deliberation on alternatives")
    ROTATING = "rotating", _("Rotating tables")
    SIMULATION = "simulation", _("Exercise with roles")
    REVIEW = "review", _("Review of what was done")
    OTHER = "other", _("Another way, described below")


class Confidence(models.IntegerChoices):
    """How somebody judges their own ability, before and after a training."""

    NONE = 1, pgettext_lazy("ability", "1 – not at all")
    LITTLE = 2, pgettext_lazy("ability", "2 – a little")
    SOME = 3, pgettext_lazy("ability", "3 – somewhat")
    WELL = 4, pgettext_lazy("ability", "4 – well")
    VERY_WELL = 5, pgettext_lazy("ability", "5 – very well")


class HeldBack(models.TextChoices):
    """When material of an event or campaign may be read by those at the table."""

    RELEASE = "release", _("From the release date on")
    NOW = "now", _("At once")
