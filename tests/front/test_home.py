"""The first page: what awaits each person, and what everybody may read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dialogues.models import GroundRules
from dialogues.states import Role, Status
from inspired.front.signins import shared_password
from tests import make
from tests.front import publishing

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def home(client: Client | None = None) -> str:
    answer = (client or Client()).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_strangers_read_what_hosts_published() -> None:
    shown = publishing.public_dialogue(title="Work of carers")
    publishing.version(shown)
    hidden = make.dialogue(title="Confidential matter")
    publishing.version(hidden)
    page = home()
    assert "Work of carers" in page
    assert "Analysis, version 1" in page
    assert "Confidential matter" not in page
    assert "Sign in" in page
    assert "example.org" not in page


def test_the_demonstration_shows_its_sign_ins(settings: Any) -> None:
    settings.DEMONSTRATION = True
    page = home()
    for name in ("host", "stakeholder", "donor", "admin"):
        assert f"{name}@example.org" in page
    assert shared_password() in page


def test_a_delegate_sees_what_waits_first() -> None:
    dialogue = make.dialogue(title="Work of carers")
    delegate = make.delegate(make.seat(dialogue, "Carers’ association"))
    GroundRules.objects.create(dialogue=dialogue, number=1, text="We listen.")
    page = home(signed_in(delegate))
    assert "1 thing waits for you" in page
    assert "To do (1)" in page
    assert "ground rules is awaited" in page
    assert page.index("ground rules is awaited") < page.index("My dialogues")
    assert "You sign for Carers’ association" in page


def test_each_role_reads_its_part() -> None:
    dialogue = make.dialogue()
    for role in (Role.DONOR, Role.FACILITATOR, Role.MEDIA):
        holder = make.user()
        make.role(dialogue, holder, role)
        page = home(signed_in(holder))
        assert dialogue.title in page
        assert str(role.label) in page


def test_who_belongs_nowhere_reads_how_to_begin() -> None:
    assert "Invitations come by mail" in home(signed_in(make.user()))
    assert "Start the first one" in home(signed_in(make.user(is_host=True)))


def test_drafts_of_hosts_are_theirs_alone() -> None:
    host = make.user(is_host=True)
    dialogue = make.dialogue(host, status=Status.DRAFT, title="Being prepared")
    delegate = make.delegate(make.seat(dialogue))
    assert "Being prepared" in home(signed_in(host))
    assert "Being prepared" not in home(signed_in(delegate))


def test_home_costs_the_same_with_one_dialogue_and_with_thirty(django_assert_max_num_queries: Any) -> None:
    person = make.user(is_host=True)
    client = signed_in(person)
    counts = []
    for extra in (1, 29):
        for _number in range(extra):
            dialogue = make.dialogue(person)
            make.delegate(make.seat(make.dialogue()), person)
            GroundRules.objects.create(dialogue=dialogue, number=1, text="We listen.")
            publishing.version(publishing.public_dialogue())
        home(client)
        with django_assert_max_num_queries(24) as captured:
            home(client)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(12):
        home()


def test_home_shows_the_first_dialogues_and_leads_to_the_others(client):
    host = make.user(is_host=True)
    for number in range(12):
        make.dialogue(host, title=f"Dialogue {number:02}")
    client.force_login(host)
    page = client.get("/").content.decode()
    assert "Dialogue 09" in page
    assert "Dialogue 10" not in page
    assert "2 more dialogues" in page
