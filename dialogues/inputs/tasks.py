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
        call.dialogue,
        _("your contribution is asked for"),
        _("Your organisation is asked to contribute. Read what is asked, then answer; you can save and come back."),
        call.get_absolute_url(),
        until=call.due_at,
    )


@composes("inputs.call_extended")
def write_extended(mail: OutboxMail) -> Composed:
    """Tell a delegate that there is more time."""
    call = _open_call(mail)
    return written(
        call.dialogue,
        _("there is a new date"),
        _("The date until which your organisation can contribute has changed."),
        call.get_absolute_url(),
        until=call.due_at,
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
        call.dialogue,
        _("a reminder"),
        _("Your organisation was asked to contribute and has not answered yet."),
        call.get_absolute_url(),
        until=call.due_at,
    )


def _open_call(mail: OutboxMail) -> Call:
    call = Call.objects.open().select_related("dialogue").filter(pk=mail.ids["call"]).first()
    if call is None:
        raise NotWanted
    return call
