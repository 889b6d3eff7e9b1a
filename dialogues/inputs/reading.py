"""Finds answers, drafts and files for whoever reads a page of inputs. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from dialogues.appearing import NAMED
from dialogues.inputs.models import Answer, AnswerQuerySet, Call, Response
from dialogues.inputs.states import AnswerStatus
from dialogues.ledger.attribution import Labels, level_of
from dialogues.ledger.models import Entry, EntryQuerySet
from dialogues.models import Dialogue, Seat
from inspired.core.access import Anyone


@dataclass(frozen=True)
class SeatState:
    """Where one of a person's seats stands with a call."""

    seat: Seat
    draft: Answer | None
    submitted: list[Answer]
    may_begin: bool


def seats_to_answer_for(user: Anyone, call: Call) -> list[SeatState]:
    """Return the seats this person speaks for that the call asks, with their drafts and answers; two queries."""
    speaking = call.dialogue.standing_of(user).speaking
    if not speaking:
        return []
    seats = list(call.asked().filter(pk__in=speaking).select_related("organisation"))
    answers: dict[int, list[Answer]] = {}
    for answer in Answer.objects.filter(call=call, seat__in=seats).select_related("entry").order_by("pk"):
        answers.setdefault(answer.seat_id, []).append(answer)
    return [_state(call, seat, answers.get(seat.pk, [])) for seat in seats]


def _state(call: Call, seat: Seat, answers: list[Answer]) -> SeatState:
    drafts = [answer for answer in answers if answer.status == AnswerStatus.DRAFT]
    submitted = [answer for answer in answers if answer.status == AnswerStatus.SUBMITTED]
    may_begin = call.takes_several or not any(answer.entry.objected_at is None for answer in submitted if answer.entry)
    return SeatState(seat, drafts[0] if drafts else None, submitted, may_begin)


def seat_to_answer_for(user: Anyone, call: Call, seat_id: int) -> Seat | None:
    """Return the seat if this person speaks for it and the call asks it."""
    if seat_id not in call.dialogue.standing_of(user).speaking:
        return None
    return call.asked().select_related("organisation").filter(pk=seat_id).first()


WRITTEN = Prefetch("responses", Response.objects.select_related("file", "question"))


def draft_of(call: Call, seat: Seat) -> Answer | None:
    """Return the seat's draft with its responses."""
    drafts = Answer.objects.filter(call=call, seat=seat, status=AnswerStatus.DRAFT)
    return drafts.prefetch_related(WRITTEN).first()


def latest_of(call: Call, seat: Seat) -> Answer | None:
    """Return what the seat wrote last, draft or submitted, with its responses."""
    answers = Answer.objects.filter(call=call, seat=seat).order_by("-updated_at", "-pk")
    return answers.prefetch_related(WRITTEN).first()


def may_open_files(user: Anyone, entry: Entry) -> bool:
    """Say whether this person may open what was handed in: a file can tell who made it, so it follows the name."""
    if Labels(user, entry.dialogue).knows(entry):
        return True
    return level_of(entry) in NAMED


def files_of(user: Anyone, entry: Entry) -> Iterable[Response]:
    """Return the responses of an entry's answer that hold files this person may open; one query at most."""
    if not may_open_files(user, entry):
        return []
    return Response.objects.filter(answer__entry=entry, file__isnull=False).select_related("file", "question", "answer")


def own_inputs(user: Anyone, dialogue: Dialogue) -> EntryQuerySet:
    """Keep the entries of the seats this person belongs to in the dialogue."""
    entries = Entry.objects.visible_to(user).filter(dialogue=dialogue)
    return entries.filter(seat__in=dialogue.standing_of(user).seats).for_table().select_related("dialogue")


def own_drafts(user: Anyone, dialogue: Dialogue) -> AnswerQuerySet:
    """Keep the drafts of the seats this person belongs to in the dialogue."""
    answers = Answer.objects.filter(call__dialogue=dialogue, status=AnswerStatus.DRAFT)
    return answers.filter(seat__in=dialogue.standing_of(user).seats).select_related("call", "seat__organisation")


def answer_to(user: Anyone, entry: Entry) -> Answer | None:
    """Return the answer an entry stands for, with its call, if this person may read it."""
    return Answer.objects.visible_to(user).filter(entry=entry).select_related("call__dialogue", "scan").first()
