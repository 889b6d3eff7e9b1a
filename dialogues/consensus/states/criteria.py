"""The states of a set of evaluative criteria and of its criteria."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SetStatus(models.TextChoices):
    """How far the seats have come with their criteria: collected, weighed before any option is scored, locked, replaced."""

    COLLECTING = "collecting", pgettext_lazy("criteria", "Being collected")
    WEIGHING = "weighing", pgettext_lazy("criteria", "Being weighed")
    LOCKED = "locked", pgettext_lazy("criteria", "Locked")
    REPLACED = "replaced", pgettext_lazy("criteria", "Replaced")


SET_MOVES: dict[str, set[str]] = {
    SetStatus.COLLECTING: {SetStatus.WEIGHING},
    SetStatus.WEIGHING: {SetStatus.COLLECTING, SetStatus.LOCKED},
    SetStatus.LOCKED: {SetStatus.REPLACED},
    SetStatus.REPLACED: set(),
}
SET_TONES: dict[str, str] = {"collecting": "wait", "weighing": "wait", "locked": "yes", "replaced": "no"}


class Weighting(models.TextChoices):
    """How the seats say what counts more."""

    RANK = "rank", _("An order, the most important first")
    POINTS = "points", _("A hundred points to share out")


class CriterionStatus(models.TextChoices):
    """Whether a criterion is among those the options are appraised by."""

    PROPOSED = "proposed", pgettext_lazy("criterion", "Proposed")
    KEPT = "kept", pgettext_lazy("criterion", "Kept")
    LEFT_OUT = "left_out", pgettext_lazy("criterion", "Left out")


CRITERION_MOVES: dict[str, set[str]] = {
    CriterionStatus.PROPOSED: {CriterionStatus.KEPT, CriterionStatus.LEFT_OUT},
    CriterionStatus.KEPT: {CriterionStatus.LEFT_OUT},
    CriterionStatus.LEFT_OUT: {CriterionStatus.KEPT},
}
CRITERION_TONES: dict[str, str] = {"proposed": "wait", "kept": "yes", "left_out": "no"}
MOST_EXTRA = 3  # criteria beside the method's own before the page warns that the choice gets harder
