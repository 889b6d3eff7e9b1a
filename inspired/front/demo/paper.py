"""Draws what the demonstration would have on paper or on a disk: a letterhead's sign, a scanned answer, papers for the shelf."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from inspired.core.printing import WordFile

INK, PAPER = "#1f2a44", "#ffffff"
SEA, SAND, LEAF = "#2f5d8a", "#b98a3e", "#3f7a5a"


def sign() -> SimpleUploadedFile:
    """Draw the sign of the host: three islands above one line of sea."""
    image = Image.new("RGB", (480, 240), PAPER)
    draw = ImageDraw.Draw(image)
    for left, top, width, colour in ((30, 96, 150, LEAF), (150, 48, 180, SEA), (300, 110, 150, SAND)):
        draw.pieslice((left, top, left + width, top + width), 180, 360, fill=colour)
    draw.rectangle((20, 186, 460, 196), fill=INK)
    return _upload("sign.png", _png(image))


def scan(lines: Iterable[str]) -> SimpleUploadedFile:
    """Draw a signed letter as a scanner would see it: one line of text after the other, the last one above a signature."""
    image = Image.new("L", (1000, 1414), "#f6f4ee")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    top = 140
    for line in lines:
        draw.text((110, top), line, fill="#2a2a2a", font=font)
        top += 46
    draw.line(
        [(120, top + 70), (190, top + 20), (230, top + 85), (300, top + 30), (430, top + 60)], fill="#33405c", width=4
    )
    return _upload("answer.png", _png(image))


def table(name: str, rows: Iterable[Iterable[object]]) -> SimpleUploadedFile:
    """Write rows as CSV."""
    return _upload(name, "\n".join(",".join(str(cell) for cell in row) for row in rows).encode())


def note(name: str, title: str, text: str, at: datetime, language: str = "en") -> SimpleUploadedFile:
    """Write a text as a Word file."""
    word = WordFile(language, title=title, author="Working group", at=at)
    word.heading(title, 1)
    word.markdown(text)
    return _upload(name, word.saved())


def _png(image: Image.Image) -> bytes:
    drawn = io.BytesIO()
    image.save(drawn, format="PNG", optimize=True)
    return drawn.getvalue()


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
