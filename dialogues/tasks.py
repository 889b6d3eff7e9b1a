"""Background work of the process: inviting a list, telling people what happened, and the mails, neutral in all they say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues import deleting  # noqa: F401 - registers its mails
from dialogues.importing import ListRefused, read_lines
from dialogues.letters import digest
from dialogues.models import Deletion, Dialogue, Invitation, InvitationList, Notice
from dialogues.noticeboard import arranged
from dialogues.owing import owing
from dialogues.recognising import known_in
from dialogues.removing import counts_of
from dialogues.services import notices
from dialogues.services.deletions import DELETE, begin_deletion, delete_part, finish_deletion
from dialogues.services.invitations import MAIL, PURPOSE
from dialogues.services.lists import SEND_LIST, finish_list, invite_part
from dialogues.states import Status
from inspired.core import ports
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job, User
from inspired.core.models.mail import OutboxMail
from inspired.core.moments import deadline_words
from inspired.core.outbox import Composed, NotWanted, composes
from inspired.core.ports import Forgotten
from inspired.core.tokens import derive

AT_ONCE = 10
ROWS_AT_ONCE = 500


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


@shared_task(name="dialogues.tell_in_time", expires=600)  # type: ignore[untyped-decorator]
def tell_in_time() -> None:
    """Note the reminders and begin the mails whose hour has come; beat asks for it every quarter of an hour."""
    for dialogue in Dialogue.objects.filter(status=Status.OPEN):
        notices.remind(dialogue, by=None)
    notices.wake(by=None)


@handles(notices.TELL)
def tell_people(job: Job) -> None:
    """Write for each person who waits the one mail that is due; what was written before a worker died is not written again."""
    dialogue = Dialogue.objects.filter(pk=job.target_pk).first()
    if dialogue is None:
        return
    people = owing(timezone.now(), dialogue.pk).get(dialogue.pk, [])
    for done, user in enumerate(User.objects.filter(pk__in=people).order_by("pk")):
        if done % AT_ONCE == 0:
            progress(job, 100 * done // len(people))
        notices.tell(dialogue, user, by=None)


@composes(notices.MAIL)
def compose_notices(mail: OutboxMail) -> Composed:
    """Say in one mail what happened; not wanted once all of it was read, answered or hidden from the person."""
    dialogue = Dialogue.objects.filter(pk=mail.ids["dialogue"]).first()
    if dialogue is None or mail.user is None:
        raise NotWanted
    with remembering():
        told = Notice.objects.visible_to(mail.user).unread().filter(mail_key=mail.key).select_related("dialogue")
        places = arranged(mail.user, told)
    if not places:
        raise NotWanted
    return digest(dialogue, mail.user, places[0].told)


@handles(DELETE, tries=20)
def delete_dialogue(job: Job) -> None:
    """Remove a dialogue part by part, each with its count in the report; goes on where a worker died."""
    deletion = Deletion.objects.get(pk=job.target_pk)
    all_rows = deletion.total + (sum(counts_of(deletion.dialogue_id).values()) if deletion.dialogue_id else 0)
    gone = deletion.total
    while removed := delete_part(deletion, by=None, at_most=ROWS_AT_ONCE):
        gone += removed
        told = _("Deleted: %(done)d of %(all)d rows") % {"done": min(gone, all_rows), "all": all_rows}
        progress(job, min(99, 100 * gone // max(all_rows, 1)), told)
    finish_deletion(deletion, by=None)


@ports.retention.provide
def begin_due_deletions(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Begin the deletions whose waiting period has run out; each is recorded by its own verb."""
    for deletion in Deletion.objects.planned().filter(due_at__lte=now)[:at_most]:
        begin_deletion(deletion, by=None)
    yield Forgotten("dialogues", 0)
