"""The states of policy options and of their appraisal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OptionStatus(models.TextChoices):
    """Where a policy option stands."""

    PROPOSED = "proposed", pgettext_lazy("option", "Proposed")
    ON_TABLE = "on_table", pgettext_lazy("option", "On the table")
    WITHDRAWN = "withdrawn", pgettext_lazy("option", "Withdrawn")


OPTION_MOVES: dict[str, set[str]] = {
    OptionStatus.PROPOSED: {OptionStatus.ON_TABLE, OptionStatus.WITHDRAWN},
    OptionStatus.ON_TABLE: {OptionStatus.WITHDRAWN},
    OptionStatus.WITHDRAWN: {OptionStatus.ON_TABLE},
}
OPTION_TONES: dict[str, str] = {"proposed": "wait", "on_table": "yes", "withdrawn": "no"}


class Depth(models.TextChoices):
    """How deep an appraisal goes; the host picks it for each challenge."""

    WORDS = "words", _("In words: who gains, who loses")
    DOTS = "dots", _("With dots in the room")
    SCORES = "scores", _("With scores from 0 to 4")


class AppraisalStatus(models.TextChoices):
    """Where an appraisal stands."""

    OPEN = "open", pgettext_lazy("appraisal", "Open")
    CLOSED = "closed", pgettext_lazy("appraisal", "Closed")


APPRAISAL_MOVES: dict[str, set[str]] = {
    AppraisalStatus.OPEN: {AppraisalStatus.CLOSED},
    AppraisalStatus.CLOSED: {AppraisalStatus.OPEN},
}
APPRAISAL_TONES: dict[str, str] = {"open": "wait", "closed": "yes"}


class Score(models.IntegerChoices):
    """How well an option meets a criterion, each step with its meaning. "Cannot say" is no score at all."""

    NOT_AT_ALL = 0, _("Makes it worse")
    HARDLY = 1, _("Hardly meets it")
    PARTLY = 2, _("Meets it in part")
    LARGELY = 3, _("Largely meets it")
    FULLY = 4, _("Fully meets it")


EXTREMES = frozenset({Score.NOT_AT_ALL, Score.FULLY})  # where a reason is asked


class ConcernKind(models.TextChoices):
    """What a seat raises once the facilitator has opened that part."""

    VALUE = "value", _("A value we hold")
    RED_LINE = "red_line", _("A red line")
