"""Brings texts of groups through the services to where a test needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from dialogues.documents.models import Document
from dialogues.documents.output_text import stamp_of as stamp_of
from dialogues.documents.services import comments, outputs, sections, ways
from dialogues.documents.states import WayOut
from dialogues.models import Dialogue, Seat
from inspired.core.models import User
from tests import make
from tests.workinggroups import make as wg
from workinggroups.models import Group


@dataclass
class Cast:
    """A dialogue with a group of two members, the first of which coordinates, and a seat outside."""

    dialogue: Dialogue
    host: User
    group: Group
    lead: Seat
    member: Seat
    outside: Seat

    def by(self, seat: Seat) -> User:
        """Who speaks for a seat."""
        return wg.speaker(seat)


def cast(**said: object) -> Cast:
    """Make them."""
    dialogue = make.dialogue()
    lead, member, outside = (make.seat(dialogue) for _ in range(3))
    make.delegate(outside)
    made = wg.group(dialogue, lead, member, **said)
    return Cast(dialogue, make.host_of(dialogue), made, lead, member, outside)


def draft(here: Cast, title: str = "Chapter on evidence", text: str = "SECRET-DRAFT of the group") -> Document:
    """A text that a member has written in, for the expected output."""
    output = here.group.missions.get().outputs.first()
    document = outputs.start_output(here.group, by=here.by(here.lead), title=title, output=output)
    section = document.sections.get()
    sections.save_section(section, by=here.by(here.member), text=text, revision=section.revision)
    return fresh(document)


def agreed(here: Cast, document: Document, dissent: str = "") -> Document:
    """Ask the members, let both say something, and close."""
    outputs.ask_agreement(document, by=here.by(here.lead))
    for seat, note in ((here.lead, ""), (here.member, dissent)):
        place = here.group.members.get(seat=seat)
        outputs.give_voice(document, by=here.by(seat), member=place, agrees=not note, note=note)
    outputs.close_agreement(document, by=here.by(here.lead))
    return fresh(document)


def submitted(here: Cast, document: Document | None = None, way: str = WayOut.OWN, **said: object) -> Document:
    """Agreed and handed in, open for comments for a week."""
    document = agreed(here, document or draft(here))
    due_at = timezone.now() + timedelta(days=7)
    outputs.submit_output(document, by=here.by(here.lead), due_at=due_at, way=way, **said)
    return fresh(document)


def settled(here: Cast, way: str = WayOut.OWN, **said: object) -> Document:
    """Submitted, the comments closed, and the host agrees to the way out."""
    document = submitted(here, way=way, **said)
    comments.close_comments(document, by=here.host)
    ways.agree_way(document, by=here.host, way=way, **said)
    return fresh(document)


def fresh(document: Document) -> Document:
    """The row as it stands now, nothing remembered."""
    return Document.objects.select_related("dialogue", "group__dialogue").get(pk=document.pk)


def in_a_week() -> datetime:
    """A day in seven days."""
    return timezone.now() + timedelta(days=7)
