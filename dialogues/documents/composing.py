"""Reads what belongs into a version from the living rows, and says what freezing would put into print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from dialogues.appearing import FEWEST_IN_CATEGORY, NAMED, label, name_at
from dialogues.documents.freezing import Participants, Section, Source, Subject, build
from dialogues.documents.models import Citation, Document
from dialogues.documents.models import Section as LivingSection
from dialogues.models import Seat
from dialogues.states import Appearance, Attribution, Audience, Category
from inspired.core import ports
from inspired.core.canonical import canonical, fingerprint
from inspired.core.models import User


@dataclass(frozen=True)
class Draft:
    """What would be frozen now. ``stamp`` changes whenever any of it changes, except number and moment."""

    content: dict[str, Any]

    @property
    def stamp(self) -> str:
        """Fingerprint of the content without its number and moment."""
        return fingerprint(canonical({**self.content, "version": 0, "frozen_at": ""}))


def content_of(document: Document, *, by: User, number: int, frozen_at: datetime) -> Draft:
    """Compose the content of the next version, in the document's language; at most six queries."""
    sections = list(document.sections.prefetch_related("citations__entry__seat__organisation"))
    seats = list(Seat.objects.at_the_table().filter(dialogue=document.dialogue_id).select_related("organisation"))
    sizes = Counter(seat.category for seat in seats)
    with override(document.language):
        sources = {str(source.id): source for section in sections for source in _sources(section, sizes)}
        content = build(
            _subject(document),
            version=number,
            frozen_at=frozen_at,
            summary=document.summary,
            sections=[_section(section) for section in sections if section.paragraphs],
            sources=list(sources.values()),
            participants=participants(seats),
            blocks={block.key: block.content for block in ports.frozen_blocks.collect(by, document)},
        )
    return Draft(content)


def _subject(document: Document) -> Subject:
    dialogue = document.dialogue
    return Subject(
        dialogue_title=dialogue.title,
        country=dialogue.country,
        host=dialogue.host_organisation.name,
        kind=document.kind,
        title=document.title,
        language=document.language,
        slug=dialogue.slug,
    )


def _section(section: LivingSection) -> Section:
    known = {paragraph["id"] for paragraph in section.paragraphs}
    cites: dict[str, list[str]] = {}
    for citation in section.citations.all():
        place = citation.paragraph_id if citation.paragraph_id in known else section.paragraphs[-1]["id"]
        cites.setdefault(place, []).append(source_id(citation))
    return Section(key=section.key, title=section.title, paragraphs=section.paragraphs, cites=cites)


def source_id(citation: Citation) -> str:
    """Name a source: the same input cited twice is one source."""
    return f"input-{citation.entry_id}" if citation.entry_id else f"source-{citation.pk}"


def _sources(section: LivingSection, sizes: Counter[str]) -> Iterable[Source]:
    for citation in section.citations.all():
        if citation.entry is None:
            yield Source(id=source_id(citation), label=citation.label, detail=citation.detail, kind="source")
            continue
        author = _author(citation.entry, sizes) if citation.is_shared else ""
        yield Source(id=source_id(citation), label=citation.name, detail=author, kind="input")


def _author(entry: Any, sizes: Counter[str]) -> str:
    if entry.attribution == Attribution.NOBODY or entry.seat is None:
        return ""
    return label(entry.seat, Audience.DOCUMENTS, sizes, attribution=entry.attribution)


def printed_name(seat: Seat, sizes: Counter[str], *, wish: str = "") -> str:
    """Name a seat as it wishes to appear in documents, or no more openly than ``wish``; empty for an unlisted one.

    ``sizes`` counts the seats at the table per category.
    """
    shown = wish or seat.appear_in_documents
    return "" if shown == Appearance.UNLISTED else name_at(shown, seat, sizes)


def participants(seats: Iterable[Seat]) -> list[Participants]:
    """Group the seats that wish to be listed by category, in the method's order; others are counted, not named."""
    groups = []
    seats = list(seats)
    sizes = Counter(seat.category for seat in seats)
    for category in Category:
        members = [seat for seat in seats if seat.category == category]
        named = sorted(seat.organisation.name for seat in members if seat.appear_in_documents in NAMED)
        if sizes[category] >= FEWEST_IN_CATEGORY and len(members) > len(named):
            named.append(_("and others of this category"))
        if named:
            groups.append(Participants(category=category.value, label=str(category.label), names=named))
    return groups


__all__ = ["Draft", "content_of", "participants", "printed_name", "source_id"]
