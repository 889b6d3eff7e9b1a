"""Forced races on interviews: asking past the most one may have open, and two answers at the same moment."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from dialogues.models import Notice
from dialogues.monitoring.models import Interview
from dialogues.monitoring.services.interviews import (
    MOST_OPEN,
    answer_interview,
    pass_interview,
    settle_interview,
    withdraw_interview,
)
from dialogues.monitoring.states import InterviewStatus
from dialogues.states import Role
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.monitoring.test_interviews import Stage
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_who_asks_several_times_at_once_ends_at_the_most_one_may_have_open(stage: Stage) -> None:
    first = stage.ask()
    said = {"version": stage.version, "asked_by": stage.media, "question": "Why now?", "due_at": first.due_at}
    more = [Interview(dialogue=stage.dialogue, reply_by="phone", **said) for _one in range(MOST_OPEN - 2)]
    Interview.objects.bulk_create(more)
    ended = at_once(*[stage.ask] * AT_ONCE)
    assert ended == Counter({"done": 1, "StateError": AT_ONCE - 1})
    assert Interview.objects.count() == MOST_OPEN
    assert Event.objects.filter(verb="interview.asked").count() == 2 and not list(verify(stage.dialogue.audit_scope))


def test_one_form_sent_several_times_at_once_is_one_request(stage: Stage) -> None:
    key = Interview().form_key
    assert at_once(*[partial(stage.ask, form_key=key)] * AT_ONCE) == Counter({"done": AT_ONCE})
    assert Interview.objects.count() == 1
    assert Notice.objects.filter(user=stage.host, kind="monitoring.interview_asked").count() == 1


def test_of_two_hosts_who_tell_the_media_user_at_once_one_is_heard(stage: Stage) -> None:
    one = stage.ask()
    colleague = make.role(stage.dialogue, make.user(), Role.FACILITATOR).user
    ended = at_once(
        partial(settle_interview, one, by=stage.host, answered=True, words="They spoke", revision=1),
        partial(settle_interview, one, by=colleague, answered=False, words="Not now", revision=1),
    )
    assert ended == Counter({"done": 1, "StaleError": 1})
    one.refresh_from_db()
    assert (one.status, one.words) in {(InterviewStatus.ANSWERED, "They spoke"), (InterviewStatus.DECLINED, "Not now")}
    assert Notice.objects.filter(user=stage.media, kind="monitoring.interview_told").count() == 1
    assert Event.objects.filter(verb__in=["interview.answered", "interview.declined"]).count() == 1


def test_a_host_who_answers_twice_at_once_answers_once(stage: Stage) -> None:
    one = stage.ask()
    act = partial(settle_interview, one, by=stage.host, answered=True, words="They spoke", revision=1)
    assert at_once(act, act) == Counter({"done": 2})
    assert Interview.objects.get().revision == 2
    assert Event.objects.filter(verb="interview.answered").count() == 1


def test_no_seat_is_named_that_takes_its_word_back_while_the_host_answers(stage: Stage) -> None:
    one = stage.passed()
    answer_interview(one, by=stage.other, accepts=True, revision=2)
    ended = at_once(
        partial(answer_interview, one, by=stage.other, accepts=False, words="Not any more", revision=3),
        partial(settle_interview, one, by=stage.host, answered=True, words="They spoke", revision=3),
    )
    assert ended == Counter({"done": 1, "StaleError": 1})
    one.refresh_from_db()
    told = (one.status, one.accepted_at is not None, one.words)
    assert told in {(InterviewStatus.REFUSED, False, ""), (InterviewStatus.ANSWERED, True, "They spoke")}
    shown = stage.quiet.organisation.name in stage.page(stage.media, one)
    assert shown == (one.status == InterviewStatus.ANSWERED)


def test_what_is_taken_back_while_it_is_passed_on_ends_as_the_trail_says(stage: Stage) -> None:
    one = stage.ask()
    ended = at_once(
        partial(withdraw_interview, one, by=stage.media),
        partial(pass_interview, one, by=stage.host, seat=stage.open, revision=1),
    )
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StaleError": 1}))
    one.refresh_from_db()
    assert one.status == InterviewStatus.WITHDRAWN, "taking back is open to who asked until it is settled"
    last = Event.objects.filter(verb__startswith="interview.").order_by("number").last()
    assert last is not None and last.verb == "interview.withdrawn"
    assert not list(verify(stage.dialogue.audit_scope))
