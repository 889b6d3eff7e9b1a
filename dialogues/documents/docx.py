"""Writes a version as a Word file with its paragraph numbers, for those who read and comment in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.documents.freezing import frozen_bytes
from dialogues.documents.recommended import commitments, priorities, said_of
from dialogues.documents.states import DocumentKind, Position
from inspired.core.printing import WordFile


def to_docx(content: Mapping[str, Any], *, endorsements: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """Return a version as DOCX; the same input gives the same bytes.

    ``endorsements`` are groups as ``rendering.render`` takes them for the endorsed rendition.
    """
    with translation.override(content["document"]["language"]):
        writer = _Writer(content)
        writer.title_page()
        writer.body()
        writer.back(endorsements)
        return writer.saved()


class _Writer(WordFile):
    """One version as a Word document."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.frozen_at = datetime.fromisoformat(content["frozen_at"])
        super().__init__(
            content["document"]["language"],
            title=content["document"]["title"],
            author=content["dialogue"]["host"],
            at=self.frozen_at,
        )
        self.sources = {source["id"]: source["number"] for source in content["sources"]}
        self.fingerprint = frozen_bytes(content)[1]

    def title_page(self) -> None:
        """Write the title, what it is and its fingerprint, which also stand in the header of every page."""
        content = self.content
        name, note = self.naming()
        self.header(f"{content['document']['title']} · {name}")
        self.add(content["dialogue"]["title"])
        self.heading(content["document"]["title"], 0)
        for line in (
            str(DocumentKind(content["document"]["kind"]).label),
            content["dialogue"]["country"],
            content["dialogue"]["host"],
            f"{name}, {date_format(self.frozen_at, 'DATE_FORMAT')}, {self.frozen_at:%H:%M} UTC",
            *note,
        ):
            self.add(line)
        self.page_break()

    def naming(self) -> tuple[str, tuple[str, ...]]:
        """Return what the text is called on every page, and what its first page says about it; number 0 is a draft."""
        if not self.content["version"]:
            return _("Draft"), (_("The text as it was being written. Nobody has endorsed it."),)
        version = _("Version %(number)d") % {"number": self.content["version"]}
        return f"{version} · {self.fingerprint[:16]}", (
            _("Fingerprint: %(fingerprint)s") % {"fingerprint": self.fingerprint},
            _("The frozen text and its PDF are what is endorsed; changes made in this file are not."),
        )

    def body(self) -> None:
        """Write the summary and the sections."""
        if self.content["summary"]:
            self.heading(_("Summary"), 1)
            self.markdown(self.content["summary"])
        for section in self.content["sections"]:
            self.heading(f"{section['number']} {section['title']}", 1)
            self.paragraphs(section["paragraphs"])
        self.recommendations()

    def recommendations(self) -> None:
        """Write the recommendations by priority, and who takes on what."""
        found = priorities(self.content)
        if found:
            self.heading(_("Recommendations"), 1)
        for priority in found:
            self.heading(_("Priority %(number)d: %(title)s") % {"number": priority.number, "title": priority.title}, 2)
            for entry in priority.entries:
                self.recommendation(entry)
        if taken := commitments(self.content):
            self.heading(_("Who takes on what"), 1)
            head = [_("Organisation"), _("Recommendation"), _("Part"), _("What it takes on"), _("Time frame")]
            rows = [[one.name, f"{row[0]} {row[1]}", *row[2:]] for one in taken for row in one.rows]
            self.grid([head, *rows])

    def recommendation(self, entry: Mapping[str, Any]) -> None:
        """Write one recommendation with its code in place of a number."""
        self.heading(f"{entry['code']} {entry['title']}", 3)
        for text in (entry["text"], entry["rationale"]):
            if text:
                self.markdown(text)
        for one in said_of(entry):
            if one.is_text:
                self.add(f"{one.label}:")
                self.markdown(one.value)
            else:
                self.add(f"{one.label}: {one.value}")

    def paragraphs(self, paragraphs: Sequence[Mapping[str, Any]]) -> None:
        """Write frozen paragraphs with their numbers and sources."""
        for item in paragraphs:
            number = f"[{item['number']}]" if item["number"] is not None else ""
            self.markdown(item["text"], number)
            if item["sources"]:
                cited = " ".join(f"({self.sources[name]})" for name in item["sources"])
                self.add(_("Sources:") + " " + cited, "Caption")

    def back(self, endorsements: Sequence[Mapping[str, Any]]) -> None:
        """Write sources, participants, annexes and endorsements."""
        if self.content["sources"]:
            self.heading(_("Sources"), 1)
        for source in self.content["sources"]:
            self.add(f"({source['number']}) {source['label']}" + (f", {source['detail']}" if source["detail"] else ""))
        if self.content["participants"]:
            self.heading(_("Participants"), 1)
        for group in self.content["participants"]:
            self.heading(group["label"], 2)
            for name in group["names"]:
                self.add(name)
        self.annexes()
        self.endorsed(endorsements)

    def annexes(self) -> None:
        """Write the texts after the body."""
        for place, annex in enumerate(self.content["annexes"], start=1):
            self.heading(_("Annex %(number)d: %(title)s") % {"number": place, "title": annex["title"]}, 1)
            self.paragraphs(annex["paragraphs"])

    def endorsed(self, endorsements: Sequence[Mapping[str, Any]]) -> None:
        """Write who endorsed, by category."""
        if endorsements:
            self.heading(_("Endorsements"), 1)
        for group in endorsements:
            self.heading(group["label"], 2)
            for entry in group["entries"]:
                self.add(f"{entry['name']}: {Position(entry['position']).label}")
