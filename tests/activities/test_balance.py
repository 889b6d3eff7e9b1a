"""The balance of activities: what is covered and what is not, counted over what the reader may see, at one price."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dialogues.activities.balancing import Balance, balance_of
from dialogues.activities.services import activities as verbs
from dialogues.activities.states.activities import Tool
from dialogues.activities.workspaces import ELSEWHERE, workspaces_of
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.models.audit import Tier
from inspired.core.ports import Workspace
from tests import make
from tests.activities import make as acts
from toolkit.known import known_tools
from toolkit.states import ToolCategory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


def test_every_tool_has_its_categories():
    assert set(known_tools()) == set(Tool) and all(one.categories for one in known_tools().values())


def test_planned_and_held_are_counted_by_tool_phase_and_category(dialogue):
    host = make.host_of(dialogue)
    verbs.hold_activity(acts.activity(dialogue, tool=Tool.COACHING, phase=Phase.CONSENSUS), by=host)
    acts.activity(dialogue, tool=Tool.MISSIONS)
    verbs.cancel_activity(acts.activity(dialogue, tool=Tool.MISSIONS), by=host, reason="No envoy")
    balance = balance_of(host, dialogue)
    assert balance.total == 2
    assert [cell.words for cell in balance.tools[Tool.COACHING - 1].cells] == ["none", "1 held", "none"]
    assert [line.total for line in balance.categories] == [1, 1, 0]
    said = " ".join(balance.sentences())
    assert "Monitoring and Donor Alignment" in said and "Not covered at all: Cooperation and networking." in said
    assert "Capacity development is best begun in phase “Collective Assessment”" in said


def test_what_one_may_not_see_is_not_counted(dialogue):
    acts.activity(dialogue, tool=Tool.BILATERAL, tier=Tier.HOST)
    assert balance_of(make.host_of(dialogue), dialogue).total == 1
    partly = balance_of(make.delegate(make.seat(dialogue)), dialogue)
    assert partly.total == 0
    assert not [said for said in partly.sentences() if "ot covered" in said or "No activity" in said]


def test_the_longest_bar_has_all_the_room():
    balance = Balance(
        [(Tool.COACHING, Phase.ASSESSMENT, "held", 3), (Tool.COACHING, Phase.ASSESSMENT, "planned", 1)],
        known_tools().values(),
    )
    bar = balance.bars[list(ToolCategory).index(ToolCategory.CAPACITY)][1][0]
    assert (bar.held, bar.planned) == (150, 50)


def test_the_page_costs_the_same_with_one_activity_and_with_thirty(dialogue, client, django_assert_num_queries):
    client.force_login(make.host_of(dialogue))
    url = reverse("activity_balance", args=["main"])
    for number in range(30):
        acts.activity(dialogue, tool=number % 19 + 1)
        if number in (0, 29):
            client.get(url)
            with django_assert_num_queries(7):
                assert f"Counted over {number + 1}" in client.get(url).content.decode()


@pytest.mark.parametrize("tool", sorted(set(Tool) - {7, 8, 9, 11, 12, 13, 15, 16, 17, 19}))
def test_tools_without_a_record_of_their_own_say_where_the_work_stands(dialogue, tool):
    activity = acts.activity(dialogue, tool=tool)
    (place,) = workspaces_of(make.host_of(dialogue), activity)
    assert tool in ELSEWHERE and place.note and place.url.startswith("/dialogues/main/")


def test_a_higher_floor_offers_its_place_instead(dialogue, monkeypatch):
    def groups(user, activity):
        return [Workspace("Working group Evidence", "/groups/1/")]

    monkeypatch.setattr(ports.workspaces, "providers", {"groups": groups})
    activity = acts.activity(dialogue, tool=Tool.WORKING_GROUPS)
    assert [one.title for one in workspaces_of(make.host_of(dialogue), activity)] == ["Working group Evidence"]
