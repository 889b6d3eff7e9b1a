"""The shape of every mail about a dialogue: neutral words, a link that asks for sign-in, and why one gets it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from inspired.core.outbox import Composed


def written(subject: str, told: str, path: str, *, why: str = "") -> Composed:
    """Put a mail together in the recipient's language; subject and text name nobody and give nothing away.

    ``path`` is where on this site the mail leads. ``why`` says why the person gets it; by default because they speak
    for an organisation that takes part.
    """
    why = why or _("You get this mail because you speak for an organisation that takes part.")
    return Composed(subject, "\n\n".join([told, f"{settings.SITE_URL}{path}", why]) + "\n")
