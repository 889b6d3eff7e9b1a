"""Requests for interviews: a media user asks, the host passes on and relays, a seat accepts or declines for itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.documents.models import Version
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.interviewing import may_be_asked
from dialogues.monitoring.models import Interview
from dialogues.monitoring.states import INTERVIEW_MOVES, SETTLED_INTERVIEWS, InterviewStatus, ReplyWay
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import media_of, speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StaleError, StateError, check_move

TAB = "interviews"
MOST_OPEN = 30  # of one media user in one dialogue, so that the host team can answer each


@transaction.atomic
def ask_interview(
    version: Version,
    *,
    by: User,
    question: str,
    reply_by: str,
    due_at: datetime,
    seat: Seat | None = None,
    medium: str = "",
    reach: str = "",
    form_key: UUID | None = None,
) -> Interview:
    """Ask, as a media user, for an interview about a text one may read: with a seat that appears in public, or the host.

    The host team is told after commit, the seat is not. The same form sent twice is one request. Raises StateError for
    a text that is not theirs to read, a day that has passed, a seat that is not named in public, and one more than thirty open requests.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",)).get(pk=version.document.dialogue_id)
    require(by, "monitoring.ask_interview", dialogue)
    if (known := made_before(Interview.objects.filter(dialogue=dialogue, asked_by=by), form_key)) is not None:
        return known
    _not_too_many(dialogue, by)
    if not Version.objects.read_by_media(by).filter(pk=version.pk).exists():
        raise StateError(_("This text is not published, nor yours to read before."))
    if seat is not None and not may_be_asked(dialogue).filter(pk=seat.pk).exists():
        raise StateError(_("This organisation does not appear in public. Ask the host."))
    if due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    if not question.strip() or reply_by not in ReplyWay.values:
        raise StateError(_("Say what you would like to ask, and how you would like the reply."))
    said = {"question": question.strip(), "medium": medium.strip(), "reach": reach.strip(), "reply_by": reply_by}
    made = Interview.objects.create(
        dialogue=dialogue, version=version, seat=seat, due_at=due_at, asked_by=by, form_key=form_key or uuid4(), **said
    )
    _show(dialogue)
    wished: dict[str, Any] = {"seat": seat.pk} if seat else {}
    record(by, "interview.asked", made, **wished)
    announce("monitoring.interview_asked", made, to=team_of(dialogue), by=by)
    return made


def _not_too_many(dialogue: Dialogue, by: User) -> None:
    open_ones = Interview.objects.filter(dialogue=dialogue, asked_by=by).exclude(status__in=SETTLED_INTERVIEWS)
    if open_ones.count() >= MOST_OPEN:
        raise StateError(_("Some of your requests still wait. Take one back, or wait until it is settled."))


def _show(dialogue: Dialogue) -> None:
    """Let what waits be asked for from the first request on; before it nothing is read."""
    if TAB not in dialogue.shown_tabs:
        dialogue.shown_tabs = sorted({*dialogue.shown_tabs, TAB})
        dialogue.save(update_fields=["shown_tabs"])


@transaction.atomic
def pass_interview(interview: Interview, *, by: User, seat: Seat, words: str = "", revision: int) -> Interview:
    """Ask a seat at the table whether it would answer; the media user is not told which one. Twice the same changes nothing.

    Raises StaleError when something else happened to the request since ``revision`` was read.
    """
    interview = _locked(interview, by)
    said = {"status": InterviewStatus.PASSED_ON, "passed_to": seat, "passed_words": words.strip()}
    if _stands(interview, said):
        return interview
    _check(interview, InterviewStatus.PASSED_ON, revision)
    require(by, "monitoring.pass_interview", interview)
    if not interview.dialogue.seats.at_the_table().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    _keep(interview, **said, seat_words="", accepted_at=None)
    record(by, "interview.passed_on", interview, seat=seat.pk)
    key, seats = f"{interview.pk}:{interview.revision}", [seat.pk]
    announce("monitoring.interview_passed", interview, to=speakers_of(seats), by=by, key=key, seats=seats)
    return interview


@transaction.atomic
def answer_interview(interview: Interview, *, by: User, accepts: bool, words: str = "", revision: int) -> Interview:
    """Accept for one's seat, or decline with a reason for the host; what was accepted may be taken back until it is settled.

    Only once a seat accepts the media user reads its name. Raises StateError for a refusal without a reason.
    """
    interview = _locked(interview, by)
    target = InterviewStatus.ACCEPTED if accepts else InterviewStatus.REFUSED
    if _stands(interview, {"status": target, "seat_words": words.strip()}):
        return interview
    _check(interview, target, revision)
    require(by, "monitoring.answer_interview", interview)
    if not accepts and not words.strip():
        raise StateError(_("Say why not. The host team alone reads it."))
    _keep(interview, status=target, seat_words=words.strip(), accepted_at=timezone.now() if accepts else None)
    record(by, "interview.accepted" if accepts else "interview.refused", interview, seat=interview.passed_to_id)
    key = f"{interview.pk}:{interview.revision}"
    announce("monitoring.interview_said", interview, to=team_of(interview.dialogue), by=by, key=key)
    if accepts:
        _tell_asker(interview, by)
    return interview


@transaction.atomic
def settle_interview(interview: Interview, *, by: User, answered: bool, words: str, revision: int) -> Interview:
    """Tell the media user, as the host, how the request was answered or why it is declined; how to reach them is forgotten.

    What a seat was asked and has not said can be declined, not answered: nobody speaks to the media for it.
    """
    interview = _locked(interview, by)
    target = InterviewStatus.ANSWERED if answered else InterviewStatus.DECLINED
    if _stands(interview, {"status": target, "words": words.strip()}):
        return interview
    _check(interview, target, revision)
    require(by, "monitoring.settle_interview", interview)
    if not words.strip():
        raise StateError(_("Say how it was answered, or why it is declined. The media user reads it."))
    _keep(interview, status=target, words=words.strip(), reach="")
    record(by, "interview.answered" if answered else "interview.declined", interview)
    _tell_asker(interview, by)
    return interview


@transaction.atomic
def withdraw_interview(interview: Interview, *, by: User) -> Interview:
    """Take one's own request back; twice changes nothing."""
    interview = _locked(interview, by)
    if interview.status == InterviewStatus.WITHDRAWN and interview.asked_by_id == by.pk:
        return interview
    require(by, "monitoring.withdraw_interview", interview)
    _keep(interview, status=InterviewStatus.WITHDRAWN, reach="")
    record(by, "interview.withdrawn", interview)
    key, seats = f"{interview.pk}:{interview.revision}", _concerned(interview)
    people = [*team_of(interview.dialogue), *speakers_of(seats)]
    announce("monitoring.interview_said", interview, to=people, by=by, key=key, seats=seats)
    return interview


def _concerned(interview: Interview) -> list[int]:
    return [interview.passed_to_id] if interview.passed_to_id else []


def _stands(interview: Interview, said: dict[str, Any]) -> bool:
    """Does it say so already?"""
    return all(getattr(interview, name) == value for name, value in said.items())


def _check(interview: Interview, target: str, revision: int) -> None:
    if revision != interview.revision:
        raise StaleError(interview)
    check_move(interview.status, target, INTERVIEW_MOVES, _("This request does not wait for that any more."))


def _keep(interview: Interview, **said: Any) -> None:
    for name, value in said.items():
        setattr(interview, name, value)
    interview.revision += 1
    interview.save(update_fields=[*said, "revision"])


def _tell_asker(interview: Interview, by: User) -> None:
    """Tell whoever asked, as long as they are a media user here."""
    asker = [user for user in media_of(interview.dialogue) if user.pk == interview.asked_by_id]
    key = f"{interview.pk}:{interview.revision}"
    announce("monitoring.interview_told", interview, to=asker, by=by, key=key)


def _locked(interview: Interview, by: User) -> Interview:
    locked = Interview.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=interview.pk)
    locked.dialogue = held_dialogue(locked.dialogue, by=by)
    return locked
