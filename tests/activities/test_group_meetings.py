"""Meetings of working groups: who finds them on the group's page and the board, who plans them, and what is never told by the link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.activities.dates import When
from dialogues.activities.group_offers import meetings_of_group, meetings_to_come
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.services.meetings import add_meeting
from dialogues.activities.states.activities import Tool
from dialogues.activities.states.meetings import ChangeKind
from dialogues.activities.workspaces import workspaces_of
from dialogues.states import Role
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from tests import make
from tests.activities import make as acts
from tests.counting import costs_of
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.services.groups import close_group
from workinggroups.states import Openness

pytestmark = pytest.mark.django_db


def meeting_of(here: out.Cast, title: str = "Reading the chapter", days: int = 7, **said: Any) -> Meeting:
    """A meeting of the group, some days from now."""
    about = acts.activity(here.dialogue, **({"group": here.group, "tool": Tool.WORKING_GROUPS} | said))
    starts = timezone.now() + timedelta(days=days)
    when = When(starts, starts + timedelta(hours=2), "Faculty", "")
    return add_meeting(about, by=here.host, when=when, title=title)


def page(user: Any, url: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_a_group_shows_its_meetings_to_those_who_may_know_of_each() -> None:
    here = out.cast()
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    meeting_of(here, "FOR-ALL")
    meeting_of(here, "FOR-MEMBERS", tier=Tier.GROUP, seats=[here.lead, here.member], asks_all=False)
    meeting_of(here, "FOR-THE-HOST", tier=Tier.HOST)
    add_meeting(acts.activity(here.dialogue), by=here.host, when=acts.when(), title="OF-NO-GROUP")
    known = {
        here.host: {"FOR-ALL", "FOR-MEMBERS", "FOR-THE-HOST"},
        here.by(here.lead): {"FOR-ALL", "FOR-MEMBERS"},
        here.by(here.outside): {"FOR-ALL"},
        donor: set(),
    }
    for user, titles in known.items():
        shown = page(user, here.group.get_absolute_url())
        found = {one for one in ("FOR-ALL", "FOR-MEMBERS", "FOR-THE-HOST", "OF-NO-GROUP") if one in shown}
        assert found == titles, user
        with remembering():
            assert {one.title for one in meetings_to_come(user, here.dialogue.pk, [here.group.pk])} == titles, user


def test_the_link_tells_of_no_group_that_its_reader_does_not_see() -> None:
    here = out.cast(name="SECRET-GROUP", openness=Openness.MEMBERS)
    meeting = meeting_of(here)
    outside = here.by(here.outside)
    for name in ("activity", "activity_record"):
        url = reverse(name, args=[here.dialogue.slug, meeting.activity_id])
        assert "SECRET-GROUP" in page(here.by(here.member), url)
        assert "SECRET-GROUP" not in page(outside, url)
    assert "SECRET-GROUP" not in page(outside, reverse("activity_propose", args=[here.dialogue.slug]))
    with pytest.raises(StateError):
        verbs.propose_activity(here.dialogue, by=outside, seat=here.outside, group=here.group, **acts.SAID)
    assert not Activity.objects.proposed().exists()


def test_a_group_of_another_dialogue_is_refused() -> None:
    here, there = out.cast(), out.cast()
    with pytest.raises(StateError):
        verbs.plan_activity(here.dialogue, by=here.host, group=there.group, **acts.SAID)
    assert not Activity.objects.exists()


def test_the_host_plans_and_members_propose_a_meeting_with_group_and_tool_chosen() -> None:
    here = out.cast(openness=Openness.MEMBERS)
    plan, propose = (reverse(name, args=[here.dialogue.slug]) for name in ("activity_add", "activity_propose"))
    chosen, url = f"?tool=10&amp;group={here.group.pk}", here.group.get_absolute_url()
    assert f"{plan}{chosen}" in page(here.host, url)
    assert f"{propose}{chosen}" in page(here.by(here.member), url)
    client = Client()
    client.force_login(here.host)
    form = client.get(f"{plan}?tool=10&group={here.group.pk}").context["form"]
    begun = {name: form[name].value() for name in ("tool", "group", "audience", "tier")}
    assert begun == {"tool": "10", "group": here.group.pk, "audience": "some", "tier": Tier.GROUP}
    assert set(form["seats"].value()) == {here.lead.pk, here.member.pk}
    sent = {**acts.SAID, "tool": 10, "group": here.group.pk, "phase": "assessment", "time_zone": "UTC", "tier": "group"}
    sent |= {"audience": "some", "seats": [here.lead.pk, here.member.pk], "form_key": str(form["form_key"].value())}
    assert client.post(plan, sent).status_code == 302
    assert Activity.objects.get().group == here.group
    close_group(here.group, by=here.host, outcomes="The chapter is written")
    assert f"{plan}?tool=10" not in page(here.host, url)


def test_who_is_not_in_a_group_proposes_no_meeting_of_it_on_its_page() -> None:
    here = out.cast()
    assert "activities/propose/?tool=10" not in page(here.by(here.outside), here.group.get_absolute_url())


def test_no_group_is_asked_for_where_there_is_none() -> None:
    dialogue = make.dialogue()
    url = reverse("activity_add", args=[dialogue.slug])
    assert 'name="group"' not in page(make.host_of(dialogue), url)
    wg.group(dialogue)
    assert 'name="group"' in page(make.host_of(dialogue), url)
    for junk in ("x", "0", "9" * 30, "²"):
        page(make.host_of(dialogue), f"{url}?group={junk}&tool={junk}")


def test_meetings_to_come_stand_first_and_one_without_a_date_says_so() -> None:
    here = out.cast()
    for title, days in (("Past", -9), ("Later", 20), ("Soon", 2)):
        meeting_of(here, title, days)
    moved = meeting_of(here, "Moved", 30)
    change_meeting(moved, by=here.host, kind=ChangeKind.POSTPONE, reason="No boat", sequence=0)
    with remembering():
        (block,) = meetings_of_group(here.host, here.group)
        assert [one.title for one in block.links] == ["Soon", "Later", "Moved", "Past"]
        assert block.links[2].note == "The new date is still to be found"
        assert {one.title for one in meetings_to_come(here.host, here.dialogue.pk, [here.group.pk])} == {
            "Later",
            "Soon",
        }


def test_pages_of_a_group_cost_the_same_for_one_meeting_and_for_thirty() -> None:
    here = out.cast()
    urls = [here.group.get_absolute_url(), reverse("groups", args=[here.dialogue.slug])]
    client = Client()
    client.force_login(here.by(here.member))

    meeting_of(here)
    few = costs_of(client, urls)
    for number in range(29):
        meeting_of(here, f"Meeting {number}", number + 1)
    assert costs_of(client, urls) == few


def test_the_record_leads_to_the_group_or_to_all_groups() -> None:
    here = out.cast()
    own, other = meeting_of(here).activity, acts.activity(here.dialogue, tool=Tool.WORKING_GROUPS)
    with remembering():
        (one,) = workspaces_of(here.host, own)
        assert (one.title, one.url) == (here.group.name, here.group.get_absolute_url())
        (all_of_them,) = workspaces_of(here.host, other)
        assert all_of_them.url == reverse("groups", args=[here.dialogue.slug])


def test_an_activity_outlives_its_group() -> None:
    here = out.cast()
    own = meeting_of(here).activity
    here.group.delete()
    own.refresh_from_db()
    assert own.group is None


def test_the_list_is_narrowed_by_group_and_its_file_names_only_groups_one_may_see() -> None:
    here = out.cast(name="SECRET-GROUP", openness=Openness.MEMBERS)
    meeting_of(here)
    acts.activity(here.dialogue, title="OF-NO-GROUP")
    url = reverse("activities", args=[here.dialogue.slug])
    narrowed = page(here.host, f"{url}?group={here.group.pk}")
    assert acts.SAID["title"] in narrowed and "OF-NO-GROUP" not in narrowed
    assert "SECRET-GROUP" in page(here.host, f"{url}?format=csv")
    for asked in ("", f"?group={here.group.pk}", "?format=csv"):
        assert "SECRET-GROUP" not in page(here.by(here.outside), url + asked)
