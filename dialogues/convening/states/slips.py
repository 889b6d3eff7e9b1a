"""Where an access slip stands; derived from its dates and tries."""

from django.db import models
from django.utils.translation import pgettext_lazy

TRIES = 10


class SlipState(models.TextChoices):
    """Where an access slip stands."""

    WAITING = "waiting", pgettext_lazy("slip", "Waiting to be used")
    USED = "used", pgettext_lazy("slip", "Used")
    REVOKED = "revoked", pgettext_lazy("slip", "Revoked")
    SPENT = "spent", pgettext_lazy("slip", "Void: too many wrong codes")
    EXPIRED = "expired", pgettext_lazy("slip", "Expired")


TONES = {
    SlipState.WAITING: "wait",
    SlipState.USED: "yes",
    SlipState.REVOKED: "no",
    SlipState.SPENT: "no",
    SlipState.EXPIRED: "reserve",
}
