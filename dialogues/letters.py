"""The shape of every mail about a dialogue: neutral words, a link that asks for sign-in, and why one gets it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from inspired.core.moments import deadline_words
from inspired.core.outbox import Composed


def written(
    dialogue: Dialogue, matter: str, told: str, path: str, *, why: str = "", until: datetime | None = None
) -> Composed:
    """Put a mail together in the recipient's language; subject and text name nobody and give nothing away.

    ``matter`` ends the subject, ``told`` says what happened and what to do, ``path`` is where on this site the mail
    leads, ``until`` the last moment to act. ``why`` says why the person gets it; by default because they speak for an
    organisation that takes part.
    """
    label = dialogue.short_label
    about = _("This message is about “%(label)s”.") % {"label": label} if label else ""
    paragraphs = [
        _("Good day,"),
        f"{about} {told}".strip(),
        _("You can do this until %(date)s.") % {"date": deadline_words(until, dialogue.time_zone)} if until else "",
        _("Open this address and sign in:"),
        f"{settings.SITE_URL}{path}",
        why or _("You get this message because you speak for an organisation that takes part in a dialogue."),
    ]
    subject = f"{label}: {matter}" if label else _("Your dialogue: %(matter)s") % {"matter": matter}
    return Composed(subject, "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n")
