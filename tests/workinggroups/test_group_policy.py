"""Every rule of working groups: rule, state, role; in a closed dialogue too. "head" coordinates the group."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from dialogues.states import Status
from inspired.core.access import RULES, may
from inspired.core.memory import remembering
from tests import make
from tests.dialogues.cast import EVERYBODY, TEAM, cast_of
from tests.workinggroups import make as wg
from workinggroups.models import BoardNote, GroupFile, GroupPrint, Task
from workinggroups.states import GroupStatus, MemberState

pytestmark = pytest.mark.django_db
ALL = (*EVERYBODY, "member", "invited", "outside")
EACH, NOBODY = frozenset(ALL), frozenset[str]()
INSIDE = TEAM | {"head", "member"}
LEADS = TEAM | {"head"}
PROPOSED, ACTIVE, DECLINED, CLOSED = (
    GroupStatus.PROPOSED,
    GroupStatus.ACTIVE,
    GroupStatus.DECLINED,
    GroupStatus.CLOSED,
)


def only(status: GroupStatus, who: frozenset[str]) -> dict[GroupStatus, frozenset[str]]:
    """These people in this state, nobody in another."""
    return {one: who if one == status else NOBODY for one in GroupStatus}


OF_DIALOGUE = {
    "see_groups": EACH,
    "propose_group": frozenset({"head", "member", "invited", "outside"}),
    "open_group": TEAM,
}
OF_GROUP = {
    "see_group": dict.fromkeys(GroupStatus, EACH),
    "print_group": dict.fromkeys(GroupStatus, EACH - {"anonymous"}),
    "work_in_group": dict.fromkeys(GroupStatus, INSIDE),
    "answer_proposal": {PROPOSED: TEAM, DECLINED: TEAM, ACTIVE: NOBODY, CLOSED: NOBODY},
    "edit_group": only(ACTIVE, TEAM),
    "steer_group": only(ACTIVE, LEADS),
    "close_group": only(ACTIVE, TEAM),
    "reconvene_group": only(CLOSED, TEAM),
    "add_task": only(ACTIVE, INSIDE),
    "add_file": only(ACTIVE, INSIDE),
}
OF_PARTS = {
    "change_output": LEADS,
    "finish_task": INSIDE,
    "take_down_note": LEADS | {"member"},
    "describe_file": INSIDE,
}
OF_FILE = {
    "read_file": dict.fromkeys(GroupStatus, EACH),
    "remove_file": {**dict.fromkeys(GroupStatus, TEAM), ACTIVE: TEAM | {"member"}},
}
OF_OWN = {"describe_seat": TEAM | {"member"}, "fetch_print": frozenset({"outside"})}
OF_MEMBER = {
    "answer_invitation": {MemberState.INVITED: frozenset({"invited"})},
    "name_people": {MemberState.ACCEPTED: TEAM | {"invited"}},
    "leave_group": {MemberState.INVITED: TEAM, MemberState.ACCEPTED: TEAM | {"invited"}},
    "appoint_member": {MemberState.ACCEPTED: TEAM},
}
READING = {"see_groups", "see_group", "print_group", "work_in_group", "fetch_print", "read_file"}


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    people: dict[str, Any] = cast_of(dialogue) | {"anonymous": AnonymousUser()}
    coordinating = dialogue.seats.get()
    seats = {name: make.seat(dialogue) for name in ("member", "invited", "outside")}
    people |= {name: make.delegate(seat) for name, seat in seats.items()}
    group = wg.group(dialogue, coordinating, seats["member"])
    place = wg.invite(group, seats["invited"])
    return {"dialogue": dialogue, "people": people, "group": group, "place": place, "own": seats["member"]}


def parts(stage: dict[str, Any]) -> dict[str, Any]:
    """What stands inside a group: an expected output, a task, a note of the second member."""
    group, output = stage["group"], stage["group"].missions.get().outputs.get()
    output.mission.group = group
    return {
        "change_output": output,
        "finish_task": Task(group=group, title="Count the hours"),
        "take_down_note": BoardNote(group=group, seat=stage["own"], text="Where we stand"),
        "describe_file": file_of(stage),
    }


def file_of(stage: dict[str, Any]) -> GroupFile:
    """A file that the second member brought."""
    return GroupFile(group=stage["group"], seat=stage["own"], title="Survey")


def own(stage: dict[str, Any]) -> dict[str, Any]:
    """What is somebody's own: the seat of the second member, a print for somebody outside."""
    return {
        "describe_seat": stage["own"],
        "fetch_print": GroupPrint(group=stage["group"], reader=stage["people"]["outside"]),
    }


def allowed(stage: dict[str, Any], rule: str, obj: Any) -> set[str]:
    """Who may, each asked in a request of their own."""
    found = set()
    for who in ALL:
        with remembering():
            if may(stage["people"][who], f"workinggroups.{rule}", obj):
                found.add(who)
    return found


def test_the_tables_name_every_rule_of_the_app() -> None:
    named = {*OF_DIALOGUE, *OF_GROUP, *OF_PARTS, *OF_FILE, *OF_OWN, *OF_MEMBER}
    assert named == {name.partition(".")[2] for name in RULES if name.startswith("workinggroups.")}


def test_rules_about_the_dialogue(stage) -> None:
    assert {rule: allowed(stage, rule, stage["dialogue"]) for rule in OF_DIALOGUE} == OF_DIALOGUE


def test_rules_about_a_group_in_every_state(stage) -> None:
    for rule, states in OF_GROUP.items():
        for status, who in states.items():
            stage["group"].status = status
            assert allowed(stage, rule, stage["group"]) == who, (rule, status)


def test_rules_about_what_stands_inside(stage) -> None:
    about = parts(stage)
    assert {rule: allowed(stage, rule, obj) for rule, obj in about.items()} == OF_PARTS
    stage["group"].status = CLOSED
    assert not {rule for rule, obj in about.items() if allowed(stage, rule, obj)}


def test_rules_about_a_file_in_every_state_of_its_group(stage) -> None:
    for rule, states in OF_FILE.items():
        for status, who in states.items():
            stage["group"].status = status
            assert allowed(stage, rule, file_of(stage)) == who, (rule, status)


def test_rules_about_what_is_somebody_s_own(stage) -> None:
    assert {rule: allowed(stage, rule, obj) for rule, obj in own(stage).items()} == OF_OWN


def test_rules_about_a_membership_in_every_state(stage) -> None:
    place = stage["place"]
    for rule, states in OF_MEMBER.items():
        for state in MemberState:
            place.state = state
            assert allowed(stage, rule, place) == states.get(state, NOBODY), (rule, state)


def test_in_a_closed_dialogue_nothing_is_done_any_more(stage) -> None:
    group, place = stage["group"], stage["place"]
    place.group = group
    stage["dialogue"].status = group.dialogue.status = Status.CLOSED
    stage["own"].dialogue.status = Status.CLOSED
    about = dict.fromkeys(OF_DIALOGUE, stage["dialogue"]) | dict.fromkeys(OF_GROUP, group) | parts(stage) | own(stage)
    about |= dict.fromkeys(OF_FILE, file_of(stage))
    open_ones = {rule for rule, obj in about.items() if allowed(stage, rule, obj)}
    for state in MemberState:
        place.state = state
        open_ones |= {rule for rule in OF_MEMBER if allowed(stage, rule, place)}
    assert open_ones == READING
