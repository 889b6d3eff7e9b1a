"""Writes Word files: paragraphs, headings, the safe subset of Markdown, either direction, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from inspired.core.printing.writing import is_right_to_left
from inspired.core.text import PARSER

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EPOCH = (1980, 1, 1, 0, 0, 0)
TABLE_LEVEL = 3  # cells stand deeper than any paragraph outside a list


class WordFile:
    """One Word document in the making."""

    def __init__(self, language: str, *, title: str, author: str, at: datetime) -> None:
        # Imported here: it costs the web process 20 MB that most of its requests never need.
        from docx import Document

        self.right_to_left = is_right_to_left(language)
        self.file = Document()
        core = self.file.core_properties
        core.title, core.author = _writable(title)[:255], _writable(author)[:255]
        core.created = core.modified = at.replace(tzinfo=None)
        core.last_modified_by, core.comments, core.revision = "", "", 1
        core.language = language

    def header(self, text: str) -> None:
        """Write what stands at the top of every page."""
        paragraph = self.file.sections[0].header.paragraphs[0]
        paragraph.text = _writable(text)
        self.turned(paragraph)

    def add(self, text: str = "", style: str | None = None) -> Paragraph:
        """Add a paragraph in the direction of the language."""
        return self.turned(self.file.add_paragraph(_writable(text), style))

    def picture(self, file: BinaryIO, *, text: str, millimetres: int) -> None:
        """Add a picture of this height, with the words that stand for it where it is not seen."""
        # Imported here for the reason given above.
        from docx.shared import Mm

        paragraph = self.add()
        drawn = paragraph.add_run().add_picture(file, height=Mm(millimetres))
        drawn._inline.docPr.set("descr", _writable(text))  # the library has no other way to it

    def heading(self, text: str, level: int) -> None:
        """Add a heading; level 0 is the title."""
        self.turned(self.file.add_heading(_writable(text), level))

    def page_break(self) -> None:
        """Go on with a new page."""
        self.file.add_page_break()

    def turned(self, paragraph: Paragraph) -> Paragraph:
        """Set the direction of a paragraph."""
        if self.right_to_left:
            properties = paragraph._p.get_or_add_pPr()  # the library has no other way to it
            properties.append(properties.makeelement(_named("w:bidi"), {}))
        return paragraph

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
                run = paragraph.add_run(_writable(words))
                run.bold, run.italic = bool(bold) or None, bool(italic) or None
                run.font.rtl = self.right_to_left or None

    def table(self, tokens: Sequence[Token]) -> None:
        """Write the table that these tokens begin with."""
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append("".join(child.content for child in token.children or ()))
        self.grid(rows)

    def grid(self, rows: Sequence[Sequence[str]]) -> None:
        """Write rows of cells, the first of them the heading, as long as each other."""
        table = self.file.add_table(len(rows), len(rows[0]), "Table Grid")
        for cells, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=False):
                cell.text = _writable(text)
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


def _writable(text: str) -> str:
    """Leave out the signs that no Word file can hold: pasted into a name, they would break the file for everybody."""
    return UNWRITABLE.sub("", text)


def _list_style(lists: Sequence[str]) -> str | None:
    if not lists:
        return None
    depth = min(3, len(lists))
    return lists[-1] if depth == 1 else f"{lists[-1]} {depth}"


def _named(name: str) -> str:
    # Imported here for the reason given above.
    from docx.oxml.ns import qn

    return str(qn(name))
