"""The life of a set of criteria: collected, discussed, weighed, locked, opened again; and the race of the lock."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dialogues.consensus.models import CriteriaSet, CriterionNote, SetStep, Weighing
from dialogues.consensus.services import criteria, weighings
from dialogues.consensus.states.criteria import CriterionStatus, SetStatus, Weighting
from dialogues.consensus.weighing import weights_of
from dialogues.models import EventReason, Notice
from dialogues.states import Channel
from inspired.core.audit import verify
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_challenges as mk
from tests.racing import at_once


@pytest.mark.django_db
def test_a_set_begins_once_with_the_seven_of_the_method() -> None:
    dialogue = make.dialogue()
    host, head = make.host_of(dialogue), make.delegate(make.seat(dialogue))
    begun = criteria.begin_set(dialogue, by=host)
    assert criteria.begin_set(dialogue, by=host) == begun
    assert begun.criteria.kept().filter(is_methods=True).count() == 7
    assert Notice.objects.filter(user=head, kind="consensus.criteria_begun").exists()


@pytest.mark.django_db
def test_a_seat_proposes_with_why_and_the_host_answers_with_a_reason() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    host, head = make.host_of(dialogue), make.delegate(seat)
    begun = criteria.begin_set(dialogue, by=host)
    said = {"title": "Gender advancement", "question": "Does it move women forward?", "why": "All of them are women"}
    proposed = criteria.propose_criterion(begun, by=head, seat=seat, **said)
    assert proposed.status == CriterionStatus.PROPOSED and proposed.key == "gender-advancement"
    assert CriterionNote.objects.get().seat == seat
    with pytest.raises(StateError):
        criteria.propose_criterion(begun, by=head, seat=seat, title="gender advancement")
    with pytest.raises(PermissionDenied):
        criteria.propose_criterion(begun, by=head, seat=make.seat(dialogue), title="Another’s")
    with pytest.raises(StateError, match="every proposal"):
        criteria.begin_weighing(begun, by=host, weighting=Weighting.RANK)
    with pytest.raises(StateError):
        criteria.leave_out_criterion(proposed, by=host, reason="")
    criteria.leave_out_criterion(proposed, by=host, reason="Fairness says it")
    criteria.keep_criterion(proposed, by=host)
    criteria.note_criterion(proposed, by=host, text="Kept after all")
    assert begun.criteria.kept().count() == 8
    assert Notice.objects.filter(user=head, kind="consensus.criterion_answered").exists()


@pytest.mark.django_db
def test_values_that_do_not_fit_are_refused() -> None:
    weighed = mk.being_weighed(weighting=Weighting.POINTS)
    ((seat, head),) = mk.table(weighed.dialogue, 1)
    with pytest.raises(StateError, match="99"):
        criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 99})
    with pytest.raises(StateError):
        criteria.weigh(weighed, by=head, seat=seat, values={"unknown": 100})
    with pytest.raises(PermissionDenied):
        criteria.weigh(weighed, by=head, seat=make.seat(weighed.dialogue), values={"fairness": 100})
    criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 100})
    criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 60, "legality": 40}, agrees=False)
    kept = Weighing.objects.get()
    assert (kept.values["legality"], kept.values["value-for-money"], kept.agrees) == (40, 0, False)


@pytest.mark.django_db
def test_what_is_entered_for_a_seat_is_announced_until_it_confirms_or_says_it_anew() -> None:
    weighed = mk.being_weighed()
    dialogue, host = weighed.dialogue, make.host_of(weighed.dialogue)
    (seat, head), (other, neighbour) = mk.table(dialogue, 2)
    given = criteria.weigh(weighed, by=host, seat=seat, values={"fairness": 1}, channel=Channel.PHONE)
    assert not given.is_confirmed and given.entered_by == host and given.given_by is None
    assert Notice.objects.filter(user=head, kind="consensus.weights_entered").exists()
    with pytest.raises(PermissionDenied):
        weighings.confirm_weighing(given, by=neighbour)
    assert weighings.confirm_weighing(given, by=head).is_confirmed
    with pytest.raises(StateError, match="here itself"):
        criteria.weigh(weighed, by=host, seat=seat, values={"legality": 1}, channel=Channel.PAPER)
    with pytest.raises(StateError):
        criteria.enter_weights(weighed, by=host, seat=other, values={"fairness": 1}, channel=Channel.WEB)
    with pytest.raises(PermissionDenied):
        criteria.weigh(weighed, by=host, seat=other, values={"fairness": 1})


@pytest.mark.django_db
def test_the_lock_asks_why_when_not_everybody_agreed_and_is_opened_again_as_a_new_set() -> None:
    weighed = mk.being_weighed()
    dialogue, host = weighed.dialogue, make.host_of(weighed.dialogue)
    (seat, head), (other, _neighbour) = mk.table(dialogue, 2)
    criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 1})
    with pytest.raises(StateError, match="Not every seat"):
        criteria.lock_set(weighed, by=host)
    locked = criteria.lock_set(weighed, by=host, reason="One is on leave")
    assert locked.status == SetStatus.LOCKED and locked.locked_at
    with pytest.raises(StateError):
        criteria.weigh(weighed, by=head, seat=seat, values={"legality": 1})
    with pytest.raises(StateError):
        criteria.enter_weights(weighed, by=host, seat=other, values={"legality": 1}, channel=Channel.PHONE)
    with pytest.raises(StateError):
        criteria.reopen_set(locked, by=host, reason="")
    following = criteria.reopen_set(locked, by=host, reason="A law has changed")
    assert (following.number, following.status) == (2, SetStatus.COLLECTING)
    assert CriteriaSet.objects.get(number=1).status == SetStatus.REPLACED
    assert list(following.criteria.values_list("key", flat=True)) == list(locked.criteria.values_list("key", flat=True))
    assert not following.weighings.exists() and locked.weighings.count() == 1
    event = Event.objects.get(verb="criteria_set.reopened")
    assert EventReason.objects.get(event=event).text == "A law has changed"
    assert SetStep.objects.filter(criteria_set=following, reason="A law has changed").exists()


@pytest.mark.django_db
def test_whoever_weighed_a_list_that_changed_is_asked_anew() -> None:
    weighed = mk.being_weighed()
    host = make.host_of(weighed.dialogue)
    for seat, head in mk.table(weighed.dialogue, 3):
        criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 1})
    assert len(set(weights_of(weighed).values())) == 2
    back = criteria.collect_again(weighed, by=host, reason="One more came up")
    added = criteria.propose_criterion(back, by=host, title="Environment", question="Does nature bear it?")
    criteria.keep_criterion(added, by=host)
    again = criteria.begin_weighing(back, by=host, weighting=Weighting.RANK)
    assert set(weights_of(again).values()) == {1 / 8}


@pytest.mark.django_db(transaction=True)
def test_of_a_lock_and_a_late_weighing_the_weighing_is_in_time_or_refused() -> None:
    weighed = mk.being_weighed()
    host = make.host_of(weighed.dialogue)
    table = mk.table(weighed.dialogue, 3)
    for seat, head in table[:2]:
        criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 1})
    late, head = table[2]
    ended = at_once(
        partial(criteria.lock_set, weighed, by=host, reason="Now"),
        partial(criteria.weigh, weighed, by=head, seat=late, values={"legality": 1}),
    )
    kept = Weighing.objects.filter(seat=late).first()
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert (kept is not None) == (ended["done"] == 2)
    locked = CriteriaSet.objects.get()
    assert locked.status == SetStatus.LOCKED
    if kept:
        assert kept.given_at <= locked.locked_at, "what counts was said before the lock"
    order = list(Event.objects.filter(verb__in=["weights.given", "criteria_set.locked"]).order_by("number"))
    assert order[-1].verb == "criteria_set.locked"
    assert not list(verify(weighed.audit_scope))


@pytest.mark.django_db(transaction=True)
def test_of_two_locks_one_counts() -> None:
    weighed = mk.being_weighed()
    host = make.host_of(weighed.dialogue)
    lock = partial(criteria.lock_set, weighed, by=host, reason="Now")
    assert at_once(lock, lock) == Counter({"done": 1, "StateError": 1})
    assert SetStep.objects.filter(status=SetStatus.LOCKED).count() == 1


@pytest.mark.django_db
def test_the_host_alone_takes_along_the_weights_seat_by_seat() -> None:
    weighed = mk.being_weighed(weighting=Weighting.POINTS)
    (seat, head), (silent, other) = mk.table(weighed.dialogue, 2)
    criteria.weigh(weighed, by=head, seat=seat, values={"fairness": 60, "legality": 40}, agrees=True)
    address = weighed.get_absolute_url()
    host, reader = Client(), Client()
    host.force_login(make.host_of(weighed.dialogue))
    reader.force_login(other)
    assert 'href="?format=csv"' in host.get(address).content.decode()
    file = host.get(f"{address}?format=csv").content.decode()
    assert f"{seat.organisation.name},answered," in file and "60" in file
    assert f"{silent.organisation.name},no answer yet" in file
    assert Event.objects.get(verb="list.exported").details["what"] == "criteria_weights"
    page = reader.get(f"{address}?format=csv").content.decode()
    assert page.startswith("<!") and "?format=csv" not in page.partition("<main")[2]
