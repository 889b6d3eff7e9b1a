"""Background work of documents: rendering versions, and the words of the mails about them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.documents import rendering
from dialogues.documents.issuing import context_of
from dialogues.documents.models import CommentPeriod, Endorsement, Round, Version
from dialogues.documents.services.versions import RENDER, store_rendition
from dialogues.letters import written
from inspired.core.audit import audit_head
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.models import Job, OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes
from inspired.core.printing import PrintRefused


@handles(RENDER)
def render_version(job: Job) -> None:
    """Render a version's PDF and store it once; running twice stores what the first run made.

    Raises JobFailed with the renderer's own sentence when the text could not be set within its limits.
    """
    version = Version.objects.select_related("document__dialogue").get(pk=job.target_pk)
    kind = job.payload["kind"]
    if version.renditions.filter(kind=kind).exists():
        return
    progress(job, 10, _("Reading the frozen text"))
    head = audit_head(version.audit_scope)
    context = context_of(version, kind)
    progress(job, 30, _("Setting the pages"))
    try:
        rendered = rendering.render(kind, context)
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal
    progress(job, 90, _("Storing the file"))
    store_rendition(version, by=job.by, kind=kind, pdf=rendered.pdf, pages=rendered.pages, head=head)


@composes("documents.comments_opened")
def comments_opened(mail: OutboxMail) -> Composed:
    """Say that a draft is open for comments; not wanted once the period has ended."""
    period = CommentPeriod.objects.select_related("document__dialogue").filter(pk=mail.ids["period"]).first()
    if period is None or not period.takes_comments:
        raise NotWanted
    document = period.document
    return written(
        document.dialogue,
        _("your comments are asked for"),
        _("A draft is open for comments. Read it, then comment on a paragraph or on the whole."),
        document.get_absolute_url(),
        until=period.due_at,
    )


def _round(mail: OutboxMail) -> Round:
    found = Round.objects.select_related("version__document__dialogue").filter(pk=mail.ids["round"]).first()
    if found is None or not found.takes_answers:
        raise NotWanted
    return found


def _round_mail(round_: Round, matter: str, told: str) -> Composed:
    dialogue = round_.version.document.dialogue
    return written(dialogue, matter, told, round_.get_absolute_url(), until=round_.due_at)


@composes("documents.round_opened")
def round_opened(mail: OutboxMail) -> Composed:
    """Say that an answer is awaited; not wanted once the round takes none."""
    return _round_mail(
        _round(mail),
        _("your answer is awaited"),
        _("Your organisation is asked whether it stands behind a text. Read the text, then give your answer."),
    )


@composes("documents.round_extended")
def round_extended(mail: OutboxMail) -> Composed:
    """Say that there is more time to answer."""
    return _round_mail(
        _round(mail), _("there is a new date"), _("There is more time for your organisation’s answer on a text.")
    )


@composes("documents.round_reminder")
def round_reminder(mail: OutboxMail) -> Composed:
    """Remind of an awaited answer; not wanted once one of the person's seats has given it."""
    round_ = _round(mail)
    answered = Endorsement.objects.filter(version=round_.version_id, seat__delegates__user=mail.user).given()
    if answered.exists():
        raise NotWanted
    return _round_mail(round_, _("a reminder"), _("Your organisation’s answer on a text is still awaited."))
