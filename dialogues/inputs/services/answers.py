"""Verbs of an answer: saving a draft, submitting it once, entering one on behalf of a seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.inputs.completeness import missing
from dialogues.inputs.models import Answer, Call, Response
from dialogues.inputs.states import ANSWER_MOVES, AnswerStatus, CallStatus, QuestionKind, StaleAnswer
from dialogues.inputs.wording import in_short, whole_text
from dialogues.ledger.services import add_entry
from dialogues.ledger.states import Source
from dialogues.models import Dialogue, Seat
from dialogues.states import Attribution, Channel, Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models.audit import Tier
from inspired.core.models.files import StoredFile
from inspired.core.models.people import User
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move


@dataclass(frozen=True)
class Typed:
    """What was typed and handed in, by question id. A file of None takes the stored one away; a missing id keeps it."""

    language: str
    values: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[int, StoredFile | None] = field(default_factory=dict)


@transaction.atomic
def save_draft(call: Call, seat: Seat, *, by: User, revision: int, typed: Typed) -> Answer:
    """Save what a seat has typed so far, complete or not; also after the call's date, so that nothing is lost.

    ``revision`` is the one the form was read from, 0 for a first save. Raises StaleAnswer when a colleague saved in
    between, and StateError when the seat may not answer (again).
    """
    call = Call.objects.select_related("dialogue").get(pk=call.pk)
    require(by, "inputs.submit_answer", Answer(call=call, seat=seat))
    _must_be_asked(call, seat)
    drafts = Answer.objects.select_for_update(of=("self",)).filter(call=call, seat=seat, status=AnswerStatus.DRAFT)
    answer = drafts.first()
    if answer is None:
        if revision:
            raise StaleAnswer
        _may_begin(call, seat)
        answer, is_new = Answer.objects.get_or_create(call=call, seat=seat, status=AnswerStatus.DRAFT)
        if not is_new:
            raise StaleAnswer
    if answer.revision != revision:
        raise StaleAnswer
    answer.language, answer.revision = typed.language, revision + 1
    answer.save(update_fields=["language", "revision", "updated_at"])
    answer.call = call  # read above, for what is written with it
    _write(answer, typed)
    return answer


@transaction.atomic
def submit(answer: Answer, *, by: User, revision: int) -> Answer:
    """Hand in a draft: it becomes one entry of the ledger and is not changed any more.

    Asking again returns the submitted answer, so a double click makes one entry. Raises StaleAnswer when the draft is
    not the one that was checked, StateError when the call takes no answers or something needed is missing.
    """
    answer = Answer.objects.select_for_update(of=("self",)).select_related("call__dialogue", "seat").get(pk=answer.pk)
    require(by, "inputs.submit_answer", answer)
    if answer.status == AnswerStatus.SUBMITTED:
        return answer
    if answer.revision != revision:
        raise StaleAnswer
    answer.call = call = _held(answer.call)
    if not call.takes_answers or call.dialogue.status != Status.OPEN:
        raise StateError(_("This call takes no answers any more. Your draft is kept; ask the host for more time."))
    _must_be_asked(call, answer.seat)
    return _hand_in(answer, by)


@transaction.atomic
def enter_on_behalf(
    call: Call, seat: Seat, *, by: User, channel: str, typed: Typed, key: UUID, scan: StoredFile | None = None
) -> Answer:
    """Enter what a seat said by telephone, on paper or in person; the seat is asked to confirm it.

    ``key`` is the form's one-time key: the same form sent twice makes one entry. Raises StateError when the seat is
    not asked, has answered already, or something needed is missing.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=call.pk)
    if call.status == CallStatus.DRAFT:
        raise StateError(_("This call is not open."))
    require(by, "inputs.enter_answer", call)
    if (known := made_before(Answer.objects.filter(call=call), key)) is not None:
        return known
    if channel == Channel.WEB:
        raise StateError(_("Say by which way it came in."))
    _must_be_asked(call, seat)
    if not call.takes_several and Answer.objects.standing().filter(call=call, seat=seat).exists():
        raise StateError(_("This organisation has answered this call already."))
    # A draft of the seat's own may exist beside it, so the row is handed in before it could count as a second draft.
    answer = Answer(
        call=call, seat=seat, language=typed.language, channel=channel, entered_by=by, form_key=key, scan=scan
    )
    return _enter(answer, typed, by)


def _held(call: Call) -> Call:
    """Read a call and its dialogue again and hold both as they are: nobody closes them before this is done."""
    held = Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    held.dialogue = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=held.dialogue_id)
    return held


def _must_be_asked(call: Call, seat: Seat) -> None:
    if call.status == CallStatus.DRAFT or not call.asked().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not asked by this call."))


def _may_begin(call: Call, seat: Seat) -> None:
    if not call.takes_several and Answer.objects.standing().filter(call=call, seat=seat).exists():
        raise StateError(_("Your organisation has answered this call already."))


def _write(answer: Answer, typed: Typed) -> None:
    questions = {question.pk: question for question in answer.call.questions.all()}
    stored = {response.question_id: response for response in answer.responses.all()}
    new: list[Response] = []
    known: list[Response] = []
    for pk, question in questions.items():
        response = stored.get(pk) or Response(answer=answer, question=question)
        if question.kind == QuestionKind.FILE:
            if pk not in typed.files:
                continue
            response.file = typed.files[pk]
        else:
            response.value = typed.values.get(pk, "")
        (known if pk in stored else new).append(response)
    Response.objects.bulk_create(new)
    Response.objects.bulk_update(known, ["value", "file"])


def _hand_in(answer: Answer, by: User) -> Answer:
    responses = list(answer.responses.select_related("question", "file").order_by("question__number"))
    _must_be_complete(answer.call, responses)
    check_move(answer.status, AnswerStatus.SUBMITTED, ANSWER_MOVES, _("This answer was submitted already."))
    _add_to_ledger(answer, responses, by)
    answer.save(update_fields=["entry", "status", "submitted_at", "updated_at"])
    record(by, "answer.submitted", answer, entry=answer.entry_id)
    return answer


def _enter(answer: Answer, typed: Typed, by: User) -> Answer:
    questions = list(answer.call.questions.all())
    responses = [
        Response(question=question, value=typed.values.get(question.pk, ""), file=typed.files.get(question.pk))
        for question in questions
    ]
    _must_be_complete(answer.call, responses)
    _add_to_ledger(answer, responses, by)
    answer.save(force_insert=True)
    for response in responses:
        response.answer = answer
    Response.objects.bulk_create(responses)
    record(by, "answer.entered", answer, entry=answer.entry_id, channel=answer.channel)
    return answer


def _add_to_ledger(answer: Answer, responses: list[Response], by: User) -> None:
    call = answer.call
    is_anonymous = call.attribution == Attribution.NOBODY
    answer.entry = add_entry(
        call.dialogue,
        by=by,
        source=Source.ANSWER,
        seat=answer.seat,
        title=in_short(call, responses),
        text=whole_text(responses, call.dialogue.language),
        language=answer.language,
        channel=answer.channel,
        tier=Tier.HOST if is_anonymous else call.tier,
        attribution=call.attribution,
    )
    answer.status, answer.submitted_at = AnswerStatus.SUBMITTED, timezone.now()


def _must_be_complete(call: Call, responses: list[Response]) -> None:
    if open_ones := missing(call, responses):
        raise StateError(
            _("Still to be answered: %(questions)s") % {"questions": "; ".join(question.text for question in open_ones)}
        )
