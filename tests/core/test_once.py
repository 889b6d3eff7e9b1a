"""A form's one-time key makes one thing, and never opens what it has made elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.convening.models import LoggedContact
from dialogues.convening.services import contact_log, contacts, introductions, messages, shelf
from dialogues.convening.services.messages import bounds_of
from dialogues.models import Dialogue
from dialogues.services.dialogue import create_dialogue
from inspired.core.models import User
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db
SETTINGS = {"title": "Wages of carers", "purpose": "To agree", "country": "Utopia", "language": "en"}


def logged(place: Dialogue, by: User, key: Any) -> Any:
    listed = contacts.list_organisation(place, by=by, name=f"House {uuid4()}")
    return contact_log.log_contact(listed, by=by, outcome="Reached", form_key=key)


def asked(place: Dialogue, by: User, key: Any) -> Any:
    return introductions.ask_for_introduction(place, by=by, whom="The minister", why="To ask", form_key=key)


def brought(place: Dialogue, by: User, key: Any) -> Any:
    labels = {"title": "Code", "why": "To read", "languages": "en"}
    return shelf.bring(place, by=by, kind="link", address="https://example.org/code", form_key=key, **labels)


def written(place: Dialogue, by: User, key: Any) -> Any:
    delegate = make.delegate(make.seat(place), by)
    said = {"subject": "A question", "text": "May we?", "delete_on": bounds_of(place)[1]}
    return messages.write_to_host(place, by=delegate, key=key, **said)


@pytest.mark.parametrize("act", [logged, asked, brought, written])
def test_a_key_used_in_another_dialogue_is_refused_in_a_sentence(act: Any) -> None:
    host, key = make.user(is_host=True), uuid4()
    by = make.user() if act is written else host
    act(make.dialogue(host), by, key)
    with pytest.raises(StateError, match="sent before"):
        act(make.dialogue(host), by, key)


def test_a_key_of_somebody_elses_dialogue_is_refused() -> None:
    key, host = uuid4(), make.user(is_host=True)
    organisation = make.organisation("Institute", is_public=True)
    said = SETTINGS | {"host_organisation": organisation.name, "policy_area": "Care"}
    first = create_dialogue(by=host, form_key=key, **said)
    assert create_dialogue(by=host, form_key=key, **said) == first
    with pytest.raises(StateError, match="sent before"):
        create_dialogue(by=make.user(is_host=True), form_key=key, **said)


def test_a_page_answers_a_crafted_key_with_the_form() -> None:
    host, key = make.user(is_host=True), uuid4()
    logged(make.dialogue(host), host, key)
    here = make.dialogue(host)
    listed = contacts.list_organisation(here, by=host, name="Union of carers")
    client = Client()
    client.force_login(host)
    sent = {"outcome": "Reached once more", "way": "phone", "on": "2026-01-05", "form_key": str(key)}
    page = client.post(reverse("contact_log_add", args=[here.slug, listed.pk]), sent)
    assert page.status_code == 200
    assert "This form was sent before" in page.content.decode() and "Reached once more" in page.content.decode()
    assert LoggedContact.objects.count() == 1
