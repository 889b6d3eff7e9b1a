"""Sets what a person typed beside what a colleague stored meanwhile. Computes only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues.inputs.models import Answer


@dataclass(frozen=True)
class Difference:
    """One question answered differently: what is stored now, and what was typed here."""

    question: str
    theirs: str
    mine: str


def differences(theirs: Answer | None, mine: Mapping[int, str]) -> list[Difference]:
    """Return the questions whose stored answer is not what was typed; none when nothing is stored."""
    if theirs is None:
        return []
    found = []
    for response in theirs.responses.all():
        typed = mine.get(response.question_id)
        if typed is not None and typed != response.value:
            found.append(Difference(response.question.text, response.value, typed))
    return found
