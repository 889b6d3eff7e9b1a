"""Reads the living text for its page: sections, sources and comments in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from dialogues.documents.models import Comment, Document, Section, Version
from inspired.core.access import Anyone
from inspired.core.memory import remembered


@dataclass
class ParagraphView:
    """A paragraph with its number in the document, the numbers of its sources and how many comments stand on it."""

    id: str
    number: int
    text: str
    comments: int = 0
    sources: list[str] = field(default_factory=list)


@dataclass
class SectionView:
    """A section with its paragraphs and what is said about the section as a whole."""

    section: Section
    paragraphs: list[ParagraphView]
    comments: int = 0
    sources: list[str] = field(default_factory=list)


def living_text(document: Document, user: Anyone) -> list[SectionView]:
    """Return the sections as this person may see them; three queries."""
    comments = Comment.objects.visible_to(user).filter(document=document)
    places = Counter(comments.values_list("section", "paragraph_id"))
    views, number = [], 0
    for section in document.sections.prefetch_related("citations__entry"):
        sources: dict[str, list[str]] = {}
        for citation in section.citations.all():
            sources.setdefault(citation.paragraph_id, []).append(citation.name)
        view = SectionView(section, [], places[section.pk, ""], sources.get("", []))
        for paragraph in section.paragraphs:
            number += 1
            name = paragraph["id"]
            view.paragraphs.append(
                ParagraphView(name, number, paragraph["text"], places[section.pk, name], sources.get(name, []))
            )
        views.append(view)
    return views


def versions_of(document: Document) -> list[Version]:
    """Return a document's versions, newest first, without their text; asked once per request."""
    return [version for version in dialogue_versions(document.dialogue_id) if version.document_id == document.pk]


def dialogue_versions(dialogue_id: int) -> list[Any]:
    """Return the versions of a dialogue's documents, newest first, with their documents; asked once per request."""
    versions = (
        Version.objects.filter(document__dialogue=dialogue_id).defer("content").select_related("document__dialogue")
    )
    return remembered(("versions", dialogue_id), lambda: list(versions.order_by("-frozen_at", "-pk")))
