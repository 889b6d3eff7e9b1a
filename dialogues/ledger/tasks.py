"""The words of the ledger's mails: neutral, with a link that asks for sign-in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.ledger.models import Entry
from dialogues.letters import written
from inspired.core.models.mail import OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes


@composes("ledger.decided")
def write_decided(mail: OutboxMail) -> Composed:
    """Tell a delegate that an answer was given to something their organisation contributed."""
    entry = _entry(mail)
    if not entry.is_decided:
        raise NotWanted
    return written(
        _("%(label)s: there is an answer") % {"label": entry.dialogue.mail_label},
        _("Something your organisation contributed has been considered. Sign in to read what became of it, and why:"),
        entry.get_absolute_url(),
    )


@composes("ledger.confirm")
def write_confirm(mail: OutboxMail) -> Composed:
    """Ask a delegate to confirm what was entered on their organisation's behalf."""
    entry = _entry(mail)
    if not entry.awaits_confirmation:
        raise NotWanted
    return written(
        _("%(label)s: please confirm") % {"label": entry.dialogue.mail_label},
        _("Something was entered on behalf of your organisation. Sign in to read it and to confirm it with one click:"),
        entry.get_absolute_url(),
    )


@composes("ledger.objected")
def write_objected(mail: OutboxMail) -> Composed:
    """Tell the host team that a seat objects to what was entered for it."""
    entry = _entry(mail)
    if entry.objected_at is None:
        raise NotWanted
    return written(
        _("%(label)s: an objection") % {"label": entry.dialogue.mail_label},
        _("An organisation objects to something that was entered on its behalf. Sign in to read why:"),
        entry.get_absolute_url(),
        why=_("You get this mail because you belong to the host team."),
    )


def _entry(mail: OutboxMail) -> Entry:
    entry = Entry.objects.select_related("dialogue").filter(pk=mail.ids["entry"]).first()
    if entry is None:
        raise NotWanted
    return entry
