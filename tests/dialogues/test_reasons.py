"""Reasons beside events: not in the chain, checked against their fingerprint, taken out for good, gone with the dialogue."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dialogues.documents.services import versions
from dialogues.models import Dialogue, EventReason
from dialogues.removing import remove_part
from dialogues.services.reasons import record_with_reason, take_out_reason
from dialogues.states import Role
from inspired.core.audit import record, verify
from inspired.core.models import Event
from tests import make
from tests.documents import make as documents

pytestmark = pytest.mark.django_db
WORDS = "Because Ana Lima was threatened"


def dialogue_with_reason() -> Dialogue:
    dialogue = make.dialogue(make.user(name="Ada Host", is_host=True))
    version = documents.version(documents.ppa(dialogue))
    versions.reopen_text(version.document, by=make.host_of(dialogue), reason=WORDS)
    return dialogue


def trail(dialogue: Dialogue, query: str = "") -> str:
    client = Client()
    client.force_login(make.host_of(dialogue))
    return client.get(f"/dialogues/{dialogue.slug}/manage/trail/{query}").content.decode()


def test_the_chain_keeps_the_fingerprint_and_the_trail_shows_the_words():
    dialogue = dialogue_with_reason()
    event = Event.objects.get(verb="document.reopened")
    assert WORDS not in str(event.details) and event.details == {"reason_sha256": event.given_reason.fingerprint}
    page = trail(dialogue)
    assert WORDS in page and "reason_sha256" not in page
    assert WORDS in trail(dialogue, "?words=threatened") and WORDS in trail(dialogue, "?format=csv")
    assert WORDS not in trail(dialogue, "?words=promised")


def test_the_same_words_have_different_fingerprints():
    dialogue = make.dialogue(make.user(is_host=True))
    host = make.host_of(dialogue)
    prints = {
        record_with_reason("round.extended", dialogue, by=host, dialogue=dialogue, reason=WORDS).details[
            "reason_sha256"
        ]
        for _turn in range(3)
    }
    assert len(prints) == 3


def test_changed_words_are_told():
    dialogue = dialogue_with_reason()
    EventReason.objects.update(text="Because all agreed")
    page = trail(dialogue)
    assert "not those that were given" in page and "Because all agreed" not in page


def test_a_host_takes_words_out_for_good_and_the_chain_holds():
    dialogue = dialogue_with_reason()
    host, given = make.host_of(dialogue), dialogue.event_reasons.get()
    client = Client()
    client.force_login(host)
    address = f"/dialogues/{dialogue.slug}/manage/trail/{given.pk}/take-out/"
    assert address in trail(dialogue) and WORDS in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    given.refresh_from_db()
    assert (given.text, given.salt) == ("", "") and given.taken_out_at
    page = trail(dialogue)
    assert WORDS not in page and address not in page and "were taken out of event" in page
    assert WORDS not in client.get(address).content.decode()
    assert not list(verify(dialogue.audit_scope))
    take_out_reason(given, by=host)
    assert Event.objects.filter(verb="reason.taken_out").count() == 1, "a second time changes nothing"


def test_nobody_else_takes_words_out():
    dialogue = dialogue_with_reason()
    given, facilitator, stranger = dialogue.event_reasons.get(), make.user(is_host=True), make.user(is_host=True)
    make.role(dialogue, facilitator, Role.FACILITATOR)
    for wrong in (facilitator, stranger):
        with pytest.raises(PermissionDenied):
            take_out_reason(given, by=wrong)
        assert not EventReason.objects.visible_to(wrong).exists()
    given.refresh_from_db()
    assert given.text == WORDS


def test_words_go_with_their_dialogue_and_the_event_stays():
    dialogue = make.dialogue(make.user(is_host=True))
    record_with_reason("document.reopened", dialogue, by=make.host_of(dialogue), dialogue=dialogue, reason=WORDS)
    number = dialogue.pk
    while remove_part(SimpleNamespace(dialogue_id=number), 100):
        pass
    assert not EventReason.objects.exists()
    assert Event.objects.filter(verb="document.reopened").exists() and not list(verify(f"dialogue:{number}"))


def test_reasons_of_before_are_still_told():
    dialogue = make.dialogue(make.user(is_host=True))
    record(make.host_of(dialogue), "dialogue.paused", dialogue, reason="Written into the chain once")
    assert "Written into the chain once" in trail(dialogue)
