"""Background work of the process: sending a list of invitations, and the mails, neutral in subject and body."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues.importing import ListRefused, read_lines
from dialogues.letters import written
from dialogues.models import Invitation, InvitationList
from dialogues.recognising import known_in
from dialogues.services.invitations import ANSWERED, MAIL, PURPOSE
from dialogues.services.lists import SEND_LIST, finish_list, invite_part
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job
from inspired.core.models.mail import OutboxMail
from inspired.core.moments import deadline_words
from inspired.core.outbox import Composed, NotWanted, composes
from inspired.core.tokens import derive

AT_ONCE = 10


@handles(SEND_LIST)
def work_off_list(job: Job) -> None:
    """Invite the people of a list, some at a time; whatever was sent before a worker died is not sent again.

    Raises JobFailed when whoever sent the list may no longer invite, or when it can no longer be read.
    """
    taken = InvitationList.objects.select_related("dialogue").filter(pk=job.target_pk).first()
    if taken is None or taken.finished_at:
        return
    if job.by is None:
        raise JobFailed(_("The account that sent this list is gone. Send the list again."))
    try:
        with override(job.payload["language"]):
            lines = read_lines(taken.text, known_in(taken.dialogue, taken.text, user=job.by))
        for first in range(0, len(lines), AT_ONCE):
            told = _("Invited: %(done)d of %(all)d lines") % {"done": first, "all": len(lines)}
            progress(job, 100 * first // len(lines), told)
            with remembering():
                invite_part(taken, lines[first : first + AT_ONCE], by=job.by)
    except (ListRefused, PermissionDenied) as refusal:
        raise JobFailed(_("Nobody else was invited: you may no longer invite to this dialogue.")) from refusal
    finish_list(taken, by=job.by)


@composes(ANSWERED)
def compose_answered(mail: OutboxMail) -> Composed:
    """Tell the host team that an invitation was answered, without saying whose or how."""
    found = Invitation.objects.select_related("dialogue").filter(pk=mail.ids["invitation"]).first()
    if found is None:
        raise NotWanted
    return written(
        found.dialogue,
        _("an invitation was answered"),
        _("Somebody has answered an invitation. The list of invitations shows who, and how."),
        reverse("invitation_list", args=[found.dialogue.slug]),
        why=_("You get this message because you belong to the host team of a dialogue."),
    )


@composes(MAIL)
def compose_invitation(mail: OutboxMail) -> Composed:
    """Write the mail with its link; not wanted once the invitation was answered, revoked or sent again."""
    invitation = Invitation.objects.answerable().select_related("dialogue").filter(pk=mail.ids["invitation"]).first()
    if invitation is None or invitation.generation != mail.ids["generation"]:
        raise NotWanted
    token = derive(PURPOSE, invitation.pk, invitation.generation)
    link = f"{settings.SITE_URL}{reverse('invitation', args=[token])}"
    label = invitation.dialogue.short_label
    until = deadline_words(invitation.expires_at, invitation.dialogue.time_zone)
    paragraphs = [
        _("Good day,"),
        _("You are invited to take part in “%(label)s”.") % {"label": label}
        if label
        else _("You are invited to take part in a dialogue."),
        _("Open this address to read who invites you and to what. Then accept or decline:"),
        link,
        _(
            "You will be asked for the e-mail address to which this message was sent. The address above can be used "
            "until %(until)s, and only until you have answered."
        )
        % {"until": until},
        _(
            "You get this message because somebody who prepares a dialogue on %(site)s entered your e-mail address. "
            "If you do not expect it, you need not do anything: nobody is told, and no reminder follows by itself."
        )
        % {"site": settings.SITE_URL},
    ]
    subject = _("Invitation: %(label)s") % {"label": label} if label else _("Invitation to a dialogue")
    return Composed(subject, "\n\n".join(paragraphs) + "\n")
