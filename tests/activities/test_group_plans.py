"""The coordinator of a group plans its meetings: what is made by one act, who is invited and told, and what stays a proposal."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.services.group_meetings import plan_group_meeting
from dialogues.activities.states.activities import ActivityState, Tool
from dialogues.models import Notice
from inspired.core.memory import remembering
from inspired.core.models.audit import Tier
from inspired.core.states import StateError
from tests.activities import make as acts
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.services import members
from workinggroups.services.groups import close_group
from workinggroups.states import Openness

pytestmark = pytest.mark.django_db
SAID = {"title": "Reading the chapter", "purpose": "Agree on hours", "points": [("Opening", 10), ("Hours", 50)]}


def plan(here: out.Cast, by: Any = None, **said: Any) -> Meeting:
    """The coordinator plans."""
    return plan_group_meeting(here.group, by=by or here.by(here.lead), **({"when": acts.when()} | SAID | said))


def test_one_act_makes_activity_meeting_agenda_and_invitations() -> None:
    here = out.cast()
    meeting = plan(here)
    activity = meeting.activity
    assert (activity.tool, activity.group, activity.state) == (Tool.WORKING_GROUPS, here.group, ActivityState.PLANNED)
    assert (activity.seat, activity.asks_all, activity.tier) == (here.lead, False, Tier.GROUP)
    assert {one.seat for one in meeting.invited.all()} == {here.lead, here.member}
    assert [point.title for point in meeting.agenda.all()] == ["Opening", "Hours"]
    told = {(one.user, one.kind) for one in Notice.objects.filter(kind__startswith="activities.")}
    assert told == {(here.by(here.member), "activities.invited"), (here.host, "activities.group_meeting")}


def test_only_members_and_the_host_team_know_of_it_unless_all_participants_shall() -> None:
    here = out.cast()
    closed, shown = plan(here), plan(here, tier=Tier.PARTICIPANTS)
    known = {here.host: 2, here.by(here.member): 2, here.by(here.outside): 1}
    assert {user: Meeting.objects.visible_to(user).count() for user in known} == known
    assert closed not in Meeting.objects.visible_to(here.by(here.outside))
    assert not shown.invited.filter(seat=here.outside).exists()
    for tier in (Tier.PUBLIC, Tier.HOST):
        with pytest.raises(StateError):
            plan(here, tier=tier)


def test_nobody_else_plans_for_it_and_a_closed_group_plans_nothing() -> None:
    here = out.cast()
    for user in (here.by(here.member), here.by(here.outside), here.host):
        with pytest.raises(PermissionDenied):
            plan(here, by=user)
    close_group(here.group, by=here.host, outcomes="Done")
    with pytest.raises(PermissionDenied):
        plan(here)
    assert not Activity.objects.exists()


def test_the_same_form_sent_twice_plans_one_meeting() -> None:
    here = out.cast(openness=Openness.MEMBERS)
    client = Client()
    client.force_login(here.by(here.lead))
    url = reverse("group_meeting_add", args=[here.dialogue.slug, here.group.pk])
    assert url in client.get(here.group.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    assert form["tier"].value() == Tier.GROUP
    sent = {"title": "Round", "purpose": "Agree", "day": acts.when().starts_at.date().isoformat(), "start": "09:00"}
    sent |= {"end": "11:00", "language": "en", "attribution": "organisation", "tier": "group", "points": "20 Opening"}
    sent |= {"form_key": str(form["form_key"].value())}
    for _time in range(2):
        assert client.post(url, sent)["Location"] == here.group.get_absolute_url()
    assert Meeting.objects.get().agenda.get().minutes == 20


def test_members_and_others_still_propose() -> None:
    here = out.cast()
    client = Client()
    client.force_login(here.by(here.member))
    shown = client.get(here.group.get_absolute_url()).content.decode()
    assert "Propose a meeting of this group" in shown and "groups/" in shown
    assert client.get(reverse("group_meeting_add", args=[here.dialogue.slug, here.group.pk])).status_code == 403
    client.force_login(wg.speaker(here.lead))
    assert client.get(reverse("activity_add", args=[here.dialogue.slug])).status_code == 403


def test_the_coordinator_moves_it_and_members_and_host_are_told() -> None:
    here = out.cast()
    meeting = plan(here)
    change_meeting(meeting, by=here.by(here.lead), kind="move", reason="Rain", sequence=0, when=acts.when(days=9))
    told = set(Notice.objects.filter(kind="activities.meeting_changed").values_list("user", flat=True))
    assert told == {here.by(here.member).pk, here.host.pk}
    others = acts.meeting(here.dialogue, seats=[here.lead])
    with pytest.raises(PermissionDenied):
        change_meeting(others, by=here.by(here.lead), kind="cancel", reason="Rain", sequence=0)


def test_who_has_left_the_group_reads_of_its_meetings_only_those_they_were_in() -> None:
    here = out.cast(openness=Openness.MEMBERS)
    past, coming = plan(here, when=acts.when(-2)), plan(here)
    shown, hosted = (
        plan(here, tier=Tier.PARTICIPANTS),
        acts.meeting(here.dialogue, seats=[here.member], tier=Tier.GROUP),
    )
    acts.taken(past, acts.attends(here.member))
    member, lead = here.by(here.member), here.by(here.lead)
    assert set(Meeting.objects.visible_to(member)) == {past, coming, shown, hosted}
    for seat in (here.member, here.lead):
        members.end_membership(here.group.members.get(seat=seat), by=here.host)
    with remembering():
        assert set(Meeting.objects.visible_to(member)) == {past, shown, hosted}
        assert set(Meeting.objects.visible_to(lead)) == {shown, hosted}
        assert set(Meeting.objects.visible_to(here.host)) == {past, coming, shown, hosted}
    assert not coming.activity.asked().exists() and here.member in shown.activity.asked()
    client = Client()
    client.force_login(member)
    assert client.get(coming.get_absolute_url()).status_code == 404
    wg.join(here.group, here.member)
    with remembering():
        assert coming in Meeting.objects.visible_to(member)
