"""Writes the mails of the process when they are sent; neutral in subject and body."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.models import Invitation
from dialogues.services.invitations import MAIL, PURPOSE
from inspired.core.models.mail import OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes
from inspired.core.tokens import derive


@composes(MAIL)
def compose_invitation(mail: OutboxMail) -> Composed:
    """Write the mail with its link; not wanted once the invitation was answered, revoked or sent again."""
    invitation = Invitation.objects.answerable().select_related("dialogue").filter(pk=mail.ids["invitation"]).first()
    if invitation is None or invitation.generation != mail.ids["generation"]:
        raise NotWanted
    token = derive(PURPOSE, invitation.pk, invitation.generation)
    link = f"{settings.SITE_URL}{reverse('invitation', args=[token])}"
    label = invitation.dialogue.short_label or _("a dialogue")
    until = date_format(timezone.localtime(invitation.expires_at), _("j F Y, H:i"))
    zone = timezone.get_current_timezone_name()
    paragraphs = [
        _("Good day,"),
        _("you are invited to take part: %(label)s.") % {"label": label},
        _("Open this link to read who invites you and to what, then accept or decline:"),
        link,
        _(
            "The page asks for the address to which this message was sent. The link works once, until %(until)s (%(zone)s)."
        )
        % {"until": until, "zone": zone},
        _(
            "You get this message because somebody who prepares a dialogue on %(site)s entered your address. "
            "If you do not expect it, you need do nothing; you will not be reminded automatically."
        )
        % {"site": settings.SITE_URL},
    ]
    return Composed(subject=_("Invitation: %(label)s") % {"label": label}, body="\n\n".join(paragraphs) + "\n")
