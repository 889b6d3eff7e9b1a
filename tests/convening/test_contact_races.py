"""Two colleagues write to one contact at the same moment; real threads on a real database."""

from __future__ import annotations

import pytest

from dialogues.convening.models import ListedOrganisation
from dialogues.convening.services import contact_cards, contact_log, contacts
from dialogues.convening.services.contact_lists import take_in_list
from tests import make
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_of_those_who_write_at_once_one_succeeds_and_the_others_are_told() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    listed = contacts.list_organisation(dialogue, by=host, name="One of them")
    card = contact_cards.add_card(listed, by=host, name="Ana")
    notes = [f"Note {number}" for number in range(AT_ONCE)]
    ended = at_once(
        *[lambda note=note: contacts.edit_listed(listed, by=host, revision=1, notes=note) for note in notes]
    )
    assert ended == {"done": 1, "StaleError": AT_ONCE - 1}
    ended = at_once(
        *[
            lambda note=note: contact_cards.edit_card(card, by=host, revision=1, name="Ana", notes=note)
            for note in notes
        ]
    )
    assert ended == {"done": 1, "StaleError": AT_ONCE - 1}


def test_listed_at_once_stands_once() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    ended = at_once(*[lambda: contacts.list_organisation(dialogue, by=host, name="One of them")] * AT_ONCE)
    assert ended == {"done": 1, "StateError": AT_ONCE - 1}
    text = "organisation,name\nAnother,Ana\nThird,Bea\n"
    assert at_once(*[lambda: take_in_list(dialogue, by=host, text=text)] * 3) == {"done": 3}
    assert ListedOrganisation.objects.count() == 3


def test_a_call_pressed_at_once_is_logged_once() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    listed = contacts.list_organisation(dialogue, by=host, name="One of them")
    key = dialogue.form_key
    at_once(*[lambda: contact_log.log_call(listed, by=host, reached=True, form_key=key)] * AT_ONCE)
    assert listed.log.count() == 1


def test_moved_at_once_is_moved_once() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    listed = contacts.list_organisation(dialogue, by=host, name="One of them")
    ended = at_once(*[lambda: contacts.move_stage(listed, by=host, to="agreed", reason="Yes")] * AT_ONCE)
    assert ended == {"done": 1, "StateError": AT_ONCE - 1}
    assert listed.moves.count() == 2
