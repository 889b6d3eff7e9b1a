"""Writes to the living text: starting a document, saving sections, the drafting team and citations."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from dialogues.documents import outline
from dialogues.documents.alignment import align
from dialogues.documents.models import Citation, Document, Drafter, Section, SectionDraft, SectionRevision
from dialogues.documents.states import DocumentKind, DocumentStatus
from dialogues.ledger.models import Entry
from dialogues.models import Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError
from inspired.core.text import clean_source

TAKEN = {
    DocumentKind.PPA: gettext_lazy("This dialogue has its Participatory Policy Analysis already."),
    DocumentKind.ROADMAP: gettext_lazy("This dialogue has its Roadmap for Reform already."),
}


@transaction.atomic
def create_ppa(dialogue: Dialogue, *, by: User) -> Document:
    """Start the dialogue's PPA as ``begin_document`` does."""
    return begin_document(dialogue, by=by, kind=DocumentKind.PPA)


@transaction.atomic
def begin_document(dialogue: Dialogue, *, by: User, kind: str) -> Document:
    """Start the dialogue's PPA or Roadmap with the suggested sections, in the dialogue's authoritative language.

    Raises StateError when the dialogue has one already.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    require(by, "documents.create_document", dialogue)
    kind = DocumentKind(kind)
    if Document.objects.filter(dialogue=dialogue, kind=kind).exists():
        raise StateError(str(TAKEN[kind]))
    with override(dialogue.language):
        document = Document.objects.create(
            dialogue=dialogue, kind=kind, title=str(kind.label), language=dialogue.language
        )
        Section.objects.bulk_create(
            Section(
                document=document, number=number, key=start.key, title=str(start.title), guidance=str(start.guidance)
            )
            for number, start in enumerate(outline.OF_KIND[kind], 1)
        )
    record(by, "document.created", document, tier=Tier.PARTICIPANTS, kind=document.kind)
    return document


def _locked_section(section: Section, *, by: User) -> Section:
    """Lock the text before its section, so that nobody freezes it, or asks members about it, while it changes."""
    document = Document.objects.locked().get(pk=section.document_id)
    locked = Section.objects.select_for_update(of=("self",)).select_related("updated_by__person").get(pk=section.pk)
    locked.document = document
    if locked.document.status == DocumentStatus.LOCKED:
        raise StateError(_("The text is locked. Ask the host to open it again before you change it."))
    require(by, "documents.edit_document", locked.document)
    return locked


@transaction.atomic
def save_section(section: Section, *, by: User, text: str, revision: int, title: str = "") -> Section:
    """Store a section's text and keep what it said before as a revision; paragraphs keep their ids.

    ``revision`` is the one the form was read from: raises StaleError with the current section when somebody saved in
    between, StateError while the text is locked, TextRefused for a text outside the safe subset. Saving what already
    stands there changes nothing and is no conflict. The writer's private draft has done its service and goes.
    """
    section = _locked_section(section, by=by)
    source = clean_source(text)
    taken = _taken_ids(section)
    paragraphs = align(section.paragraphs, source, taken=taken)
    title = title.strip() or section.title
    if paragraphs == section.paragraphs and title == section.title:
        SectionDraft.objects.filter(section=section, user=by).delete()
        return section
    if revision != section.revision:
        raise StaleError(section)
    section.paragraphs, section.title = paragraphs, title
    section.revision += 1
    section.updated_at, section.updated_by = timezone.now(), by
    section.save(update_fields=["paragraphs", "title", "revision", "updated_at", "updated_by"])
    SectionRevision.objects.create(section=section, revision=section.revision, paragraphs=paragraphs, by=by)
    SectionDraft.objects.filter(section=section, user=by).delete()
    record(by, "section.saved", section, scope=section.document.audit_scope, revision=section.revision)
    return section


def _taken_ids(section: Section) -> set[str]:
    others = Section.objects.filter(document=section.document_id).exclude(pk=section.pk)
    used = {paragraph["id"] for texts in others.values_list("paragraphs", flat=True) for paragraph in texts}
    past = SectionRevision.objects.filter(section=section).values_list("paragraphs", flat=True)
    return used | {paragraph["id"] for texts in past for paragraph in texts}


@transaction.atomic
def save_summary(document: Document, *, by: User, text: str, previous: str) -> Document:
    """Store the summary that opens the printed document. ``previous`` is what the form was read from.

    Raises StaleError when somebody else changed it in between, StateError while the text is locked, TextRefused.
    """
    document = Document.objects.locked().get(pk=document.pk)
    if document.status == DocumentStatus.LOCKED:
        raise StateError(_("The text is locked. Ask the host to open it again before you change it."))
    require(by, "documents.edit_document", document)
    source = clean_source(text)
    if source == document.summary:
        return document
    if clean_source(previous) != document.summary:
        raise StaleError(document)
    document.summary = source
    document.save(update_fields=["summary"])
    record(by, "document.summarised", document)
    return document


@transaction.atomic
def add_drafter(document: Document, *, by: User, user: User) -> Drafter:
    """Take somebody who takes part in the dialogue into the drafting team; doing it twice changes nothing.

    Raises StateError for somebody who does not take part.
    """
    document = Document.objects.locked().get(pk=document.pk)
    require(by, "documents.manage_document", document)
    if document.group_id:
        raise StateError(_("The members of the working group write this text."))
    standing = document.dialogue.standing_of(user)
    if not (standing.is_team or standing.speaking):
        raise StateError(_("Only somebody who takes part in the dialogue can join the drafting team."))
    drafter, is_new = Drafter.objects.get_or_create(document=document, user=user)
    if is_new:
        record(by, "drafter.added", document, person=user.person_key)
    return drafter


@transaction.atomic
def remove_drafter(drafter: Drafter, *, by: User) -> None:
    """Take somebody out of the drafting team; counts at their next request. What they wrote stays."""
    document = Document.objects.locked().get(pk=drafter.document_id)
    require(by, "documents.manage_document", document)
    if Drafter.objects.filter(pk=drafter.pk).delete()[0]:
        record(by, "drafter.removed", document, person=drafter.user.person_key)


@transaction.atomic
def cite(section: Section, *, by: User, paragraph_id: str = "", entry: Entry | None = None, **words: Any) -> Citation:
    """Cite an input of the same dialogue, or a source named in words (``label``, ``detail``), at a paragraph or section.

    Citing the same input at the same place again changes nothing. Raises StateError for an input of another dialogue,
    an unknown paragraph, a source without a name, or a locked text.
    """
    section = _locked_section(section, by=by)
    if entry is not None and entry.dialogue_id != section.document.dialogue_id:
        raise StateError(_("This input belongs to another dialogue."))
    if paragraph_id and paragraph_id not in {paragraph["id"] for paragraph in section.paragraphs}:
        raise StateError(_("This paragraph is no longer part of the section."))
    label, detail = str(words.get("label", "")).strip(), str(words.get("detail", "")).strip()
    if entry is None and not label:
        raise StateError(_("Name the source."))
    citation, is_new = Citation.objects.get_or_create(
        section=section,
        paragraph_id=paragraph_id,
        entry=entry,
        label=label,
        defaults={"detail": detail, "cited_by": by},
    )
    if is_new:
        record(by, "source.cited", citation, scope=section.document.audit_scope, entry=entry.number if entry else None)
    return citation


@transaction.atomic
def remove_citation(citation: Citation, *, by: User) -> None:
    """Take a citation out of the living text; frozen versions keep theirs."""
    section = _locked_section(citation.section, by=by)
    if Citation.objects.filter(pk=citation.pk).exists():
        record(by, "citation.removed", citation, scope=section.document.audit_scope)
        Citation.objects.filter(pk=citation.pk).delete()
