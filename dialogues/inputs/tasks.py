"""The words of the mails about calls: neutral, with a link that asks for sign-in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.inputs.models import Answer, Call
from dialogues.letters import written
from inspired.core.models.mail import OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes


@composes("inputs.call_opened")
def write_opened(mail: OutboxMail) -> Composed:
    """Tell a delegate that their organisation is asked for something."""
    call = _open_call(mail)
    return written(
        _("%(label)s: your contribution is asked for") % {"label": call.dialogue.mail_label},
        _("Your organisation is asked to contribute. Sign in to read what is asked and until when:"),
        call.get_absolute_url(),
    )


@composes("inputs.call_extended")
def write_extended(mail: OutboxMail) -> Composed:
    """Tell a delegate that there is more time."""
    call = _open_call(mail)
    return written(
        _("%(label)s: there is more time") % {"label": call.dialogue.mail_label},
        _("The date of something your organisation was asked for has changed. Sign in to see the new one:"),
        call.get_absolute_url(),
    )


@composes("inputs.call_reminder")
def write_reminder(mail: OutboxMail) -> Composed:
    """Remind a delegate, unless their organisation has answered meanwhile."""
    call = _open_call(mail)
    mine = call.asked().filter(delegates__user=mail.user)
    answered = Answer.objects.submitted().filter(call=call).values("seat")
    if not mine.exclude(pk__in=answered).exists():
        raise NotWanted
    return written(
        _("%(label)s: a reminder") % {"label": call.dialogue.mail_label},
        _("Your organisation has not contributed yet to something it was asked for. Sign in to read until when:"),
        call.get_absolute_url(),
    )


def _open_call(mail: OutboxMail) -> Call:
    call = Call.objects.open().select_related("dialogue").filter(pk=mail.ids["call"]).first()
    if call is None:
        raise NotWanted
    return call
