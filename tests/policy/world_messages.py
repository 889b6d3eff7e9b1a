"""A talk in confidence between the head delegate and the host team of the world. Words in capitals are secrets: see canaries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from dialogues.convening.services import messages
from tests.core.files import PDF, upload


def talk_in_confidence(world: Any) -> None:
    """Let the head delegate write with a file and the host answer; the alternate of the same seat knows nothing."""
    talk = messages.write_to_host(
        world.dialogue,
        by=world.people["head"],
        subject="SUBJECT-IN-CONFIDENCE",
        text="MESSAGE-IN-CONFIDENCE",
        delete_on=timezone.localdate() + timedelta(days=30),
        key=uuid4(),
        file=upload(PDF, "FILE-IN-CONFIDENCE.pdf"),
    )
    messages.write_message(talk, by=world.people["host"], text="ANSWER-IN-CONFIDENCE", key=uuid4())
    world.objects |= {"talk": talk, "message": talk.messages.earliest("pk")}
