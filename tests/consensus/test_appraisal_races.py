"""Forced races on appraisals: late scores against reopened criteria and closing, two delegates of one seat at once."""

from __future__ import annotations

from collections import Counter
from functools import partial
from threading import Event as Signal
from time import sleep
from typing import Any

import pytest
from django.db import transaction

from dialogues.consensus.models import Appraisal, Conclusion, Judgement, Opinion, Option
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import criteria, options
from dialogues.consensus.services.concerns import raise_concern
from dialogues.consensus.services.opinions import confirm_opinion
from dialogues.consensus.states.appraisal import AppraisalStatus, ConcernKind
from dialogues.consensus.states.criteria import SetStatus
from dialogues.services.dialogue import change_status
from dialogues.states import Status
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch
from tests.racing import at_once, ends_of

pytestmark = pytest.mark.django_db(transaction=True)


def begun():
    """An open appraisal, a seat with two delegates, and what they would say."""
    appraisal = ap.appraisal(ap.challenge(count=1))
    seat = make.seat(appraisal.challenge.dialogue)
    return appraisal, seat, make.delegate(seat), make.delegate(seat), make.host_of(appraisal.challenge.dialogue)


@pytest.mark.parametrize("turn", range(3))
def test_a_late_score_and_reopened_criteria_never_both_count(turn: int) -> None:
    appraisal, seat, delegate, _other, host = begun()
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=ap.scores(appraisal), revision=0)
    submit = partial(verbs.submit_opinion, saved, by=delegate, revision=1)
    reopen = partial(criteria.reopen_set, appraisal.criteria_set, by=host, reason="A criterion was forgotten")
    assert at_once(submit, reopen) in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    appraisal = Appraisal.objects.select_related("criteria_set").get()
    assert appraisal.criteria_set.status == SetStatus.REPLACED and not appraisal.takes_answers
    again = partial(verbs.save_opinion, appraisal, by=delegate, seat=seat, judgements={}, revision=1)
    assert at_once(again) == Counter({"StateError": 1})
    assert not list(verify(host_scope(appraisal)))


def host_scope(appraisal: Appraisal) -> str:
    """The chain of the appraisal's dialogue."""
    return Appraisal.objects.select_related("challenge__dialogue").get(pk=appraisal.pk).audit_scope


def test_criteria_locked_and_an_appraisal_opened_at_once_leave_no_appraisal_without_locked_criteria() -> None:
    challenge = ap.challenge(count=1)
    host = make.host_of(challenge.dialogue)
    weighed = ch.being_weighed(challenge.dialogue)
    lock = partial(criteria.lock_set, weighed, by=host, reason="The room agreed")
    opened = partial(verbs.open_appraisal, challenge, by=host, depth="scores")
    ended = at_once(lock, opened)
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert all(one.criteria_set.status == SetStatus.LOCKED for one in Appraisal.objects.select_related("criteria_set"))


def test_two_delegates_who_begin_at_once_make_one_answer_and_one_reads_the_other() -> None:
    appraisal, seat, one, other, _host = begun()
    saves = [
        partial(verbs.save_opinion, appraisal, by=by, seat=seat, judgements=ap.scores(appraisal, score), revision=0)
        for by, score in ((one, 1), (other, 3))
    ]
    assert at_once(*saves) == Counter({"done": 1, "StaleError": 1})
    opinion = Opinion.objects.get()
    (score,) = set(Judgement.objects.values_list("score", flat=True))
    assert (opinion.given_by_id, score) in {(one.pk, 1), (other.pk, 3)}


def test_two_delegates_who_change_at_once_lose_nothing_unseen() -> None:
    appraisal, seat, one, other, _host = begun()
    verbs.save_opinion(appraisal, by=one, seat=seat, judgements=ap.scores(appraisal, 2), revision=0)
    saves = [
        partial(verbs.save_opinion, appraisal, by=by, seat=seat, judgements=ap.scores(appraisal, score), revision=1)
        for by, score in ((one, 1), (other, 3))
    ]
    assert at_once(*saves) == Counter({"done": 1, "StaleError": 1})
    assert Opinion.objects.get().revision == 2
    assert len(set(Judgement.objects.values_list("score", flat=True))) == 1


def test_what_is_submitted_while_it_is_closed_counts_or_is_refused() -> None:
    appraisal, seat, delegate, _other, host = begun()
    saved = verbs.save_opinion(appraisal, by=delegate, seat=seat, judgements=ap.scores(appraisal), revision=0)
    ended = at_once(
        partial(verbs.submit_opinion, saved, by=delegate, revision=1),
        partial(verbs.close_appraisal, appraisal, by=host),
    )
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert Appraisal.objects.get().status == AppraisalStatus.CLOSED
    assert (Opinion.objects.get().submitted_at is not None) == (ended["done"] == 2)


def test_an_option_added_while_the_appraisal_opens_is_appraised_or_refused() -> None:
    challenge = ap.challenge(count=1)
    ap.criteria(challenge.dialogue)
    host = make.host_of(challenge.dialogue)
    ended = at_once(
        partial(options.add_option, challenge, by=host, title="A late one"),
        partial(verbs.open_appraisal, challenge, by=host, depth="scores"),
    )
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert Appraisal.objects.get().options.count() == Option.objects.count()


def test_two_hosts_open_one_appraisal_and_write_one_conclusion() -> None:
    challenge = ap.challenge(count=1)
    ap.criteria(challenge.dialogue)
    host = make.host_of(challenge.dialogue)
    opens = [partial(verbs.open_appraisal, challenge, by=host, depth="words")] * 2
    assert at_once(*opens) == Counter({"done": 1, "StateError": 1})
    appraisal = verbs.close_appraisal(Appraisal.objects.get(), by=host)
    writes = [partial(verbs.conclude, appraisal, by=host, text=f"We try {turn}", revision=0) for turn in range(2)]
    assert at_once(*writes) == Counter({"done": 1, "StaleError": 1})
    assert Conclusion.objects.get().revision == 1


def test_what_was_entered_is_confirmed_once() -> None:
    appraisal, seat, one, other, _host = begun()
    given = ap.entered(appraisal, seat)
    confirms = [partial(confirm_opinion, given, by=by, revision=given.revision) for by in (one, other)]
    assert at_once(*confirms) == Counter({"done": 2})
    assert Opinion.objects.get().is_confirmed
    assert not list(verify(host_scope(appraisal)))


@pytest.mark.parametrize(
    "what", ["option.proposed", "concern.raised", "opinion.confirmed", "conclusion.written", "acceptance.given"]
)
def test_nothing_is_said_of_options_while_the_dialogue_is_being_closed(what: str) -> None:
    appraisal, seat, delegate, _other, host = begun()
    dialogue = appraisal.challenge.dialogue
    say = prepared(what, appraisal, seat, delegate, host)
    shut = Signal()

    def close_slowly() -> None:
        with transaction.atomic():
            change_status(dialogue, by=host, target=Status.CLOSED, reason="It has ended")
            shut.set()
            sleep(1)  # whoever comes now still reads that it is open

    def speak() -> Any:
        assert shut.wait(30)
        return say()

    closed, said = ends_of(close_slowly, speak)
    assert closed is None or closed.status == Status.CLOSED, closed
    assert type(said).__name__ in {"StateError", "PermissionDenied"}, said
    assert not Event.objects.filter(verb=what).exists()


def prepared(what: str, appraisal: Appraisal, seat: Any, delegate: Any, host: Any) -> Any:
    """Everything that comes before, and the act itself."""
    if what == "option.proposed":
        return partial(options.propose_option, appraisal.challenge, by=delegate, seat=seat, title="Late")
    if what == "concern.raised":
        verbs.open_concerns(appraisal, by=host)
        return partial(raise_concern, appraisal, by=delegate, seat=seat, kind=ConcernKind.VALUE, text="Late")
    if what == "opinion.confirmed":
        given = ap.entered(appraisal, seat)
        return partial(confirm_opinion, given, by=delegate, revision=given.revision)
    verbs.close_appraisal(appraisal, by=host)
    if what == "conclusion.written":
        return partial(verbs.conclude, appraisal, by=host, text="Late")
    made = verbs.conclude(appraisal, by=host, text="We try it")
    return partial(verbs.accept_conclusion, made, by=delegate, seat=seat, revision=1, accepts=True)
