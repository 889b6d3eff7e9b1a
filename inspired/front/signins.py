"""The accounts of the demonstration, and the password they share. A real installation has none of them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SignIn:
    """One account that visitors of the demonstration may use."""

    part: str | Promise
    email: str
    meaning: str | Promise


SIGN_INS = (
    SignIn(_("Host"), "host@example.org", _("runs the dialogue: seats, calls for input, texts, rounds of endorsement")),
    SignIn(
        _("Stakeholder"),
        "stakeholder@example.org",
        _("speaks and signs for the Domestic workers’ association"),
    ),
    SignIn(_("Donor"), "donor@example.org", _("reads what has been handed in, and totals only")),
    SignIn(
        _("Admin"), "admin@example.org", _("keeps accounts, organisations, toolkit and guide; no door to any dialogue")
    ),
)


def shared_password() -> str:
    """Return the demonstration's password: four groups of four, different in every installation."""
    key = hmac.new(settings.SECRET_KEY.encode(), b"inspired.front.demonstration", hashlib.sha256).hexdigest()
    return "-".join(key[at : at + 4] for at in range(0, 16, 4))
