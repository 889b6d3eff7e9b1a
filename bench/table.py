"""Fills what the people around the table find: letters, the shelf, pulses, talks in confidence, notices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from dialogues.convening.models import Letter, ListedOrganisation, Pulse
from dialogues.convening.services import letters, messages, pulse, shelf
from dialogues.services import notices

if TYPE_CHECKING:
    from bench.filling import Filled


def fill_table(made: Filled, count: int) -> None:
    """Write that many letters, a fifth as many entries, talks and notices for a stakeholder, and a dozen closed pulses."""
    _letters(made, count)
    dialogue, stakeholder, today = made.dialogue, made.people[0], timezone.localdate()
    for number in range(max(count // 5, 4)):
        labels = {"title": f"Study {number}", "source": "Institute", "language": "en", "licence": "CC BY"}
        shelf.bring(dialogue, by=made.host, kind="link", address=f"https://example.org/{number}", **labels)
        by, until = made.people[number % len(made.people)], today + timedelta(days=60)
        messages.write_to_host(
            dialogue, by=by, subject=f"Matter {number}", text="Please keep it.", delete_on=until, key=uuid4()
        )
        notices.announce("inputs.call_opened", made.calls[0], to=[stakeholder], by=None, key=f"bench:{number}")
    for number in range(12):
        asked = _pulse(made, f"Are you heard in session {number}?")
        for person in made.people[:8]:
            pulse.answer_pulse(asked, by=person, value=str(1 + number % 5))
        pulse.close_pulse(asked, by=made.host)
    made.pulse = _pulse(made, "Are you heard?")


def _pulse(made: Filled, question: str) -> Pulse:
    closes_at = timezone.now() + timedelta(days=7)
    return pulse.ask_pulse(made.dialogue, by=made.host, question=question, kind="scale", closes_at=closes_at)


def _letters(made: Filled, count: int) -> None:
    """Issue one through the service and copy it in bulk, with a number and an organisation of its own."""
    rows = list(ListedOrganisation.objects.filter(dialogue=made.dialogue).order_by("pk")[:count])
    day = timezone.localdate()
    first = letters.issue_letter(
        rows[0],
        by=made.host,
        kind="invitation",
        language="en",
        subject="Invitation",
        text="Dear all,\n\nplease come.",
        dated=day - timedelta(days=30),
        answer_by=day - timedelta(days=3),
    )
    frozen = {name: getattr(first, name) for name in ("kind", "language", "dated", "answer_by", "subject", "text")}
    frozen |= {name: getattr(first, name) for name in ("to", "head", "sha256", "year", "dialogue", "by")}
    stem = first.reference.rpartition("-")[0]
    Letter.objects.bulk_create(
        Letter(listed=row, number=number, reference=f"{stem}-{number:03d}", **frozen)
        for number, row in enumerate(rows[1:], 2)
    )
