"""The fingerprint of a group's text as its members agree to it: sections, paragraphs, summary and title, nothing else."""

from __future__ import annotations

from dialogues.documents.models import Document
from inspired.core.canonical import canonical, fingerprint


def stamp_of(document: Document) -> str:
    """Return SHA-256 over the living text; one query."""
    sections = document.sections.order_by("number").values_list("key", "title", "paragraphs")
    content = {"title": document.title, "summary": document.summary, "sections": [list(one) for one in sections]}
    return fingerprint(canonical(content))


def has_words(document: Document) -> bool:
    """Does any section say something?"""
    return any(document.sections.values_list("paragraphs", flat=True))
