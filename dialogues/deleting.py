"""Mails about the deletion of a dialogue, neutral as all mails are."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.models import Deletion
from inspired.core.models.mail import OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes


def written(subject: str, told: str, path: str, *, why: str) -> Composed:
    """Put a mail together: what is told, where to read on after signing in, and why one gets it, whatever one's pace."""
    return Composed(subject, "\n\n".join([_("Good day,"), told, f"{settings.SITE_URL}{path}", why]) + "\n")


def _found(mail: OutboxMail) -> Deletion:
    found = Deletion.objects.select_related("dialogue").filter(pk=mail.ids["deletion"]).first()
    if found is None:
        raise NotWanted
    return found


def _label(deletion: Deletion) -> str:
    return deletion.dialogue.mail_label if deletion.dialogue else _("A dialogue you hosted")


@composes("dialogues.deletion_planned")
def compose_planned(mail: OutboxMail) -> Composed:
    """Tell the team that a deletion is planned and until when it can be taken back; not wanted once it was."""
    deletion = _found(mail)
    if not deletion.is_planned or deletion.dialogue is None:
        raise NotWanted
    told = _("A host has asked for the deletion of everything in it. Until %(day)s any host can take that back:")
    return written(
        _("%(label)s: deletion is planned") % {"label": _label(deletion)},
        told % {"day": date_format(deletion.due_at, "DATE_FORMAT")},
        reverse("dialogue_manage", args=[deletion.dialogue.slug]),
        why=_("You get this message because you belong to the host team."),
    )


@composes("dialogues.deletion_cancelled")
def compose_cancelled(mail: OutboxMail) -> Composed:
    """Tell the team that nothing is deleted."""
    deletion = _found(mail)
    if deletion.dialogue is None:
        raise NotWanted
    return written(
        _("%(label)s: nothing is deleted") % {"label": _label(deletion)},
        _("A host has taken the planned deletion back. Everything stays as it is:"),
        reverse("dialogue_manage", args=[deletion.dialogue.slug]),
        why=_("You get this message because you belong to the host team."),
    )


@composes("dialogues.deletion_done")
def compose_done(mail: OutboxMail) -> Composed:
    """Tell those who were hosts where the report stands."""
    deletion = _found(mail)
    return written(
        _("%(label)s: the deletion is finished") % {"label": _label(deletion)},
        _("Everything in it has been deleted. The report of what went stays with you:"),
        reverse("deletion", args=[deletion.pk]),
        why=_("You get this message because you were its host."),
    )
