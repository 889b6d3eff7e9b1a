"""How far the approach to an organisation is, by which way people are reached, and which moves are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far the approach to a listed organisation is. Invited and joined stand in its invitations and its seat."""

    IDENTIFIED = "identified", pgettext_lazy("stage", "Identified")
    APPROACHED = "approached", pgettext_lazy("stage", "Approached")
    AGREED = "agreed", pgettext_lazy("stage", "Agreed")
    INVITED = "invited", pgettext_lazy("stage", "Invited")
    JOINED = "joined", pgettext_lazy("stage", "Joined")
    DECLINED = "declined", pgettext_lazy("stage", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("stage", "Withdrawn")


DERIVED = frozenset({Stage.INVITED, Stage.JOINED})
MOVES: dict[str, frozenset[str]] = {
    Stage.IDENTIFIED: frozenset({Stage.APPROACHED, Stage.AGREED, Stage.DECLINED, Stage.WITHDRAWN}),
    Stage.APPROACHED: frozenset({Stage.IDENTIFIED, Stage.AGREED, Stage.DECLINED, Stage.WITHDRAWN}),
    Stage.AGREED: frozenset({Stage.APPROACHED, Stage.DECLINED, Stage.WITHDRAWN}),
    Stage.INVITED: frozenset({Stage.DECLINED, Stage.WITHDRAWN}),
    Stage.JOINED: frozenset(),  # leaving is an act on the seat
    Stage.DECLINED: frozenset({Stage.APPROACHED, Stage.AGREED}),
    Stage.WITHDRAWN: frozenset({Stage.IDENTIFIED, Stage.APPROACHED, Stage.AGREED}),
}
MEANING = {
    Stage.IDENTIFIED: _("On the list; nobody has approached them yet."),
    Stage.APPROACHED: _("Somebody has spoken with them or written to them; they have not decided."),
    Stage.AGREED: _("They said that they will come; they can be invited now."),
    Stage.INVITED: _("An invitation is open."),
    Stage.JOINED: _("They are at the table."),
    Stage.DECLINED: _("They said no."),
    Stage.WITHDRAWN: _("We no longer pursue it, or they have left."),
}
TONES = {
    Stage.IDENTIFIED: "wait",
    Stage.APPROACHED: "wait",
    Stage.AGREED: "yes",
    Stage.INVITED: "reserve",
    Stage.JOINED: "yes",
    Stage.DECLINED: "no",
    Stage.WITHDRAWN: "no",
}


class Way(models.TextChoices):
    """By which way somebody is reached, or was."""

    PHONE = "phone", _("Telephone")
    MAIL = "mail", _("E-mail")
    MEETING = "meeting", _("Meeting")
    MESSENGER = "messenger", _("Messenger")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Another way")
