"""The dispositions of an entry and the ways it came in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Disposition(models.TextChoices):
    """What became of a contribution."""

    NEW = "new", _("New")
    UNDER_REVIEW = "under_review", _("Under review")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Partly accepted")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    PARKED = "parked", _("Parked")


UNDECIDED = frozenset({Disposition.NEW, Disposition.UNDER_REVIEW})
MOVES: dict[str, set[str]] = {state: set(Disposition.values) - {state, Disposition.NEW} for state in Disposition.values}


class Source(models.TextChoices):
    """What kind of contribution an entry stands for."""

    ANSWER = "answer", _("Answer to a call")
    COMMENT = "comment", _("Comment on a document")
    REMARK = "remark", _("Remark in a meeting")
    CONSULTATION = "consultation", _("Answer to a consultation")
