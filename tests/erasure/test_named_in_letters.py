"""Whoever an institution named in its answer to a letter, or a host wrote down on a card, goes from there too."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from dialogues.convening.models import ContactCard, LetterAnswer
from dialogues.convening.services import contact_cards, contacts, letter_answers, letters
from dialogues.models import Delegate, Dialogue
from dialogues.services.erasing import erase_delegate
from inspired.core.models import Person, User
from inspired.core.services import erase_person
from tests import make
from tests.erasure.reading import places_of

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "SECRET-SUBSTITUTE", "secret-substitute@example.org"


def an_answer(dialogue: Dialogue, by: User, **said: Any) -> LetterAnswer:
    """Note the answer of an institution that accepts and names two people."""
    listed = contacts.list_organisation(dialogue, by=by, name="Guild", category="social_agents")
    today = timezone.localdate()
    wording = {
        "kind": "invitation",
        "language": "en",
        "subject": "An invitation",
        "text": "Please come.",
        "dated": today,
    }
    letter = letters.issue_letter(listed, by=by, **wording)
    return letter_answers.record_answer(letter, by=by, outcome="accepted", received_on=today, **said)


@pytest.mark.parametrize("address", ["", "Secret-Substitute@Example.org"], ids=["by name", "by address"])
def test_a_substitute_goes_from_the_answer_that_named_them(address: str) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    answer = an_answer(dialogue, host, name="Ana Lima", substitute=NAME, substitute_email=address)
    letter_answers.seat_answer(answer, by=host)
    assert places_of((NAME,))
    erase_delegate(Delegate.objects.get(person__name=NAME), by=host)
    assert places_of((NAME, ADDRESS)) == []
    answer.refresh_from_db()
    assert answer.outcome == "accepted" and answer.seated_at


def test_a_namesake_elsewhere_keeps_the_answer() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    letter_answers.seat_answer(an_answer(dialogue, host, name="Ana Lima", substitute=NAME), by=host)
    other = make.dialogue()
    namesake = Delegate.objects.create(seat=make.seat(other), person=Person.objects.create(name=NAME))
    erase_delegate(namesake, by=make.host_of(other))
    assert LetterAnswer.objects.get().substitute == NAME


def test_an_account_goes_from_cards_and_answers_whatever_the_letters_of_its_address() -> None:
    dialogue = make.dialogue()
    host, person = make.host_of(dialogue), make.user(email=ADDRESS, name="Somebody")
    written = "Secret-Substitute@Example.org"
    answer = an_answer(dialogue, host, name="Ana Lima", substitute=NAME, substitute_email=written)
    contact_cards.add_card(answer.letter.listed, by=host, name=NAME, email=written)
    erase_person(person.person, by=None)
    assert not ContactCard.objects.exists()
    assert places_of((ADDRESS,)) == []
