"""What participants of the first dialogue told the host in confidence, and what people had read by last week."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from dialogues.convening.services.messages import note_read, write_message, write_to_host
from dialogues.models import Notice
from dialogues.services.notices import mark_read
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock


def talk_in_confidence(clock: Clock, table: Table) -> None:
    """Let one talk be answered, one be read, and one wait; let people have read what happened before."""
    with clock.at(-12, 18):
        talk = write_to_host(
            table.dialogue,
            by=table.people["workers"],
            subject="Two of our members were asked who speaks for us",
            text="Since the last meeting two members have been asked by their employers whether they come to the dialogue. "
            "Please do not name persons of our association in the minutes, and call us before anything is published.",
            delete_on=timezone.localdate() + timedelta(days=150),
            key=uuid4(),
        )
    with clock.at(-11, 9):
        write_message(
            talk,
            by=table.host,
            text="Thank you for telling us. From now on the minutes name organisations only, and we call you before each "
            "publication. May we raise the matter with the labour inspectorate, without saying where it comes from?",
            key=uuid4(),
        )
    with clock.at(-7):
        for person in [table.host, *table.people.values()]:
            mark_read(Notice.objects.visible_to(person).filter(at__lt=timezone.now()), by=person)
    _wait(clock, table)


def _wait(clock: Clock, table: Table) -> None:
    with clock.at(-5):
        read = write_to_host(
            table.dialogue,
            by=table.people["employers"],
            subject="We may have to abstain",
            text="Our board meets only after the round has closed. We do not wish this to look like a no.",
            delete_on=timezone.localdate() + timedelta(days=60),
            key=uuid4(),
        )
    with clock.at(-4):
        note_read(read, by=table.host)
    with clock.at(-2, 20):
        write_to_host(
            table.dialogue,
            by=table.people["rural"],
            subject="Travel to the next session",
            text="Our two delegates from the northern island cannot pay the boat in advance. Is there another way?",
            delete_on=timezone.localdate() + timedelta(days=30),
            key=uuid4(),
        )
