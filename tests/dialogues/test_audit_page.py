"""The audit trail page: names from keys, filters, downloads, and a chain that tells when it was touched."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.models import Dialogue
from dialogues.services.dialogue import edit_dialogue
from dialogues.services.roles import give_role
from dialogues.states import Role
from inspired.core.models import Event
from tests import make
from tests.core.test_audit import without_triggers

pytestmark = pytest.mark.django_db


def trail(dialogue: Dialogue, query: str = "") -> str:
    client = Client()
    client.force_login(make.host_of(dialogue))
    return client.get(f"/dialogues/{dialogue.slug}/manage/trail/{query}").content.decode()


def eventful() -> Dialogue:
    dialogue = make.dialogue(make.user(name="Ada Host", is_host=True))
    host = dialogue.roles.get().user
    edit_dialogue(dialogue, by=host, revision=1, title="Another title")
    give_role(dialogue, by=host, holder=make.user(name="Bo Observer"), role=Role.OBSERVER)
    return dialogue


def test_keys_become_names_and_verbs_become_words() -> None:
    dialogue = eventful()
    page = trail(dialogue)
    for words in ("Ada Host", "Bo Observer", "Settings changed", "Role given", "The trail verifies: 2 events"):
        assert words in page, words
    assert make.host_of(dialogue).person_key not in page


def test_the_filter_keeps_one_kind() -> None:
    dialogue = eventful()
    page = trail(dialogue, "?verb=role.given")
    assert page.count("<td><bdi>Role given") == 1
    assert "<td><bdi>Settings changed" not in page


def test_a_touched_chain_is_told() -> None:
    dialogue = eventful()
    without_triggers()
    Event.objects.filter(scope=dialogue.audit_scope, number=1).update(verb="dialogue.praised")
    page = trail(dialogue)
    assert "does not verify" in page
    assert "event 1 is not as it was written" in page


def test_an_erased_person_has_no_name_here() -> None:
    dialogue = eventful()
    person = make.host_of(dialogue).person
    type(person).objects.filter(pk=person.pk).update(name="")
    assert "Ada Host" not in trail(dialogue)


def test_the_download_is_noted_and_other_trails_stay_out() -> None:
    dialogue, other = eventful(), eventful()
    answer = trail(dialogue, "?format=csv")
    assert [line.split(",")[2] for line in answer.splitlines()[1:]] == [
        "List downloaded",
        "Role given",
        "Settings changed",
    ]
    assert Event.objects.filter(scope=dialogue.audit_scope).last().verb == "list.exported"
    assert not Event.objects.filter(scope=other.audit_scope, verb="list.exported").exists()
