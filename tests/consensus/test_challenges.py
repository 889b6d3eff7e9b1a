"""Challenges: put on the table, proposed and answered, reworded, left out; what they rest on."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.consensus.models import Challenge
from dialogues.consensus.services import challenges, criteria
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.consensus.weighing import weights_of
from dialogues.models import Dialogue, Notice
from inspired.core.states import StaleError, StateError
from tests import make
from tests.consensus import make_challenges as mk

pytestmark = pytest.mark.django_db


def test_a_challenge_is_on_the_table_at_once_and_the_tab_appears() -> None:
    dialogue = make.dialogue()
    seat = make.delegate(make.seat(dialogue))
    made = mk.challenge(dialogue)
    assert (made.number, made.status) == (1, ChallengeStatus.ON_TABLE)
    assert Challenge.objects.visible_to(seat).get() == made
    assert Dialogue.objects.get(pk=dialogue.pk).shown_tabs == ["consensus"]


def test_the_same_form_sent_twice_is_one_challenge() -> None:
    made = mk.challenge()
    host = make.host_of(made.dialogue)
    again = challenges.add_challenge(made.dialogue, by=host, title="Twice", form_key=made.form_key)
    assert again == made and Challenge.objects.count() == 1


def test_a_seat_proposes_and_the_host_answers() -> None:
    dialogue = make.dialogue()
    seat, other = make.seat(dialogue), make.seat(dialogue)
    head, neighbour, host = make.delegate(seat), make.delegate(other), make.host_of(dialogue)
    made = challenges.propose_challenge(dialogue, by=head, seat=seat, title="Inspection in private homes")
    assert not Challenge.objects.visible_to(neighbour).exists()
    assert Notice.objects.filter(user=host, kind="consensus.challenge_proposed").exists()
    with pytest.raises(PermissionDenied):
        challenges.propose_challenge(dialogue, by=neighbour, seat=seat, title="In another’s name")
    with pytest.raises(StateError):
        challenges.leave_out(made, by=host, reason=" ")
    challenges.leave_out(made, by=host, reason="It belongs to the first")
    assert Notice.objects.filter(user=head, kind="consensus.challenge_answered").exists()
    assert not Challenge.objects.visible_to(neighbour).exists(), "what was never shown stays between host and seat"
    challenges.put_on_table(made, by=host)
    assert Challenge.objects.visible_to(neighbour).get().reason == ""


def test_a_stale_form_is_refused_and_nothing_new_is_no_edit() -> None:
    made = mk.challenge(text="Old")
    host = make.host_of(made.dialogue)
    challenges.edit_challenge(made, by=host, revision=1, title=made.title, text="New")
    with pytest.raises(StaleError) as stale:
        challenges.edit_challenge(made, by=host, revision=1, title=made.title, text="Mine")
    assert stale.value.current.text == "New"
    assert challenges.edit_challenge(made, by=host, revision=1, title=made.title, text="New").revision == 2


def test_weights_are_equal_until_three_seats_weighed() -> None:
    weighed = mk.being_weighed()
    keys = list(weighed.criteria.values_list("key", flat=True))
    assert len(keys) == 7
    for seat, head in mk.table(weighed.dialogue, 2):
        criteria.weigh(weighed, by=head, seat=seat, values={keys[3]: 1})
    assert set(weights_of(weighed).values()) == {1 / 7}
    ((seat, head),) = mk.table(weighed.dialogue, 1)
    criteria.weigh(weighed, by=head, seat=seat, values={keys[3]: 1})
    weights = weights_of(weighed)
    assert sum(weights.values()) == pytest.approx(1) and max(weights, key=weights.__getitem__) == keys[3]
