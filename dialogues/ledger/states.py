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
TAKEN_UP = frozenset({Disposition.ACCEPTED, Disposition.PARTLY})
# A decision may be taken again, with other words or another outcome; nothing becomes new again.
MOVES: dict[str, set[str]] = {
    state: {target for target in Disposition.values if target != Disposition.NEW} for state in Disposition.values
}
MEANINGS = {
    Disposition.UNDER_REVIEW: _("It was read and is being considered. No reason is needed yet."),
    Disposition.ACCEPTED: _("It is taken up as it stands."),
    Disposition.PARTLY: _("A part of it is taken up; say which part and why not the rest."),
    Disposition.NOT_ACCEPTED: _("It is not taken up; say why, so that its author can understand."),
    Disposition.PARKED: _("It is kept for later or for another place; say where or when."),
}
TONES = {
    Disposition.ACCEPTED: "yes",
    Disposition.PARTLY: "reserve",
    Disposition.NOT_ACCEPTED: "no",
}


class Source(models.TextChoices):
    """What kind of contribution an entry stands for."""

    ANSWER = "answer", _("Answer to a call")
    COMMENT = "comment", _("Comment on a document")
    REMARK = "remark", _("Remark in a meeting")
    CONSULTATION = "consultation", _("Answer to a consultation")


class StaleEntry(Exception):  # noqa: N818 - reads as what happened
    """Raised when somebody else has written on the entry since the form was read; nothing was changed."""
