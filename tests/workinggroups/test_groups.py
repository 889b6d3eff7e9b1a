"""Groups: proposed and opened, changed, closed with their outcomes and called together again; names are not taken twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import EventReason, Notice
from dialogues.states import Role
from inspired.core.states import StaleError, StateError
from tests import make
from tests.workinggroups import make as wg
from workinggroups.models import Group
from workinggroups.reading import view_of
from workinggroups.services import groups, work
from workinggroups.services.members import end_membership
from workinggroups.states import GroupStatus, MemberState, Openness, Stage

pytestmark = pytest.mark.django_db


def test_a_proposal_is_opened_and_its_seat_is_a_member() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    by, host = make.delegate(seat), make.host_of(dialogue)
    made = groups.propose_group(
        dialogue, by=by, seat=seat, name="Indicators", kind="indicators", why="Nobody counts", **wg.MISSION
    )
    assert view_of(host, made).stage == Stage.PROPOSED
    assert Notice.objects.filter(user=host, kind="workinggroups.proposed").count() == 1
    opened = groups.open_proposal(made, by=host, answer="Good", **wg.set_up(name="Indicators"))
    assert opened.status == GroupStatus.ACTIVE and opened.members.get().state == MemberState.ACCEPTED
    assert Notice.objects.filter(user=by, kind="workinggroups.answered").count() == 1
    with pytest.raises(StateError):
        groups.open_proposal(made, by=host, **wg.set_up(name="Indicators"))


def test_a_proposal_is_seen_by_its_seat_and_the_team_alone() -> None:
    dialogue = make.dialogue()
    seat, other = make.seat(dialogue), make.seat(dialogue)
    by, outside = make.delegate(seat), make.delegate(other)
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    made = groups.propose_group(dialogue, by=by, seat=seat, name="Quiet", kind="options", why="So", **wg.MISSION)
    seen = {
        user: Group.objects.visible_to(user).filter(pk=made.pk).exists()
        for user in (make.host_of(dialogue), by, outside, donor)
    }
    assert list(seen.values()) == [True, True, False, False]
    groups.decline_proposal(made, by=make.host_of(dialogue), answer="Not now")
    assert not Group.objects.visible_to(outside).exists() and Group.objects.visible_to(by).exists()


def test_who_proposed_a_closed_circle_reads_it_as_a_member_only() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    by, host = make.delegate(seat), make.host_of(dialogue)
    made = groups.propose_group(dialogue, by=by, seat=seat, name="Quiet", kind="options", why="So", **wg.MISSION)
    groups.open_proposal(made, by=host, **wg.set_up(name="Quiet", openness=Openness.MEMBERS))
    assert Group.objects.visible_to(by).exists()
    end_membership(made.members.get(), by=host)
    assert not Group.objects.visible_to(by).exists()


def test_declining_needs_a_reason_and_can_be_taken_back() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    made = groups.propose_group(
        dialogue, by=make.delegate(seat), seat=seat, name="A", kind="options", why="So", **wg.MISSION
    )
    host = make.host_of(dialogue)
    with pytest.raises(StateError):
        groups.decline_proposal(made, by=host, answer="  ")
    groups.decline_proposal(made, by=host, answer="Too early")
    assert EventReason.objects.get(dialogue=dialogue).text == "Too early"
    assert groups.open_proposal(made, by=host, **wg.set_up(name="A")).is_active


def test_nobody_proposes_for_a_seat_they_do_not_speak_for() -> None:
    dialogue = make.dialogue()
    own, other = make.seat(dialogue), make.seat(dialogue)
    with pytest.raises(StateError):
        groups.propose_group(
            dialogue, by=make.delegate(own), seat=other, name="A", kind="options", why="So", **wg.MISSION
        )


def test_a_name_stands_once_in_a_dialogue() -> None:
    made = wg.group(name="Evidence")
    with pytest.raises(StateError):
        wg.group(made.dialogue, name=" evidence ")
    assert wg.group(make.dialogue(), name="Evidence").pk != made.pk


def test_a_form_sent_twice_opens_one_group() -> None:
    dialogue = make.dialogue()
    key = dialogue.form_key
    first = wg.group(dialogue, form_key=key)
    assert wg.group(dialogue, form_key=key).pk == first.pk


def test_two_hosts_who_edit_at_once_lose_nothing() -> None:
    made = wg.group()
    host = make.host_of(made.dialogue)
    said = {**wg.set_up(), "mission": "Another mission"}
    groups.edit_group(made, by=host, revision=1, **said)
    with pytest.raises(StaleError):
        groups.edit_group(made, by=host, revision=1, **{**said, "mission": "A third"})
    groups.edit_group(made, by=host, revision=1, **said)  # nothing new is no conflict
    assert made.missions.get().text == "Another mission"


def test_closing_asks_for_outcomes_and_thanks_the_members() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    made, host = wg.group(dialogue, seat), make.host_of(dialogue)
    with pytest.raises(StateError):
        groups.close_group(made, by=host, outcomes=" ")
    groups.close_group(made, by=host, outcomes="A survey of 620 people, and two unions that now talk.")
    assert view_of(host, made).stage == Stage.CLOSED
    assert Notice.objects.filter(user=wg.speaker(seat), kind="workinggroups.closed").count() == 1
    with pytest.raises(StateError):
        groups.close_group(made, by=host, outcomes="Again")


def test_reconvening_keeps_members_and_the_earlier_mission() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    made, host = wg.group(dialogue, seat), make.host_of(dialogue)
    with pytest.raises(StateError):
        groups.reconvene_group(made, by=host, mission="Monitor", phases=["monitoring"], reason="Now")
    groups.close_group(made, by=host, outcomes="The survey")
    groups.reconvene_group(made, by=host, mission="Monitor", phases=["monitoring"], reason="The Roadmap is signed")
    view = view_of(host, made)
    assert view.stage == Stage.RECONVENED and view.group.mission.text == "Monitor"
    assert [one.outcomes for one in view.group.missions.all()] == ["", "The survey"]
    assert [one.seat_id for one in view.members] == [seat.pk]
    assert not view.outputs, "what was expected of the earlier mission is not expected of this one"


def test_only_a_host_shows_a_group_to_everybody() -> None:
    dialogue = make.dialogue()
    helper = make.role(dialogue, make.user(), Role.FACILITATOR).user
    with pytest.raises(PermissionDenied):
        groups.open_group(dialogue, by=helper, **wg.set_up(openness=Openness.PUBLIC))
    assert (
        groups.open_group(dialogue, by=make.host_of(dialogue), **wg.set_up(openness=Openness.PUBLIC)).openness
        == "public"
    )


def test_late_is_what_was_not_submitted_in_time() -> None:
    yesterday, tomorrow = (timezone.now() + timedelta(days=days) for days in (-1, 1))
    made = wg.group(outputs=[("Late", yesterday), ("In time", tomorrow), ("Some day", None)])
    view = view_of(make.host_of(made.dialogue), made)
    assert [one.output.title for one in view.late] == ["Late"]
    assert view.next_output is not None and view.next_output.output.title == "Late"


def test_outputs_belong_to_the_mission_that_runs() -> None:
    made = wg.group()
    host = make.host_of(made.dialogue)
    output = work.expect_output(made, by=host, title="Annex")
    assert work.expect_output(made, by=host, title=" annex ").pk == output.pk
    groups.close_group(made, by=host, outcomes="Done")
    with pytest.raises(PermissionDenied):
        work.change_output(output, by=host, title="Other", due_at=None)
    with pytest.raises(PermissionDenied):
        work.expect_output(made, by=host, title="More")
