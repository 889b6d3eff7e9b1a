"""Forced races on commitments: asked twice, answered by two, confirmed while it changes, corrected twice, watched twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise
from uuid import uuid4

import pytest
from django.utils import timezone

from dialogues.monitoring.models import Commitment, CommitmentAnswer, Report, ReportRound, Watcher
from dialogues.monitoring.services.commitments import (
    answer_commitment,
    ask_for_commitments,
    confirm_answer,
    enter_answer,
)
from dialogues.monitoring.services.following import name_watcher
from dialogues.monitoring.services.publishing import publish_status, withdraw_status
from dialogues.monitoring.services.reports import ask_for_reports, report
from dialogues.monitoring.states import Answer, Progress
from dialogues.states import Channel, Role, Visibility
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.monitoring import make as mo
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hosts_who_ask_at_once_ask_each_seat_once() -> None:
    dialogue = make.dialogue()
    colleague = make.role(dialogue, make.user(), Role.FACILITATOR).user
    for _number in range(3):
        mo.recommendation(dialogue, make.seat(dialogue))
    version = mo.endorsed(dialogue)
    acts = [partial(ask_for_commitments, version, by=by) for by in (make.host_of(dialogue), colleague)]
    assert at_once(*acts) == Counter({"done": 2})
    assert Commitment.objects.count() == 3 and Event.objects.filter(verb="commitment.asked").count() == 3
    assert not list(verify(dialogue.audit_scope))


def test_of_two_answers_read_from_the_same_state_one_is_refused_and_none_is_lost() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    first, second = make.delegate(seat), make.delegate(seat)
    (one,) = mo.asked(dialogue, seat)
    ended = at_once(
        partial(answer_commitment, one, by=first, answer=Answer.CONFIRMED, revision=1),
        partial(answer_commitment, one, by=second, answer=Answer.DECLINED, note="No money", revision=1),
    )
    assert ended == Counter({"done": 1, "StaleError": 1})
    kept = CommitmentAnswer.objects.get()
    assert Commitment.objects.get().answer == kept.answer


def test_what_is_confirmed_is_what_was_read() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    host = make.host_of(dialogue)
    (one,) = mo.asked(dialogue, seat)
    told = enter_answer(one, by=host, channel=Channel.PHONE, answer=Answer.CONFIRMED)
    ended = at_once(
        partial(confirm_answer, told, by=person, revision=2),
        partial(enter_answer, one, by=host, channel=Channel.PHONE, answer=Answer.AMENDED, words="Half of it"),
    )
    assert ended in (Counter({"done": 1, "StateError": 1}), Counter({"done": 1, "StaleError": 1}))
    now = Commitment.objects.get()
    assert (now.answer, now.own_words) in {(Answer.CONFIRMED, ""), (Answer.ASKED, "")}


def test_a_report_is_corrected_once_and_a_form_sent_twice_is_one_report() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (asked,) = mo.asked(dialogue, seat)
    one, key = mo.taken(asked, person), uuid4()
    said = {"by": person, "seat": seat}
    sent = partial(report, one, status=Progress.IMPLEMENTED, form_key=key, **said)
    assert at_once(sent, sent, sent) == Counter({"done": 3}) and Report.objects.count() == 1
    wrong = Report.objects.get()
    corrections = [partial(report, one, status=status, corrects=wrong, **said) for status in ("discussion", "taken_up")]
    assert at_once(*corrections) == Counter({"done": 1, "StateError": 1})
    assert Report.objects.count() == 2


def test_rounds_of_reports_and_watchers_are_made_once() -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (asked,) = mo.asked(dialogue, seat)
    mo.taken(asked, person)
    host, due = make.host_of(dialogue), timezone.now() + timedelta(days=9)
    ask = partial(ask_for_reports, dialogue, by=host, due_at=due)
    assert at_once(ask, ask, ask) == Counter({"done": 3}) and ReportRound.objects.count() == 1
    watch = [partial(name_watcher, dialogue, by=by, seat=seat, why="Own mandate") for by in (host, person)]
    assert at_once(*watch) == Counter({"done": 2}) and Watcher.objects.count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_an_answer_is_to_the_words_that_were_read_while_a_later_version_words_the_part_anew(turn: int) -> None:
    dialogue = make.dialogue()
    ((seat, person),) = mo.table(dialogue, 1)
    (one,) = mo.asked(dialogue, seat)
    one.recommendation.shares.update(words="In other words")
    later = mo.endorsed(dialogue, starts_on=timezone.localdate() - timedelta(days=60))
    ended = at_once(
        partial(answer_commitment, one, by=person, answer=Answer.CONFIRMED, revision=1),
        partial(ask_for_commitments, later, by=make.host_of(dialogue)),
    )
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StaleError": 1}))
    now = Commitment.objects.get()
    assert (now.words, now.answer, now.version_id) == ("In other words", Answer.ASKED, later.pk)
    assert not list(verify(dialogue.audit_scope))


@pytest.mark.parametrize("turn", range(3))
def test_what_is_published_and_withdrawn_at_once_ends_as_the_trail_says(turn: int) -> None:
    dialogue = make.dialogue(visibility=Visibility.PUBLIC, published_at=timezone.now())
    ((seat, person),) = mo.table(dialogue, 1)
    (asked,) = mo.asked(dialogue, seat)
    mo.taken(asked, person)
    host = make.host_of(dialogue)
    acts = [partial(act, dialogue, by=host) for act in (publish_status, withdraw_status, publish_status)]
    again = partial(answer_commitment, asked, by=person, answer=Answer.AMENDED, words="Half of it", revision=2)
    assert at_once(*acts, again) == Counter({"done": 4})
    said = Event.objects.filter(verb__in=["commitments.published", "commitments.withdrawn"]).order_by("number")
    verbs = list(said.values_list("verb", flat=True))
    off = "commitments.withdrawn"  # twice on the page: once more, in the words it was changed to
    assert verbs[0] == "commitments.published" and (off, off) not in pairwise(verbs)
    assert (Commitment.objects.get().published_at is not None) == (verbs[-1] == "commitments.published")
