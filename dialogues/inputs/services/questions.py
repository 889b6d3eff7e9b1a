"""Verbs of a call's questions; all of them only until the call opens."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.inputs.models import Call, Question
from dialogues.inputs.states import CallStatus, QuestionKind
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models.people import User
from inspired.core.states import StateError

MOST_QUESTIONS = 40
FIELDS = ("text", "hint", "kind", "choices", "is_required")
ENDS = ("scale_low", "scale_high")


@transaction.atomic
def add_question(call: Call, *, by: User, **fields: Any) -> Question:
    """Add a question at the end. Raises StateError beyond 40."""
    call = draft_call(call, by=by)
    last = call.questions.aggregate(last=Max("number"))["last"] or 0
    if call.questions.count() >= MOST_QUESTIONS:
        raise StateError(_("A call has at most %(limit)d questions.") % {"limit": MOST_QUESTIONS})
    question = Question.objects.create(call=call, number=last + 1, **_asked(fields))
    record(by, "question.added", call, question=question.pk)
    return question


@transaction.atomic
def change_question(question: Question, *, by: User, **fields: Any) -> Question:
    """Change a question; from then on it is the host's own and no suggestion of ours."""
    call = draft_call(question.call, by=by)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    asked = _asked(fields)
    for name, value in asked.items():
        setattr(question, name, value)
    question.is_suggestion = False
    question.save(update_fields=[*asked, "is_suggestion"])
    record(by, "question.changed", call, question=question.pk)
    return question


def _asked(fields: dict[str, Any]) -> dict[str, Any]:
    """Read what a question asks; only a scale has words for its ends."""
    has_ends = fields["kind"] == QuestionKind.SCALE
    ends = {name: fields.get(name, "") if has_ends else "" for name in ENDS}
    return {name: fields[name] for name in FIELDS} | ends


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """Take a question away."""
    call = draft_call(question.call, by=by)
    Question.objects.filter(pk=question.pk).delete()
    record(by, "question.removed", call, question=question.pk)


@transaction.atomic
def move_question(question: Question, *, by: User, up: bool) -> None:
    """Swap a question with the one before or after it; nothing happens at the end of the list."""
    call = draft_call(question.call, by=by)
    order = list(call.questions.order_by("number"))
    at = next((at for at, other in enumerate(order) if other.pk == question.pk), None)
    other_at = None if at is None else at + (-1 if up else 1)
    if at is None or other_at is None or not 0 <= other_at < len(order):
        return
    first, second = order[at], order[other_at]
    places = first.number, second.number
    spare = order[-1].number + 1  # numbers are unique at every moment, so one question steps aside
    for row, number in ((first, spare), (second, places[0]), (first, places[1])):
        row.number = number
        row.save(update_fields=["number"])
    record(by, "question.moved", call, question=question.pk)


def draft_call(call: Call, *, by: User) -> Call:
    """Lock a call that is still being prepared. Raises StateError once it was opened."""
    found = Call.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=call.pk)
    if found.status != CallStatus.DRAFT:
        raise StateError(_("This call has been opened: what was asked and promised stays as it is."))
    require(by, "inputs.edit_call", found)
    return found
