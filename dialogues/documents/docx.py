"""Writes a version as a Word file with its paragraph numbers, for those who read and comment in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from dialogues.documents.freezing import frozen_bytes
from dialogues.documents.states import DocumentKind, Position
from inspired.core.text import PARSER

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

EPOCH = (1980, 1, 1, 0, 0, 0)


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


class _Writer:
    """One Word document in the making."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        # Imported here: it costs the web process 20 MB that most of its requests never need.
        from docx import Document

        self.content = content
        self.right_to_left = get_language_info(content["document"]["language"])["bidi"]
        self.sources = {source["id"]: source["number"] for source in content["sources"]}
        self.fingerprint = frozen_bytes(content)[1]
        self.file = Document()
        at = datetime.fromisoformat(content["frozen_at"]).replace(tzinfo=None)
        core = self.file.core_properties
        core.title, core.author = content["document"]["title"][:255], content["dialogue"]["host"][:255]
        core.created = core.modified = at
        core.last_modified_by, core.comments, core.revision = "", "", 1
        core.language = content["document"]["language"]

    def add(self, text: str = "", style: str | None = None) -> Paragraph:
        """Add a paragraph in the direction of the language."""
        return self.turned(self.file.add_paragraph(text, style))

    def heading(self, text: str, level: int) -> None:
        """Add a heading."""
        self.turned(self.file.add_heading(text, level))

    def turned(self, paragraph: Paragraph) -> Paragraph:
        """Set the direction of a paragraph."""
        if self.right_to_left:
            properties = paragraph._p.get_or_add_pPr()  # the library has no other way to it
            properties.append(properties.makeelement(_named("w:bidi"), {}))
        return paragraph

    def title_page(self) -> None:
        """Write the title, what it is and its fingerprint, which also stand in the header of every page."""
        content = self.content
        name, note = self.naming()
        header = self.file.sections[0].header.paragraphs[0]
        header.text = f"{content['document']['title']} · {name}"
        self.turned(header)
        self.add(content["dialogue"]["title"])
        self.heading(content["document"]["title"], 0)
        frozen_at = datetime.fromisoformat(content["frozen_at"])
        for line in (
            str(DocumentKind(content["document"]["kind"]).label),
            content["dialogue"]["country"],
            content["dialogue"]["host"],
            f"{name}, {date_format(frozen_at, 'DATE_FORMAT')}, {frozen_at:%H:%M} UTC",
            *note,
        ):
            self.add(line)
        self.file.add_page_break()

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

    def markdown(self, text: str, number: str = "") -> None:
        """Write a block of the safe subset; its paragraph number stands before its first words."""
        tokens = PARSER.parse(text)
        lists: list[str] = []
        style: str | None = None
        for at, token in enumerate(tokens):
            if token.type.endswith("_list_open"):
                lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
            elif token.type.endswith("_list_close"):
                lists.pop()
            elif token.type == "heading_open":
                style = f"Heading {min(9, int(token.tag[1]) + 1)}"
            elif token.type == "table_open":
                number = self.numbered_line(number)
                self.table(tokens[at:])
            elif (token.type == "inline" and token.level < TABLE_LEVEL) or (token.type == "inline" and lists):
                number = self.numbered_line(number) if lists else number
                self.inline(token, style or _list_style(lists), number)
                style, number = None, ""

    def numbered_line(self, number: str) -> str:
        """Put the number of a list or table on a line of its own, once."""
        if number:
            self.add(number)
        return ""

    def inline(self, token: Token, style: str | None, number: str) -> None:
        """Write one paragraph with its emphasis."""
        paragraph = self.add(f"{number} " if number else "", style)
        bold = italic = 0
        for child in token.children or ():
            bold += (child.type == "strong_open") - (child.type == "strong_close")
            italic += (child.type == "em_open") - (child.type == "em_close")
            words = "\n" if child.type.endswith("break") else child.content
            if words:
                run = paragraph.add_run(words)
                run.bold, run.italic = bool(bold) or None, bool(italic) or None
                run.font.rtl = self.right_to_left or None

    def table(self, tokens: Sequence[Token]) -> None:
        """Write a table whose first row is its heading."""
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append("".join(child.content for child in token.children or ()))
        table = self.file.add_table(len(rows), len(rows[0]), "Table Grid")
        for cells, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=False):
                cell.text = text
                self.turned(cell.paragraphs[0])
        self.file.add_paragraph()

    def saved(self) -> bytes:
        """Return the file with the time of writing taken out."""
        raw, fixed = BytesIO(), BytesIO()
        self.file.save(raw)
        with ZipFile(raw) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(ZipInfo(name, EPOCH), source.read(name), ZIP_DEFLATED)
        return fixed.getvalue()


TABLE_LEVEL = 3  # cells stand deeper than any paragraph outside a list


def _list_style(lists: Sequence[str]) -> str | None:
    if not lists:
        return None
    depth = min(3, len(lists))
    return lists[-1] if depth == 1 else f"{lists[-1]} {depth}"


def _named(name: str) -> str:
    # Imported here for the reason given above.
    from docx.oxml.ns import qn

    return str(qn(name))
