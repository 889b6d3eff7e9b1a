"""Writes to the list of sections: adding, moving and taking out. What a section says is saved elsewhere."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.documents.models import Document, Section
from dialogues.documents.states import DocumentStatus
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError

MOST_SECTIONS = 60


def _unlocked(document_id: int, *, by: User) -> Document:
    document = Document.objects.locked().get(pk=document_id)
    require(by, "documents.manage_document", document)
    if document.status == DocumentStatus.LOCKED:
        raise StateError(_("The text is locked. Open it again before you change it."))
    return document


@transaction.atomic
def add_section(document: Document, *, by: User, title: str, guidance: str = "") -> Section:
    """Add a section at the end, with the questions that guide whoever writes it. The same title twice is one section.

    Raises StateError while the text is locked, or for more sections than a document takes.
    """
    document = _unlocked(document.pk, by=by)
    title = title.strip()
    if same := document.sections.filter(title=title, revision=0).first():
        return same
    if document.sections.count() >= MOST_SECTIONS:
        raise StateError(_("A document takes at most %(count)s sections.") % {"count": MOST_SECTIONS})
    number = (document.sections.aggregate(last=Max("number"))["last"] or 0) + 1
    taken = set(document.sections.values_list("key", flat=True))
    key = next(
        name for name in (f"section-{at}" for at in range(number, number + MOST_SECTIONS + 1)) if name not in taken
    )
    section = Section.objects.create(document=document, number=number, key=key, title=title, guidance=guidance.strip())
    record(by, "section.added", section, scope=document.audit_scope, key=key)
    return section


@transaction.atomic
def move_section(section: Section, *, by: User, up: bool) -> Section:
    """Let a section and its neighbour change places; at the end of the list nothing moves. StateError while locked."""
    document = _unlocked(section.document_id, by=by)
    section = document.sections.get(pk=section.pk)
    if up:
        other = document.sections.filter(number__lt=section.number).order_by("-number").first()
    else:
        other = document.sections.filter(number__gt=section.number).order_by("number").first()
    if other is None:
        return section
    mine, theirs = section.number, other.number
    last = document.sections.aggregate(last=Max("number"))["last"]
    for row, number in ((section, last + 1), (other, mine), (section, theirs)):
        row.number = number
        row.save(update_fields=["number"])
    record(by, "section.moved", section, scope=document.audit_scope, number=theirs)
    return section


@transaction.atomic
def remove_section(section: Section, *, by: User) -> None:
    """Take out a section in which nothing was ever written, cited or commented; the others close up.

    Raises StateError for any other one, because its history would be lost, and while the text is locked. A section
    that is left empty is not printed.
    """
    document = _unlocked(section.document_id, by=by)
    found = document.sections.filter(pk=section.pk).first()
    if found is None:
        return
    if found.revision or any(rows.exists() for rows in (found.citations, found.comments, found.private_drafts)):
        raise StateError(_("Something was written here, and its history stays. Leave it empty and it is not printed."))
    record(by, "section.removed", found, scope=document.audit_scope, key=found.key)
    found.delete()
    for number, row in enumerate(document.sections.order_by("number"), 1):
        if row.number != number:
            row.number = number
            row.save(update_fields=["number"])
