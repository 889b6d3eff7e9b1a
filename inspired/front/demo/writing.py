"""Puts the prepared texts into a document, section by section, and takes it through freezing and rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from dialogues.documents.composing import content_of
from dialogues.documents.models import Document, Round, Version
from dialogues.documents.services.rounds import Said, open_round, prepare_answer
from dialogues.documents.services.sections import cite, save_section, save_summary
from dialogues.documents.services.versions import freeze
from dialogues.documents.states import Position
from dialogues.ledger.models import Entry
from inspired.core.models import User
from inspired.front.demo.cast import Table

TEXTS = Path(__file__).resolve().parent / "texts"


def write(document: Document, *, by: User, folder: str) -> None:
    """Save every text of a folder into the section it is named for; ``summary`` opens the document."""
    for path in sorted((TEXTS / folder).glob("*.md")):
        text = path.read_text(encoding="utf-8").strip()
        if path.stem == "summary":
            document.refresh_from_db()
            save_summary(document, by=by, text=text, previous=document.summary)
            continue
        section = document.sections.get(key=path.stem)
        save_section(section, by=by, text=text, revision=section.revision)


def cite_at(document: Document, key: str, words: str, entries: Iterable[Entry], *, by: User) -> None:
    """Cite inputs at the paragraph of a section that contains these words."""
    section = document.sections.get(key=key)
    place = paragraph_with(section.paragraphs, words)
    for entry in entries:
        cite(section, by=by, paragraph_id=place, entry=entry)


def cite_work(document: Document, key: str, words: str, label: str, detail: str, *, by: User) -> None:
    """Cite a work named in words at the paragraph that contains these words."""
    section = document.sections.get(key=key)
    cite(section, by=by, paragraph_id=paragraph_with(section.paragraphs, words), label=label, detail=detail)


def paragraph_with(paragraphs: Iterable[dict[str, str]], words: str) -> str:
    """Return the id of the first paragraph that contains these words; LookupError when there is none."""
    for paragraph in paragraphs:
        if words in " ".join(paragraph["text"].split()):
            return paragraph["id"]
    raise LookupError(words)


def freeze_now(document: Document, *, by: User, change_note: str = "") -> Version:
    """Freeze the text as it stands."""
    document.refresh_from_db()
    draft = content_of(document, by=by, number=0, frozen_at=timezone.now())
    return freeze(document, by=by, stamp=draft.stamp, change_note=change_note)


def ask(table: Table, version: Version, *, due_at: datetime, note: str = "") -> Round:
    """Open a round for every seat that may sign."""
    return open_round(version, by=table.host, due_at=due_at, seats=table.signers(), note=note)


def answer(table: Table, round_: Round, key: str, position: str = Position.ENDORSE, **said: object) -> None:
    """Let the head delegate of a seat answer for it."""
    words = Said(position=position, **said)  # type: ignore[arg-type]
    prepare_answer(round_, by=table.people[key], seat=table.seats[key], said=words, sha256=round_.version.sha256)
