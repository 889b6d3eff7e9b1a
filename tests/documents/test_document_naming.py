"""The endorsed PDF names who stands behind the text, and nobody else without their consent."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dialogues.documents import rendering
from dialogues.documents.issuing import context_of
from dialogues.documents.services import rounds, versions
from dialogues.documents.states import Position, RenditionKind
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def test_other_answers_are_never_named_in_the_endorsed_pdf_without_consent(tmp_path: Path) -> None:
    version = doc.version()
    dialogue = version.document.dialogue
    host, names = make.host_of(dialogue), {}
    pairs = doc.table(dialogue, 6)
    round_ = doc.round_(version, [seat for seat, _user in pairs])
    answers = [*Position.values, Position.DECLINE.value]
    for (seat, user), position in zip(pairs, answers, strict=True):
        said = doc.said(position)
        if len(names) == 5:
            said = rounds.Said(position, "We say so openly.", consents_to_be_named=True)
        rounds.prepare_answer(round_, by=user, seat=seat, said=said, sha256=version.sha256)
        names[f"{position} {len(names)}"] = f"Speaking organisation {chr(65 + len(names))}"
        seat.organisation.name = list(names.values())[-1]
        seat.organisation.save(update_fields=["name"])
    rounds.close_round(round_, by=host)
    adopted = versions.adopt(version, by=host, reason="They stand behind it.")
    pdf = rendering.render(RenditionKind.ENDORSED, context_of(adopted, RenditionKind.ENDORSED)).pdf
    (tmp_path / "endorsed.pdf").write_bytes(pdf)
    words = ["pdftotext", "-raw", str(tmp_path / "endorsed.pdf"), "-"]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    text = " ".join(text.split())
    named = {who for who, name in names.items() if name in text}
    assert named == {"endorse 0", "reserve 1", "decline 5"}
