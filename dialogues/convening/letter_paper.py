"""Composes letters for paper and for Word. Reads what was frozen, and nothing else."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from dialogues.convening.letter_shipped import REFERENCE
from dialogues.convening.letter_words import composed, day_words, head_of, lines_to, prefix_of, values_for
from dialogues.convening.models import ContactCard, Letter, ListedOrganisation
from inspired.core.models import StoredFile
from inspired.core.printing import WordFile, writing_of
from inspired.core.text import to_html


def shown(said: dict[str, Any], logo: StoredFile | None = None) -> dict[str, Any]:
    """Return what the templates draw of a letter, on paper and on the page alike."""
    language, head = said["language"], said["head"]
    return {
        **said,
        "html": to_html(said["text"]),
        "day": day_words(date.fromisoformat(said["dated"]), language),
        "reference_label": REFERENCE.get(language, REFERENCE["en"]),
        "lines_to": [(line, direction(line)) for line in said["to"]],
        "lines_from": [(line, direction(line)) for line in f"{head['address']}\n{head['contact']}".split("\n") if line],
        "logo": logo,
        **writing_of(language),
    }


def direction(line: str) -> str:
    """Return in which direction a line runs by its first letter; numbers alone run from left to right."""
    first = next((sign for char in line if (sign := unicodedata.bidirectional(char)) in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def preview(listed: ListedOrganisation, card: ContactCard | None, said: dict[str, Any]) -> dict[str, Any]:
    """Return a letter as it would be issued now, the last part of its number left open; raise StateError as issuing would."""
    dialogue, dated, language = listed.dialogue, said["dated"], said["language"]
    facts = {"reference": f"{prefix_of(dialogue)}-{dated.year}-…", "head": head_of(dialogue)}
    values = values_for(listed, card, language=language, dated=dated, answer_by=said.get("answer_by"), **facts)
    subject, text = composed(said["subject"], said["text"], values)
    words = {"subject": subject, "text": text, "to": lines_to(listed, card), "dated": dated.isoformat()}
    return shown({**facts, **words, "language": language, "kind": said["kind"]})


def page_of(letters: Sequence[Letter]) -> Callable[[], str]:
    """Return what composes one page of HTML with these letters, each on sheets and with page numbers of its own."""
    pictures: dict[int, str] = {}

    def picture(logo: StoredFile | None) -> str:
        if logo is None:
            return ""
        if logo.pk not in pictures:
            with logo.file.open("rb") as source:
                data = base64.b64encode(source.read()).decode()
            pictures[logo.pk] = f"data:{logo.media_type};base64,{data}"
        return pictures[logo.pk]

    def compose() -> str:
        first = letters[0]
        rows = [
            shown(letter.said) | {"picture": picture(letter.logo), "pages": letter.pages, "stamp": letter.sha256[:16]}
            for letter in letters
        ]
        with translation.override(first.language):
            context = {"letters": rows, "title": _title(letters), "author": first.head["name"], "dated": first.dated}
            return render_to_string("pdf/letter.html", context | writing_of(first.language))

    return compose


def _title(letters: Sequence[Letter]) -> str:
    first, last = letters[0], letters[-1]
    return f"{first.reference} {first.subject}" if first is last else f"{first.reference} – {last.reference}"


def to_docx(letter: Letter) -> bytes:
    """Return a letter as a Word file, for those who print on paper of their own; the same letter gives the same bytes."""
    said = shown(letter.said)
    head = said["head"]
    with translation.override(letter.language):
        at = datetime.combine(letter.dated, time(), UTC)
        word = WordFile(letter.language, title=f"{letter.reference} {letter.subject}", author=head["name"], at=at)
        word.header(f"{head['name']} · {letter.reference}")
        if letter.logo is not None:
            with letter.logo.file.open("rb") as source:
                word.picture(source, text=head["name"], millimetres=18)
        for line in (head["name"], *(line for line, _direction in said["lines_from"])):
            word.add(line)
        word.add()
        for line in said["to"]:
            word.add(line)
        word.add()
        word.add(", ".join(part for part in (head["place"], said["day"]) if part))
        word.add(f"{said['reference_label']}: {letter.reference}")
        word.heading(letter.subject, 1)
        word.markdown(letter.text)
        word.add()
        for line in (head["signatory"], head["signatory_function"], head["name"]):
            if line:
                word.add(line)
        return word.saved()
