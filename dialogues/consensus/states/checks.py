"""The states of position checks and the answers one may give, each with its meaning and what to say with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CheckStatus(models.TextChoices):
    """Where a position check stands."""

    DRAFT = "draft", pgettext_lazy("position check", "Draft")
    OPEN = "open", pgettext_lazy("position check", "Open")
    CLOSED = "closed", pgettext_lazy("position check", "Closed")


CHECK_MOVES: dict[str, set[str]] = {
    CheckStatus.DRAFT: {CheckStatus.OPEN},
    CheckStatus.OPEN: {CheckStatus.CLOSED},
    CheckStatus.CLOSED: set(),
}
CHECK_TONES: dict[str, str] = {"draft": "wait", "open": "reserve", "closed": "yes"}


class Scale(models.TextChoices):
    """Which answers a check offers."""

    FIVE = "five", _("Five answers")
    GRADIENT = "gradient", _("A gradient of agreement")


class Stance(models.TextChoices):
    """What a seat says to a proposal. The last of either scale is a red line."""

    AGREE = "agree", pgettext_lazy("stance", "Agree")
    RESERVE = "reserve", pgettext_lazy("stance", "Agree with reservation")
    NOT_YET = "not_yet", pgettext_lazy("stance", "Not yet")
    ABSTAIN = "abstain", pgettext_lazy("stance", "Abstain")
    FULL = "full", pgettext_lazy("stance", "Support it fully")
    MINOR = "minor", pgettext_lazy("stance", "Support it, with a minor concern")
    MIXED = "mixed", pgettext_lazy("stance", "Mixed feelings")
    TOLERATE = "tolerate", pgettext_lazy("stance", "Do not like it, but can live with it")
    CANNOT = "cannot", pgettext_lazy("stance", "Cannot accept")


OFFERED: dict[str, tuple[Stance, ...]] = {
    Scale.FIVE: (Stance.AGREE, Stance.RESERVE, Stance.NOT_YET, Stance.ABSTAIN, Stance.CANNOT),
    Scale.GRADIENT: (Stance.FULL, Stance.MINOR, Stance.MIXED, Stance.TOLERATE, Stance.CANNOT),
}
MEANINGS: dict[str, object] = {
    Stance.AGREE: _("We can go along with it as it stands. Say what speaks for it, if you like."),
    Stance.RESERVE: _("We go along with it, except where we say so. Say what you reserve."),
    Stance.NOT_YET: _("We need something first. Say what."),
    Stance.ABSTAIN: _("We take no position. You need not say why."),
    Stance.FULL: _("We would speak for it in public. Say what speaks for it, if you like."),
    Stance.MINOR: _("We support it; something small bothers us. Say what."),
    Stance.MIXED: _("We see as much for it as against it. Say both."),
    Stance.TOLERATE: _("We would have chosen otherwise and do not stand in its way. Say what you would have chosen."),
    Stance.CANNOT: _("A red line for us. Say what would have to change."),
}
STANCE_TONES: dict[str, str] = {
    "agree": "yes",
    "reserve": "reserve",
    "not_yet": "wait",
    "abstain": "wait",
    "full": "yes",
    "minor": "yes",
    "mixed": "wait",
    "tolerate": "reserve",
    "cannot": "no",
}
FAVOURABLE = frozenset({Stance.AGREE, Stance.RESERVE, Stance.FULL, Stance.MINOR, Stance.TOLERATE})
OBJECTING = frozenset({Stance.NOT_YET, Stance.CANNOT})  # what ends a silence procedure
EXPLAINED = frozenset({Stance.RESERVE, Stance.NOT_YET, Stance.MINOR, Stance.MIXED})  # a reason is asked with these


class Basis(models.TextChoices):
    """Of whom the threshold counts a share."""

    ANSWERS = "answers", _("Of those that answered, abstentions left out")
    INVITED = "invited", _("Of all that were asked")
