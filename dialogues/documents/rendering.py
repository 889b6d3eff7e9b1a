"""Composes the page of a version, and has it printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from dialogues.documents.freezing import is_heading, paragraph_numbers
from dialogues.documents.recommended import Priority, commitments, priorities, said_of
from dialogues.documents.states import DocumentKind, Position, ReservationStatus
from inspired.core.printing import Printed, has_tight_table, print_pdf, writing_of
from inspired.core.text import to_html

TEMPLATES = {
    "draft": "pdf/version.html",
    "endorsed": "pdf/version.html",
}


def render(kind: str, context: Mapping[str, Any]) -> Printed:
    """Print a document; the same kind and context always give the same bytes. Raises PrintRefused.

    ``draft`` and ``endorsed`` take ``content`` (see freezing), ``fingerprint`` and optionally ``verify_url``;
    ``endorsed`` also ``endorsed_on``, ``counts``, ``endorsements``, ``reservations`` and ``audit``.
    """
    return print_pdf(lambda: to_page(kind, context), identifier=f"{kind}:{context['fingerprint']}")


def to_page(kind: str, context: Mapping[str, Any]) -> str:
    """Return the complete HTML of a document, in its own language and direction."""
    language = context["content"]["document"]["language"]
    with translation.override(language):
        return render_to_string(TEMPLATES[kind], {**_shown(context), "kind": kind, **writing_of(language)})


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
        "is_summary_tight": has_tight_table(content["summary"]),
        "sections": [_part(section, sources) for section in content["sections"]],
        "priorities": [_priority(one) for one in priorities(content)],
        "commitments": commitments(content),
        "annexes": [_part(annex, sources) for annex in content["annexes"]],
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
        "is_tight": has_tight_table(paragraph["text"]),
        "html": to_html(paragraph["text"]),
        "sources": sorted(sources[name] for name in paragraph["sources"]),
    }


def _priority(priority: Priority) -> dict[str, Any]:
    return {"number": priority.number, "title": priority.title, "entries": [_entry(one) for one in priority.entries]}


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    said = [{"label": one.label, "value": to_html(one.value) if one.is_text else one.value} for one in said_of(entry)]
    texts = {name: to_html(entry[name]) if entry[name] else "" for name in ("text", "rationale")}
    is_tight = any(has_tight_table(entry[name]) for name in texts)
    return {
        "id": entry["id"],
        "code": entry["code"],
        "title": entry["title"],
        "said": said,
        "is_tight": is_tight,
        **texts,
    }


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    entries = [{**entry, "position_label": Position(entry["position"]).label} for entry in group["entries"]]
    return {"label": group["label"], "entries": entries}


def _reservation(item: Mapping[str, Any], numbers: Mapping[str, int | str]) -> dict[str, Any]:
    wording: SafeString | str = to_html(item["wording"]) if item["wording"] else ""
    return {
        **item,
        "number": numbers.get(item["paragraph_id"]),
        "wording": wording,
        "reason": to_html(item["reason"]),
        "status_label": ReservationStatus(item["status"]).label,
    }
