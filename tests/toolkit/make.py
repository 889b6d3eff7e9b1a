"""Plain functions that make things of the catalogue for tests."""

from __future__ import annotations

from typing import Any

from inspired.core.models import User
from tests import make
from toolkit.models import GuidePage, Reading, SitePage, Tool
from toolkit.services import make_keeper


def keeper(email: str = "keeper@example.org") -> User:
    """A toolkit admin: into the admin, with rights on the catalogue only."""
    return make_keeper(make.user(email), by=None)


def tool(number: int = 7, **fields: Any) -> Tool:
    """A published tool with a name, a purpose and a use in the first phase."""
    texts = {
        "name": {"en": f"Tool {number}", "fr": f"Outil {number}"},
        "purpose": {"en": "To meet", "fr": "Se rencontrer"},
        "use_assessment": {"en": "At the beginning"},
    }
    values = {"slug": f"tool-{number}", "position": number, "is_published": True, "texts": texts, **fields}
    return Tool.objects.create(number=number, **values)


def page(slug: str = "core-values", **fields: Any) -> GuidePage:
    """A published page of the guide with its paragraph beside the work."""
    texts = {"title": {"en": "Core values"}, "body": {"en": "Nobody is left aside."}, "why": {"en": "Because of this."}}
    return GuidePage.objects.create(slug=slug, **{"is_published": True, "texts": texts, **fields})


def reading(slug: str = "book", **fields: Any) -> Reading:
    """A published reading."""
    values = {"title": "A book", "author": "Somebody", "theme": "trust", "is_published": True}
    values |= {"texts": {"annotation": {"en": "Worth an evening."}}, **fields}
    return Reading.objects.create(slug=slug, **values)


def site_page(slug: str = "legal", **fields: Any) -> SitePage:
    """A published page about this site."""
    texts = {"title": {"en": "Legal notice"}, "body": {"en": "Independent software."}}
    return SitePage.objects.create(slug=slug, **{"is_published": True, "texts": texts, **fields})
