"""Builds the content of a numbered version from plain inputs: what is frozen, in which order, with which numbers.

Nothing here reads the database or decides whether freezing is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from dialogues.documents.alignment import Paragraph
from inspired.core.canonical import canonical, fingerprint

FORMAT = 1
SUMMARY_LENGTH = 5_000  # characters that fit on two printed pages


@dataclass(frozen=True)
class Section:
    """A section of the living text; ``cites`` maps a paragraph id to the ids of the sources it rests on."""

    key: str
    title: str
    paragraphs: Sequence[Paragraph]
    cites: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Something the text rests on, described as it may be printed."""

    id: str
    label: str
    detail: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Participants:
    """A category and the names that may be printed under it."""

    category: str
    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class Annex:
    """A text after the body."""

    title: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class Subject:
    """Which dialogue and which document a version belongs to."""

    dialogue_title: str
    country: str
    host: str
    kind: str
    title: str
    language: str
    slug: str = ""


def build(
    subject: Subject,
    *,
    version: int,
    frozen_at: datetime,
    summary: str,
    sections: Sequence[Section],
    sources: Sequence[Source] = (),
    participants: Sequence[Participants] = (),
    annexes: Sequence[Annex] = (),
    blocks: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the content of a version, ready for ``canonical``.

    Paragraphs are numbered through the whole document, headings are not. Sources are numbered in the order in which
    they are first cited, the others after them. Raises ValueError for an id that occurs twice or cites nothing known.
    """
    numbers = _Numbers()
    shown = [_section(place, section, numbers) for place, section in enumerate(sections, start=1)]
    back = [
        {"title": str(annex.title), "paragraphs": [numbers.give(text) for text in annex.paragraphs]}
        for annex in annexes
    ]
    return {
        "format": FORMAT,
        **_head(subject),
        "version": version,
        "frozen_at": frozen_at.astimezone(UTC).isoformat(timespec="seconds"),
        "summary": summary,
        "sections": shown,
        "sources": _sources(shown, sources),
        "participants": [
            {"category": group.category, "label": str(group.label), "names": [str(name) for name in group.names]}
            for group in participants
        ],
        "annexes": back,
        "blocks": dict(blocks or {}),
    }


def _head(subject: Subject) -> dict[str, Any]:
    return {
        "dialogue": {
            "title": str(subject.dialogue_title),
            "country": str(subject.country),
            "host": str(subject.host),
            "slug": subject.slug,
        },
        "document": {"kind": subject.kind, "title": str(subject.title), "language": subject.language},
    }


class _Numbers:
    """Counts paragraphs through a document and refuses an id that was already given."""

    def __init__(self) -> None:
        self.last = 0
        self.seen: set[str] = set()

    def give(self, paragraph: Paragraph) -> dict[str, Any]:
        if paragraph["id"] in self.seen:
            raise ValueError(f"The paragraph {paragraph['id']} occurs twice.")
        self.seen.add(paragraph["id"])
        numbered = not is_heading(paragraph["text"])
        self.last += numbered
        return {
            "id": paragraph["id"],
            "number": self.last if numbered else None,
            "text": paragraph["text"],
            "sources": [],
        }


def is_heading(text: str) -> bool:
    """Say whether a block is a heading of the subset: one to six ``#`` and a space, on one line."""
    return re.match(r"#{1,6}([ \t]|$)", text) is not None and "\n" not in text


def _section(place: int, section: Section, numbers: _Numbers) -> dict[str, Any]:
    paragraphs = []
    for paragraph in section.paragraphs:
        frozen = numbers.give(paragraph)
        frozen["sources"] = [str(source) for source in section.cites.get(paragraph["id"], ())]
        paragraphs.append(frozen)
    return {"key": section.key, "number": place, "title": str(section.title), "paragraphs": paragraphs}


def _sources(sections: Sequence[dict[str, Any]], sources: Sequence[Source]) -> list[dict[str, Any]]:
    known = {str(source.id): source for source in sources}
    cited = [name for section in sections for paragraph in section["paragraphs"] for name in paragraph["sources"]]
    unknown = set(cited) - set(known)
    if unknown:
        raise ValueError(f"Cited but not given: {', '.join(sorted(unknown))}")
    order = dict.fromkeys([*cited, *known])
    return [
        {
            "id": name,
            "number": number,
            "label": str(known[name].label),
            "detail": str(known[name].detail),
            "kind": str(known[name].kind),
        }
        for number, name in enumerate(order, start=1)
    ]


def frozen_bytes(content: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the canonical bytes of a version's content and their fingerprint."""
    data = canonical(content)
    return data, fingerprint(data)


def paragraphs(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk through every paragraph of a version: sections first, then annexes."""
    for part in (*content["sections"], *content["annexes"]):
        yield from part["paragraphs"]


def entries(content: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """Return the recommendations that a version holds: each has an id, a code and a title like paragraphs have theirs."""
    found: Sequence[dict[str, Any]] = content.get("blocks", {}).get("recommendations", ())
    return found


def paragraph_numbers(content: Mapping[str, Any]) -> dict[str, int | str]:
    """Return by its id the number of every numbered paragraph, and the code of every recommendation, in their order."""
    numbers: dict[str, int | str] = {item["id"]: item["number"] for item in paragraphs(content) if item["number"]}
    return numbers | {entry["id"]: entry["code"] for entry in entries(content)}


def find_paragraph(content: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """Return the paragraph, or the recommendation, with this id, or None."""
    return next((item for item in (*paragraphs(content), *entries(content)) if item["id"] == name), None)


def printed_texts(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield every text that will be printed, so that its characters can be checked before freezing."""
    yield from (*content["dialogue"].values(), content["document"]["title"], content["summary"])
    for part in (*content["sections"], *content["annexes"]):
        yield part["title"]
        yield from (item["text"] for item in part["paragraphs"])
    for source in content["sources"]:
        yield from (source["label"], source["detail"], source["kind"])
    for group in content["participants"]:
        yield from (group["label"], *group["names"])
    yield from texts_in(content["blocks"])


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text inside plain values, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from texts_in(inside)
    elif isinstance(value, Sequence):
        for inside in value:
            yield from texts_in(inside)
