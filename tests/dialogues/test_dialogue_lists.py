"""Lists and the overview: the same number of queries for one row and thirty, filters, downloads."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogues.models import AffectedGroup
from dialogues.services.dialogue import publish_dialogue
from dialogues.services.phases import move_phase
from dialogues.services.rules import propose_rules
from dialogues.states import Category, Role
from inspired.core.models import Event, User
from tests import make

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, url: str) -> int:
    client.get(url)  # the first request of a session does what later ones need not do again
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(host: User, number: int) -> None:
    for _index in range(number):
        dialogue = make.dialogue(host)
        for phase in ("assessment", "consensus"):
            move_phase(dialogue, phase, "open", by=host, reason="Go")


def test_the_list_costs_the_same_for_one_and_thirty() -> None:
    host = make.user(is_host=True)
    client = client_of(host)
    fill(host, 1)
    one = queries(client, "/dialogues/")
    fill(host, 29)
    assert queries(client, "/dialogues/") == one <= 12


@pytest.mark.parametrize("who", ["host", "head"])
def test_the_overview_costs_at_most_24(who: str) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    head = make.delegate(make.seat(dialogue))
    client = client_of({"host": host, "head": head}[who])
    few = queries(client, dialogue.get_absolute_url())
    for category in Category.values:
        make.seat(dialogue, category=category)
    for number in range(20):
        AffectedGroup.objects.create(dialogue=dialogue, name=f"Group {number}")
    propose_rules(dialogue, by=host, text="We listen.")
    for move in ("open", "pause", "resume", "close", "step_back"):
        move_phase(dialogue, "assessment", move, by=host, reason="So")
    assert queries(client, dialogue.get_absolute_url()) <= few + 1 <= 24


@pytest.mark.parametrize("page", ["manage/team/", "manage/trail/", "manage/phases/", "rules/"])
def test_pages_of_one_dialogue_cost_the_same_however_much_is_there(page: str) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    rules = propose_rules(dialogue, by=host, text="We listen.")
    move_phase(dialogue, "assessment", "open", by=host, reason="So")
    make.role(dialogue, make.user(), Role.DONOR)
    make.seat(dialogue)
    client = client_of(host)
    one = queries(client, f"{dialogue.get_absolute_url()}{page}")
    for number in range(29):
        make.role(dialogue, make.user(), Role.OBSERVER)
        seat = make.seat(dialogue)
        rules.answers.create(seat=seat, agrees=bool(number % 2), by=host)
        move_phase(dialogue, "assessment", "resume" if number % 2 else "pause", by=host, reason="So")
    assert queries(client, f"{dialogue.get_absolute_url()}{page}") == one <= 16


def test_the_list_filters_by_phase_status_and_country() -> None:
    host = make.user(is_host=True)
    first, second = make.dialogue(host, title="First", country="Here"), make.dialogue(host, title="Second")
    for dialogue, moves in ((first, ["open", "close"]), (second, ["open"])):
        for move in moves:
            move_phase(dialogue, "assessment", move, by=host, reason="So")
    client = client_of(host)

    def found(query: str) -> list[str]:
        return [dialogue.title for dialogue, _phases in client.get(f"/dialogues/?{query}").context["shown"]]

    assert found("phase=assessment") == ["Second"]
    assert found("phase=consensus") == []
    assert found("country=Here") == ["First"]
    assert found("status=open") == ["First", "Second"]
    assert found("q=seco") == ["Second"]
    assert found("sort=newest") == ["Second", "First"]


def test_a_filter_tells_nothing_of_hidden_dialogues() -> None:
    make.dialogue(country="Hidden country")
    page = client_of(make.user()).get("/dialogues/")
    assert "Hidden country" not in page.content.decode()


@pytest.mark.parametrize(
    "query", ["sort=host_organisation__name", "host_organisation=1", "q=%00", "page=-5", "status=x"]
)
def test_odd_addresses_answer_calmly(query: str) -> None:
    assert client_of(make.user()).get(f"/dialogues/?{query}").status_code == 200


def test_the_download_holds_what_is_visible_and_leaves_a_note() -> None:
    host = make.user(is_host=True)
    make.dialogue(host, title="=cmd()")
    make.dialogue(title="Hidden")
    answer = client_of(host).get("/dialogues/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Title", "'=cmd()"]
    assert Event.objects.get(verb="list.exported").details == {"what": "dialogues", "kind": "csv", "rows": 1}


def test_anybody_downloads_what_is_published() -> None:
    dialogue = make.dialogue(title="Open to all")
    publish_dialogue(dialogue, by=make.host_of(dialogue))
    assert "Open to all" in Client().get("/dialogues/?format=csv").content.decode()
