"""Forced races: two hosts press at once, a seat answers while the host agrees. Real threads on a real database."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dialogues.models import Dialogue, GroundRules
from dialogues.services.dialogue import StateError, create_dialogue, edit_dialogue
from dialogues.services.phases import move_phase
from dialogues.services.rules import agree_rules, answer_rules, propose_rules
from inspired.core.audit import verify
from inspired.core.models import Event
from tests import make
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_a_phase_pressed_at_once_is_moved_once() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    ended = at_once(*[lambda: move_phase(dialogue, "assessment", "open", by=host, reason="Now")] * AT_ONCE)
    assert ended == {"done": 1, "StateError": AT_ONCE - 1}
    assert dialogue.phase_log.count() == 1
    assert Event.objects.filter(verb="phase.opened").count() == 1
    assert not list(verify(dialogue.audit_scope))


def test_a_form_sent_at_once_gives_one_dialogue() -> None:
    host = make.user(is_host=True)
    key = uuid4()

    def create() -> Dialogue:
        return create_dialogue(
            by=host,
            form_key=key,
            title="Work",
            purpose="Agree",
            country="Here",
            policy_area="Labour",
            host_organisation="Us",
        )

    assert at_once(*[create] * AT_ONCE) == {"done": AT_ONCE}
    assert Dialogue.objects.count() == 1
    assert Event.objects.filter(verb="dialogue.created").count() == 1


def test_two_editors_at_once_lose_nothing() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    acts = [
        lambda number=number: edit_dialogue(dialogue, by=host, revision=1, title=f"Title {number}")
        for number in range(AT_ONCE)
    ]
    assert at_once(*acts) == {"done": 1, StateError.__name__: AT_ONCE - 1}
    assert Dialogue.objects.get().revision == 2


def test_proposals_at_once_leave_one_open() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    acts = [lambda number=number: propose_rules(dialogue, by=host, text=f"Text {number}") for number in range(AT_ONCE)]
    assert at_once(*acts) == {"done": AT_ONCE}
    rules = GroundRules.objects.order_by("number")
    assert [version.number for version in rules] == list(range(1, AT_ONCE + 1))
    assert [version.status for version in rules].count("proposed") == 1


def test_an_answer_and_the_agreement_do_not_cross() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    seats = [make.seat(dialogue) for _number in range(3)]
    heads = [make.delegate(seat) for seat in seats]
    rules = propose_rules(dialogue, by=host, text="We listen.")
    answers = [
        lambda head=head, seat=seat: answer_rules(rules, by=head, seat=seat, agrees=True)
        for head, seat in zip(heads, seats, strict=True)
    ]
    ended = at_once(
        *answers, lambda: agree_rules(rules, by=host, reason="Now"), lambda: agree_rules(rules, by=host, reason="Now")
    )
    assert ended["PermissionDenied"] >= 1
    assert ended["done"] == rules.answers.count() + 1
    stated = Event.objects.get(verb="ground_rules.agreed")
    before = Event.objects.filter(verb="ground_rules.answered", number__lt=stated.number).count()
    assert rules.answers.count() == before
    assert stated.details["not_agreed"] == len(seats) - before
    assert not list(verify(dialogue.audit_scope))
