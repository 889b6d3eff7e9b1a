"""The words of the mails about a dialogue: neutral, with links that ask for sign-in, and one that only sets how to be told."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.keys import settings_token
from dialogues.models import Dialogue
from dialogues.noticeboard import Told
from inspired.core.models import User
from inspired.core.outbox import Composed


def digest(dialogue: Dialogue, user: User, told: Sequence[Told]) -> Composed:
    """Put into words what happened, in the recipient's language: the host's label, counts, a link, and how to change this.

    Nobody is named, no title stands here, and no address of a page that would give one away.
    """
    token = settings_token(user, dialogue.pk)
    pace = f"{settings.SITE_URL}{reverse('notice_settings', args=[token])}"
    parts = [
        _("Good day,"),
        _("This message is about “%(label)s”.") % {"label": dialogue.mail_label} if dialogue.short_label else "",
        *_said(told),
        _("You get this message because you take part in a dialogue on %(site)s.") % {"site": settings.SITE_URL},
        _("How often you get such mails, or that you get none, is set here, without signing in:") + f"\n{pace}",
    ]
    body = "\n\n".join(part for part in parts if part) + "\n"
    return Composed(dialogue.mail_label, body, {"List-Unsubscribe": f"<{pace}>"})


def _said(told: Sequence[Told]) -> list[str]:
    items = [item for one in told for item in one.items]
    if len(items) == 1:
        link = f"{settings.SITE_URL}{reverse('notice', args=[items[0][0].pk])}"
        return [str(told[0].kind.sentence), _("Sign in to read more:") + f"\n{link}"]
    lines = "\n".join(f"- {one.words}" for one in told)
    return [
        _("This happened:") + f"\n{lines}",
        _("Sign in to read more:") + f"\n{settings.SITE_URL}{reverse('notifications')}",
    ]
