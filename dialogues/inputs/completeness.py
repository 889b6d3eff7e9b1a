"""Tells which needed questions of a call an answer leaves open. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.inputs.models import Call, Question, Response


def missing(call: Call, responses: Iterable[Response]) -> list[Question]:
    """Return the questions that need an answer and have none."""
    given = {response.question_id for response in responses if response.value.strip() or response.file_id}
    return [question for question in call.questions.all() if question.is_required and question.pk not in given]
