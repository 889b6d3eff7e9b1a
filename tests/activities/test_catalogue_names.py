"""Tools as the catalogue names them: what an admin edits shows in activities, a draft is not planned anew, an empty one works."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dialogues.activities.balancing import balance_of
from dialogues.activities.models import Activity
from dialogues.activities.services import activities as verbs
from dialogues.activities.states.activities import Tool as Number
from inspired.core.memory import remembering
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts
from tests.toolkit import make as catalogue
from toolkit.known import known_tools, offered_tools, tool_named
from toolkit.models import Tool
from toolkit.services import edit_item, take_in_shipped, unpublish_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    take_in_shipped(by=None)
    return make.dialogue(slug="main")


def page(user, name: str, *args, **asked: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=["main", *args]), asked).content.decode()


def test_a_new_name_shows_in_list_filter_file_form_page_and_balance(dialogue) -> None:
    host, activity = make.host_of(dialogue), acts.activity(dialogue)
    tool = Tool.objects.get(number=7)
    edit_item(tool, by=catalogue.keeper(), values={"name.en": "Circles"}, revision=tool.revision)
    assert page(host, "activities").count("7. Circles") >= 2
    assert "7. Circles" in page(host, "activities", format="csv")
    for where in (("activity_add",), ("activity", activity.pk), ("activity_record", activity.pk)):
        assert "7. Circles" in page(host, *where), where
    assert "7. Circles" in page(host, "activity_balance")


def test_new_categories_show_in_the_balance_and_narrow_the_list(dialogue) -> None:
    host, tool = make.host_of(dialogue), Tool.objects.get(number=7)
    acts.activity(dialogue)
    assert [line.total for line in balance_of(host, dialogue).categories] == [1, 1, 0]
    edit_item(tool, by=catalogue.keeper(), values={"categories": ["cooperation"]}, revision=tool.revision)
    assert [line.total for line in balance_of(host, dialogue).categories] == [0, 0, 1]
    assert "Focus group with live-in" in page(host, "activities", category="cooperation")
    assert "Focus group with live-in" not in page(host, "activities", category="trust")


def test_a_tool_in_draft_is_named_and_not_planned_anew(dialogue) -> None:
    host, kept = make.host_of(dialogue), acts.activity(dialogue)
    unpublish_item(Tool.objects.get(number=7), by=catalogue.keeper())
    assert "7. Workshops and focus groups" in page(host, "activities")
    assert 'value="7"' not in page(host, "activity_add").split('name="tool"')[1].split("</select>")[0]
    edit = page(host, "activity_edit", kept.pk).split('name="tool"')[1].split("</select>")[0]
    assert '<option value="7" selected' in " ".join(edit.split())
    for verb in (verbs.plan_activity, verbs.propose_activity):
        by = host if verb is verbs.plan_activity else make.delegate(make.seat(dialogue))
        with pytest.raises(StateError, match="does not offer"):
            verb(dialogue, by=by, **acts.SAID)
    same = verbs.edit_activity(kept, by=host, revision=kept.revision, tool=7, title="Another name", asks_all=True)
    assert same.title == "Another name"
    other = acts.activity(dialogue, tool=Number.COACHING)
    with pytest.raises(StateError, match="does not offer"):
        verbs.edit_activity(other, by=host, revision=other.revision, tool=7, asks_all=True)
    assert Activity.objects.get(pk=other.pk).tool == Number.COACHING


def test_names_cost_one_query_a_request_and_follow_the_language(dialogue, django_assert_num_queries) -> None:
    with remembering(), django_assert_num_queries(1):
        assert [str(tool_named(number)) for number in (7, 8)] == [
            "7. Workshops and focus groups",
            "8. Public events and campaigning",
        ]
    with remembering(), translation.override("fr"):
        assert tool_named(7).name == Tool.objects.get(number=7).texts["name"]["fr"]


def test_an_empty_catalogue_offers_what_is_shipped_without_leading_to_pages() -> None:
    assert len(offered_tools()) == 19 and not any(one.get_absolute_url() for one in offered_tools())
    assert [one.number for one in offered_tools()] == list(range(1, 20))
    assert all(one.categories for one in known_tools().values())
    dialogue = make.dialogue(slug="main")
    assert "7. Workshops and focus groups" in page(make.host_of(dialogue), "activity_add")
    catalogue.tool(8)
    assert [one.number for one in offered_tools()] == [8]
    assert str(tool_named(7)) == "7. Workshops and focus groups"
