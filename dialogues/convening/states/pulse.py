"""How a trust pulse asks, and from how many answers on anything is shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST = 5  # neither overall, nor for a bloc, nor for what is left when one is taken from the other
MOST_BLOCS = 3


class PulseKind(models.TextChoices):
    """How one answers."""

    SCALE = "scale", _("From 1, not at all, to 5, fully")
    YES_NO = "yes_no", _("Yes, no, or not sure")


VALUES: dict[str, list[tuple[str, object]]] = {
    PulseKind.SCALE: [("1", _("1, not at all")), ("2", "2"), ("3", "3"), ("4", "4"), ("5", _("5, fully"))],
    PulseKind.YES_NO: [("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure"))],
}
