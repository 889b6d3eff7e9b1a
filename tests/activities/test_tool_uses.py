"""From the page of a tool to the dialogues in which one may use it, and back from an activity to the page of its tool."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.activities.tool_uses import page_of_tool, uses_of_tool
from dialogues.services.phases import move_dialogue
from dialogues.states import Role, Status
from inspired.core.memory import remembering
from tests import make
from tests.activities import make as acts
from tests.toolkit import make as catalogue

pytestmark = pytest.mark.django_db


def test_hosts_use_a_tool_delegates_and_government_propose_it_and_others_are_led_nowhere(
    django_assert_max_num_queries,
) -> None:
    dialogue = make.dialogue(title="Decent work", slug="decent")
    delegate = make.delegate(make.seat(dialogue))
    roles = {role: make.role(dialogue, make.user(), role).user for role in (Role.DONOR, Role.GOVERNMENT, Role.OBSERVER)}
    plan = [("Use this tool in Decent work", "/dialogues/decent/activities/new/?tool=7")]
    propose = [("Propose this tool in Decent work", "/dialogues/decent/activities/propose/?tool=7")]
    led = {make.host_of(dialogue): plan, delegate: propose, roles[Role.GOVERNMENT]: propose}
    led |= {roles[Role.DONOR]: [], roles[Role.OBSERVER]: [], make.user(is_host=True): []}
    for user, links in led.items():
        with remembering():
            assert [(one.label, one.url) for one in uses_of_tool(user, 7)] == links, user
            with django_assert_max_num_queries(1):
                list(uses_of_tool(user, 7))
        client = Client()
        client.force_login(user)
        for _label, url in links:
            answer = client.get(url)
            assert answer.status_code == 200 and str(answer.context["form"]["tool"].value()) == "7", url
    move_dialogue(dialogue, by=make.host_of(dialogue), target=Status.CLOSED, reason="Done")
    with remembering():
        assert not list(uses_of_tool(make.host_of(dialogue), 7))


def test_an_activity_and_its_form_lead_to_the_page_of_the_tool() -> None:
    dialogue = make.dialogue()
    tool, host = catalogue.tool(7), make.host_of(dialogue)
    about, link = acts.activity(dialogue), f'href="{tool.get_absolute_url()}"'
    client = Client()
    client.force_login(host)
    form = reverse("activity_add", args=[dialogue.slug])
    assert link in client.get(about.get_absolute_url()).content.decode()
    assert link in client.get(f"{form}?tool=7").content.decode()
    assert link not in client.get(form).content.decode()


def test_a_tool_that_is_no_longer_published_is_not_linked() -> None:
    catalogue.tool(7, is_published=False)
    assert [page_of_tool(given) for given in (7, "7", "", "x", None, "²")] == [None] * 6
