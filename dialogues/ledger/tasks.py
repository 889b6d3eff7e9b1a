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
        entry.dialogue,
        _("there is an answer"),
        _("A contribution of your organisation has been considered. You can read what became of it, and why."),
        entry.get_absolute_url(),
    )


@composes("ledger.confirm")
def write_confirm(mail: OutboxMail) -> Composed:
    """Ask a delegate to confirm what was entered on their organisation's behalf."""
    entry = _entry(mail)
    if not entry.awaits_confirmation:
        raise NotWanted
    return written(
        entry.dialogue,
        _("please confirm"),
        _(
            "The host team entered something on behalf of your organisation. Please read it, then confirm it or say "
            "what is wrong with it. Until then it counts as unconfirmed."
        ),
        entry.get_absolute_url(),
    )


@composes("ledger.objected")
def write_objected(mail: OutboxMail) -> Composed:
    """Tell the host team that a seat objects to what was entered for it."""
    entry = _entry(mail)
    if entry.objected_at is None:
        raise NotWanted
    return written(
        entry.dialogue,
        _("an objection"),
        _("An organisation objects to something that was entered on its behalf. Read why, then correct it or answer."),
        entry.get_absolute_url(),
        why=_("You get this message because you belong to the host team of a dialogue."),
    )


def _entry(mail: OutboxMail) -> Entry:
    entry = Entry.objects.select_related("dialogue").filter(pk=mail.ids["entry"]).first()
    if entry is None:
        raise NotWanted
    return entry
