"""Writes to private drafts of sections. They are nobody else's business, so the audit trail knows nothing of them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.models import Section, SectionDraft, SectionRevision
from inspired.core.access import require
from inspired.core.models import User
from inspired.core.states import StaleError, StateError
from inspired.core.text import MAX_LENGTH


@transaction.atomic
def keep_draft(section: Section, *, by: User, title: str, text: str, revision: int, turn: int = 0) -> SectionDraft:
    """Keep what somebody typed as their private draft of a section; the section itself stays as it is.

    ``turn`` is the state of the draft that the page knows, 0 for none: raises StaleError when another window of
    the same person kept something in between or the draft is gone, StateError for a text that is too long, and for
    one that was still on its way when the same person saved the section: its draft would only say less.
    """
    section = Section.objects.select_for_update(of=("self",)).select_related("document__dialogue").get(pk=section.pk)
    require(by, "documents.edit_document", section.document)
    text, title = text.replace("\x00", ""), title.replace("\x00", "")[:200]
    if len(text) > MAX_LENGTH:
        raise StateError(_("This text is too long. Please split it."))
    draft = SectionDraft.objects.filter(section=section, user=by).first()
    if draft is None and turn:
        raise StaleError(section)  # saved or thrown away meanwhile: what comes late brings no draft back
    if draft is None and SectionRevision.objects.filter(section=section, by=by, revision__gt=revision).exists():
        raise StateError(_("Not kept: you have saved this section since."))
    if draft is None:
        return SectionDraft.objects.create(section=section, user=by, title=title, text=text, revision=revision)
    if draft.turn != turn:
        raise StaleError(draft)
    draft.title, draft.text, draft.revision = title, text, revision
    draft.turn, draft.saved_at = draft.turn + 1, timezone.now()
    draft.save(update_fields=["title", "text", "revision", "turn", "saved_at"])
    return draft


@transaction.atomic
def discard_draft(section: Section, *, by: User) -> None:
    """Throw one's own private draft away; doing it twice changes nothing."""
    SectionDraft.objects.filter(section=section, user=by).delete()
