"""The letters of the world. Words in capitals are secrets: see canaries."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from dialogues.convening.services import letter_answers, letter_runs, letter_texts, letters
from tests.core.files import PDF, upload


def a_logo() -> SimpleUploadedFile:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return SimpleUploadedFile("LOGO-OF-HOST.png", out.getvalue())


def register_of_letters(world: Any) -> None:
    """Write letters in several states, answered with a scan, and a run, every word a secret of the host team's."""
    host, dialogue, listed = world.people["host"], world.dialogue, world.objects["listed"]
    today = timezone.localdate()
    letter_texts.keep_letterhead(
        dialogue,
        by=host,
        revision=0,
        name="HEAD-OF-LETTER",
        signatory="SIGNATORY-OF-LETTER",
        contact="x",
        logo=a_logo(),
    )
    letter_texts.edit_text(
        dialogue, by=host, kind="thanks", language="en", revision=0, subject="Thanks", text="OWN-TEXT-OF-LETTER"
    )
    said = {"kind": "invitation", "language": "en", "subject": "SUBJECT-OF-LETTER", "text": "TEXT-OF-LETTER {deadline}"}
    dates = {"dated": today - timedelta(days=30), "answer_by": today - timedelta(days=3)}
    letter = letters.issue_letter(listed, by=host, card=world.objects["card"], **said, **dates)
    letters.store_pdf(letter, by=host, pdf=b"%PDF-1.7 PRINT-OF-LETTER", pages=1)
    letter_answers.record_answer(
        letter,
        by=host,
        outcome="accepted",
        received_on=today,
        note="NOTE-ON-ANSWER",
        scan=upload(PDF, "SCAN-OF-ANSWER.pdf"),
        name="NAMED-IN-ANSWER",
        email="named-in-answer@example.org",
        phone="TELEPHONE-IN-ANSWER",
        substitute="SUBSTITUTE-IN-ANSWER",
    )
    overdue = letters.issue_letter(listed, by=host, **said | {"kind": "nomination"}, **dates)
    run = letter_runs.start_run(dialogue, by=host, organisations=[listed.pk], **said | {"text": "TEXT-OF-RUN"}, **dates)
    letter_runs.write_one(run.targets.get(), by=host)
    letters_of_run = list(run.letters.all())
    files = {"pdf": b"%PDF-1.7 PRINT-OF-RUN", "pages": 1, "bundle": b"BUNDLE-OF-RUN"}
    letter_runs.finish_run(run, by=host, letters=letters_of_run, **files)
    world.objects |= {"letter": letter, "overdue_letter": overdue, "letter_run": run}
