"""What a letter is for, where it stands, and what an institution may answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterKind(models.TextChoices):
    """What a letter is for."""

    INVITATION = "invitation", _("Invitation")
    NOMINATION = "nomination", _("Request to name a delegate")
    THANKS = "thanks", _("Thank-you letter")


AWAITS_ANSWER = frozenset({LetterKind.INVITATION, LetterKind.NOMINATION})
KIND_MEANING = {
    LetterKind.INVITATION: _("Asks an institution whether it takes a seat."),
    LetterKind.NOMINATION: _("Asks who speaks for it, with which mandate, and who stands in."),
    LetterKind.THANKS: _("Thanks for what was given. No answer is awaited."),
}


class LetterState(models.TextChoices):
    """Where a letter stands; read from its answer and dates, never stored."""

    OPEN = "open", pgettext_lazy("letter", "Issued")
    AWAITED = "awaited", pgettext_lazy("letter", "Answer awaited")
    OVERDUE = "overdue", pgettext_lazy("letter", "Answer overdue")
    ACCEPTED = "accepted", pgettext_lazy("answer to a letter", "Accepted")
    DECLINED = "declined", pgettext_lazy("answer to a letter", "Declined")
    ASKS = "asks", pgettext_lazy("answer to a letter", "Asks first")
    NONE = "none", pgettext_lazy("answer to a letter", "No answer")
    CANCELLED = "cancelled", pgettext_lazy("letter", "Not sent")


STATE_TONES = {
    LetterState.OPEN: "wait",
    LetterState.AWAITED: "wait",
    LetterState.OVERDUE: "no",
    LetterState.ACCEPTED: "yes",
    LetterState.DECLINED: "no",
    LetterState.ASKS: "reserve",
    LetterState.NONE: "reserve",
    LetterState.CANCELLED: "wait",
}


class Outcome(models.TextChoices):
    """What the institution said."""

    ACCEPTED = "accepted", pgettext_lazy("answer to a letter", "Accepted")
    DECLINED = "declined", pgettext_lazy("answer to a letter", "Declined")
    ASKS = "asks", pgettext_lazy("answer to a letter", "Asks first")
    NONE = "none", pgettext_lazy("answer to a letter", "No answer")


OUTCOME_MEANING = {
    Outcome.ACCEPTED: _("It takes part. It may name who speaks for it."),
    Outcome.DECLINED: _("It does not take part."),
    Outcome.ASKS: _("It wants to know something, or something else, first."),
    Outcome.NONE: _("Nothing came, and we no longer wait."),
}
OUTCOME_STAGE = {Outcome.ACCEPTED: "agreed", Outcome.DECLINED: "declined", Outcome.ASKS: "approached"}
