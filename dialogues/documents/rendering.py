"""Sets the frozen text of a version, and its signature sheet, as tagged PDF. Reads and fetches nothing from outside.

WeasyPrint costs a second and 50 MB, so it is imported when the first page is set: in workers, never in the web process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from dialogues.documents.freezing import is_heading, paragraph_numbers
from dialogues.documents.states import DocumentKind, Position, ReservationStatus
from inspired.core.text import to_html

if TYPE_CHECKING:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = {
    "draft": "pdf/version.html",
    "endorsed": "pdf/version.html",
    "signature_sheet": "pdf/signature_sheet.html",
}
MEANINGS = {
    Position.ENDORSE: _("We stand behind this text."),
    Position.RESERVE: _("We stand behind it, except where we say so below."),
    Position.NOT_YET: _("We need something first; we say below what."),
    Position.ABSTAIN: _("We take no position."),
    Position.DECLINE: _("We cannot support it; we say below why."),
}


class ReferenceRefusedError(ValueError):
    """A page referred to something outside itself; the engine leaves the place empty."""


@dataclass(frozen=True)
class Rendered:
    """A PDF and how many pages it has."""

    pdf: bytes
    pages: int


def render(kind: str, context: Mapping[str, Any]) -> Rendered:
    """Set a document as PDF; the same kind and context always give the same bytes.

    ``draft`` and ``endorsed`` take ``content`` (see freezing), ``fingerprint`` and optionally ``verify_url``;
    ``endorsed`` also ``endorsed_on``, ``counts``, ``endorsements``, ``reservations`` and ``audit``.
    ``signature_sheet`` takes ``content``, ``fingerprint``, ``organisation``, ``due`` and ``return_to``.
    """
    return to_pdf(to_page(kind, context), identifier=f"{kind}:{context['fingerprint']}")


def to_page(kind: str, context: Mapping[str, Any]) -> str:
    """Return the complete HTML of a document, in its own language and direction."""
    language = context["content"]["document"]["language"]
    with translation.override(language):
        return render_to_string(TEMPLATES[kind], {**_shown(context), "kind": kind, **_writing(language)})


def to_pdf(page: str, *, identifier: str) -> Rendered:
    """Set HTML as tagged PDF with the bundled fonts alone; whatever it refers to is not fetched."""
    document = _parsed(page).render(pdf_variant="pdf/ua-1", pdf_tags=True)
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier.encode())
    return Rendered(pdf=pdf, pages=len(document.pages))


def _parsed(page: str) -> HTML:
    # Set before the library loads its font list: system fonts would make the same text look different elsewhere.
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    # Imported here because it costs a second and 50 MB, which the web process must not pay.
    from weasyprint import HTML

    # Its messages quote the text, and a line per page is of no use to anyone.
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # With a base that exists nowhere a relative reference meets the closed door like any other.
    return HTML(string=page, url_fetcher=closed_door(), base_url="https://nowhere.invalid/")


def closed_door() -> URLFetcher:
    """Return a fetcher that reads ``data:`` and refuses everything else: http, ftp, file, redirects, unknown schemes."""
    # Imported here for the reason given above.
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class NothingOutside(URLFetcher):
        """Every way in (call, fetch, open, redirect) ends at the same refusal."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.lower().startswith("data:"):
                raise ReferenceRefusedError("The page refers to something outside itself.")
            return super().fetch(url, headers)

    return NothingOutside(timeout=1, allowed_protocols={"data"}, allow_redirects=False)


def _writing(language: str) -> dict[str, str]:
    right_to_left = get_language_info(language)["bidi"]
    sides = ("right", "left") if right_to_left else ("left", "right")
    return {"language": language, "dir": "rtl" if right_to_left else "ltr", "start": sides[0], "end": sides[1]}


def _shown(context: Mapping[str, Any]) -> dict[str, Any]:
    """Add to the context what the templates print: text as HTML, numbers of sources, names of states."""
    content = context["content"]
    sources = {source["id"]: source["number"] for source in content["sources"]}
    numbers = paragraph_numbers(content)
    return {
        **context,
        "document_kind": DocumentKind(content["document"]["kind"]).label,
        "frozen_at": datetime.fromisoformat(content["frozen_at"]),
        "short_hash": context["fingerprint"][:16],
        "hash_lines": [
            " ".join(context["fingerprint"][at : at + 4] for at in range(half, half + 32, 4)) for half in (0, 32)
        ],
        "summary": to_html(content["summary"]),
        "sections": [_part(section, sources) for section in content["sections"]],
        "annexes": [_part(annex, sources) for annex in content["annexes"]],
        "choices": [{"label": position.label, "meaning": MEANINGS[position]} for position in Position],
        "endorsements": [_group(group) for group in context.get("endorsements", ())],
        "reservations": [_reservation(item, numbers) for item in context.get("reservations", ())],
    }


def _part(part: Mapping[str, Any], sources: Mapping[str, int]) -> dict[str, Any]:
    paragraphs = [_paragraph(paragraph, sources) for paragraph in part["paragraphs"]]
    return {"title": part["title"], "number": part.get("number"), "paragraphs": paragraphs}


def _paragraph(paragraph: Mapping[str, Any], sources: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": paragraph["id"],
        "number": paragraph["number"],
        "is_heading": is_heading(paragraph["text"]),
        "html": to_html(paragraph["text"]),
        "sources": sorted(sources[name] for name in paragraph["sources"]),
    }


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    entries = [{**entry, "position_label": Position(entry["position"]).label} for entry in group["entries"]]
    return {"label": group["label"], "entries": entries}


def _reservation(item: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    wording: SafeString | str = to_html(item["wording"]) if item["wording"] else ""
    return {
        **item,
        "number": numbers.get(item["paragraph_id"]),
        "wording": wording,
        "reason": to_html(item["reason"]),
        "status_label": ReservationStatus(item["status"]).label,
    }
