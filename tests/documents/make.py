"""Makes documents, versions and rounds through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.documents.composing import content_of
from dialogues.documents.models import Document, Round, Version
from dialogues.documents.services import rounds, sections, versions
from dialogues.documents.states import Position
from dialogues.models import Dialogue, Seat
from inspired.core.models import User
from tests import make

TEXT = "The first paragraph of the section.\n\nThe second paragraph, on contributions.\n\n- one\n- two"


def ppa(dialogue: Dialogue | None = None, text: str = TEXT) -> Document:
    """A PPA whose issue section has been written."""
    dialogue = dialogue or make.dialogue()
    host = make.host_of(dialogue)
    document = sections.create_ppa(dialogue, by=host)
    write(document, text)
    return document


def write(document: Document, text: str, key: str = "issue") -> None:
    """Write a section as the host."""
    section = document.sections.get(key=key)
    by = make.host_of(document.dialogue)
    sections.save_section(section, by=by, text=text, revision=section.revision)


def version(document: Document | None = None) -> Version:
    """A frozen version of what stands there now."""
    document = document or ppa()
    host = make.host_of(document.dialogue)
    draft = content_of(document, by=host, number=0, frozen_at=timezone.now())
    return versions.freeze(document, by=host, stamp=draft.stamp)


def table(dialogue: Dialogue, count: int = 3) -> list[tuple[Seat, User]]:
    """Seats at the table with one signatory each."""
    made = [make.seat(dialogue) for _ in range(count)]
    return [(seat, make.delegate(seat)) for seat in made]


def round_(frozen: Version, seats: list[Seat], **rules: Any) -> Round:
    """An open round that ends in a week."""
    rules.setdefault("due_at", timezone.now() + timedelta(days=7))
    return rounds.open_round(frozen, by=make.host_of(frozen.document.dialogue), seats=seats, **rules)


def said(position: str = Position.ENDORSE, note: str = "", *wishes: rounds.Wish) -> rounds.Said:
    """What a seat says; "not yet" and "decline" get the note they need."""
    if position in {Position.NOT_YET, Position.DECLINE} and not note:
        note = "We need the figures first."
    if position == Position.RESERVE and not wishes:
        wishes = (rounds.Wish("The date is too early."),)
    return rounds.Said(position, note, tuple(wishes))


def answer(round_: Round, seat: Seat, by: User, position: str = Position.ENDORSE) -> Any:
    """A seat's answer given by whoever speaks for it."""
    return rounds.prepare_answer(round_, by=by, seat=seat, said=said(position), sha256=round_.version.sha256)
