"""The guide in short, kept in memory for a minute: its titles, who belongs under whom, and the paragraph beside the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language

from toolkit.models import GuidePage
from toolkit.models.catalogue import FIRST_LANGUAGE, languages

KEPT_FOR = 60  # seconds; processes other than the one in which an admin saved are behind by no more


@dataclass(frozen=True)
class Entry:
    """One published page of the guide, in one language."""

    slug: str
    title: str
    summary: str
    why: str
    language: str
    parent: str | None
    tools: tuple[int, ...] = field(default=())

    @property
    def url(self) -> str:
        """The address of the page."""
        return reverse("guide_page", kwargs={"slug": self.slug})


def outline() -> dict[str, Entry]:
    """Return the published pages by their slug, in their order, in the language of the page; at most one query."""
    language = (get_language() or FIRST_LANGUAGE).partition("-")[0]
    known: dict[str, Entry] | None = cache.get(_key(language))
    if known is None:
        known = {page.slug: _entry(page) for page in GuidePage.objects.filter(is_published=True).shown()}
        cache.set(_key(language), known, KEPT_FOR)
    return known


def forget_outline() -> None:
    """Drop what is remembered, once the guide has changed."""
    cache.delete_many([_key(code) for code in languages()])


def _key(language: str) -> str:
    return f"toolkit.outline.{language}"


def _entry(page: Any) -> Entry:
    why = page.text("why")
    return Entry(
        page.slug, str(page.title), str(page.text("summary")), str(why), why.language, page.parent_id, tuple(page.tools)
    )
