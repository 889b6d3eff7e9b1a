"""What stands on the knowledge shelf, under which licence, and what becomes of what is proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ShelfKind(models.TextChoices):
    """In which shape a thing stands on the shelf."""

    DOCUMENT = "document", pgettext_lazy("shelf", "Document")
    LINK = "link", pgettext_lazy("shelf", "Link")
    RECORDING = "recording", pgettext_lazy("shelf", "Recording")
    EXPERIENCE = "experience", pgettext_lazy("shelf", "Experience from elsewhere")
    PEER = "peer", pgettext_lazy("shelf", "Peer to talk to")


BROUGHT = (ShelfKind.DOCUMENT, ShelfKind.LINK, ShelfKind.RECORDING)
OFFERED = (ShelfKind.EXPERIENCE, ShelfKind.PEER)  # what donors offer and the host takes or not


class Licence(models.TextChoices):
    """Under which terms others may use it. Names of licences are not translated."""

    UNKNOWN = "unknown", _("Not known")
    PERMISSION = "permission", _("All rights reserved, with permission")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    CC0 = "cc0", "CC0"
    BY = "cc_by", "CC BY"
    BY_SA = "cc_by_sa", "CC BY-SA"
    BY_ND = "cc_by_nd", "CC BY-ND"
    BY_NC = "cc_by_nc", "CC BY-NC"
    BY_NC_SA = "cc_by_nc_sa", "CC BY-NC-SA"
    BY_NC_ND = "cc_by_nc_nd", "CC BY-NC-ND"


class ShelfState(models.TextChoices):
    """Where an entry stands."""

    PROPOSED = "proposed", pgettext_lazy("shelf", "Waits for the host")
    STANDS = "stands", pgettext_lazy("shelf", "On the shelf")
    DECLINED = "declined", pgettext_lazy("shelf", "Not taken")
    TAKEN_DOWN = "taken_down", pgettext_lazy("shelf", "Taken down")
    TAKEN_BACK = "taken_back", pgettext_lazy("shelf", "Taken back")


MOVES: dict[str, frozenset[str]] = {
    ShelfState.PROPOSED: frozenset({ShelfState.STANDS, ShelfState.DECLINED, ShelfState.TAKEN_BACK}),
    ShelfState.STANDS: frozenset({ShelfState.TAKEN_DOWN}),
    ShelfState.DECLINED: frozenset({ShelfState.STANDS}),
    ShelfState.TAKEN_DOWN: frozenset({ShelfState.STANDS}),
    ShelfState.TAKEN_BACK: frozenset(),
}
WITHHELD: dict[str, str] = {  # where an entry goes when the host keeps it off the shelf
    ShelfState.PROPOSED: ShelfState.DECLINED,
    ShelfState.STANDS: ShelfState.TAKEN_DOWN,
}
TONES = {
    ShelfState.PROPOSED: "wait",
    ShelfState.STANDS: "yes",
    ShelfState.DECLINED: "no",
    ShelfState.TAKEN_DOWN: "no",
    ShelfState.TAKEN_BACK: "reserve",
}
