"""Every rule of activities and meetings, in every state of what it is about, for every role; and in a dialogue that is closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from dialogues.activities.models import MeetingScan, Minutes
from dialogues.activities.states.activities import ActivityState
from dialogues.activities.states.meetings import MeetingState, MinutesState
from dialogues.states import Status
from inspired.core.access import RULES, may
from inspired.core.memory import remembering
from tests import make
from tests.activities import make as acts
from tests.dialogues.cast import EVERYBODY, TEAM, cast_of

pytestmark = pytest.mark.django_db
EACH = frozenset(EVERYBODY)
SPEAKS = frozenset({"head"})
PROPOSES = SPEAKS | {"government"}
NOBODY: frozenset[str] = frozenset()
P, L, H, C, D = (
    ActivityState.PROPOSED,
    ActivityState.PLANNED,
    ActivityState.HELD,
    ActivityState.CANCELLED,
    ActivityState.DECLINED,
)
PLANNED, POSTPONED, HELD, CANCELLED = MeetingState

OF_DIALOGUE = {
    "see_activities": EACH,
    "plan_activity": TEAM,
    "propose_activity": PROPOSES,
}
OF_ACTIVITY = {
    "see_activity": dict.fromkeys(ActivityState, EACH),
    "answer_proposal": {P: TEAM, L: NOBODY, H: NOBODY, C: NOBODY, D: NOBODY},
    "keep_activity": {P: NOBODY, L: TEAM, H: TEAM, C: TEAM, D: TEAM},
    "add_meeting": {P: NOBODY, L: TEAM, H: TEAM, C: NOBODY, D: NOBODY},
}
OF_MEETING = {
    "see_meeting": dict.fromkeys(MeetingState, EACH),
    "keep_meeting": dict.fromkeys(MeetingState, TEAM),
    "invite_to_meeting": {PLANNED: TEAM, POSTPONED: TEAM, HELD: NOBODY, CANCELLED: NOBODY},
    "change_meeting": {PLANNED: TEAM, POSTPONED: TEAM, HELD: NOBODY, CANCELLED: TEAM},
    "record_meeting": {PLANNED: TEAM, POSTPONED: NOBODY, HELD: TEAM, CANCELLED: NOBODY},
    "write_minutes": dict.fromkeys(MeetingState, TEAM),
    "name_keepers": {PLANNED: TEAM, POSTPONED: TEAM, HELD: TEAM, CANCELLED: NOBODY},
    "speak_at_meeting": dict.fromkeys(MeetingState, SPEAKS),
}
OF_MINUTES = {
    "see_minutes": dict.fromkeys(MinutesState, EACH),
    "approve_minutes": {MinutesState.DRAFT: NOBODY, MinutesState.CIRCULATED: SPEAKS, MinutesState.APPROVED: NOBODY},
}
# those of records, notes and papers have their table in test_tool_policy
OF_TOOLS = {
    "see_record",
    "keep_record",
    "see_notes",
    "write_note",
    "see_balance",
    "see_note",
    "keep_note",
    "forget_note",
}
OF_TOOLS |= {"set_release", "see_summary", "prepare_papers", "fetch_paper", "say_needs"}
# of who keeps a meeting beside the host team, of tasks and of groups: test_keeping_policy
OF_TOOLS |= {"finish_task", "plan_for_group"}
READING = {"see_activities", "see_activity", "see_meeting", "see_minutes", "see_scan"}


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    people: dict[str, Any] = cast_of(dialogue) | {"anonymous": AnonymousUser()}
    meeting = acts.meeting(dialogue)
    return {"dialogue": dialogue, "people": people, "meeting": meeting, "activity": meeting.activity}


def allowed(stage: dict[str, Any], rule: str, obj: Any) -> set[str]:
    """Who may, each asked in a request of their own."""
    found = set()
    for who in EVERYBODY:
        with remembering():
            if may(stage["people"][who], f"activities.{rule}", obj):
                found.add(who)
    return found


def test_the_tables_name_every_rule_of_the_app() -> None:
    named = {*OF_DIALOGUE, *OF_ACTIVITY, *OF_MEETING, *OF_MINUTES, "see_scan"} | OF_TOOLS
    assert named == {name.partition(".")[2] for name in RULES if name.startswith("activities.")}


def test_rules_about_the_dialogue(stage) -> None:
    assert {rule: allowed(stage, rule, stage["dialogue"]) for rule in OF_DIALOGUE} == OF_DIALOGUE


def test_rules_about_an_activity_in_every_state(stage) -> None:
    for rule, states in OF_ACTIVITY.items():
        for state, who in states.items():
            stage["activity"].state = state
            assert allowed(stage, rule, stage["activity"]) == who, (rule, state)


def test_rules_about_a_meeting_in_every_state(stage) -> None:
    for rule, states in OF_MEETING.items():
        for state, who in states.items():
            stage["meeting"].state = state
            assert allowed(stage, rule, stage["meeting"]) == who, (rule, state)


def test_rules_about_minutes_in_every_state(stage) -> None:
    minutes = Minutes(meeting=stage["meeting"])
    for rule, states in OF_MINUTES.items():
        for state, who in states.items():
            minutes.state = state
            assert allowed(stage, rule, minutes) == who, (rule, state)


def test_in_a_closed_dialogue_nothing_is_done_any_more(stage) -> None:
    dialogue, meeting = stage["dialogue"], stage["meeting"]
    dialogue.status = meeting.activity.dialogue.status = Status.CLOSED
    about = dict.fromkeys(OF_DIALOGUE, dialogue) | dict.fromkeys(OF_ACTIVITY, meeting.activity)
    about |= dict.fromkeys(OF_MEETING, meeting)
    about |= dict.fromkeys(OF_MINUTES, Minutes(meeting=meeting, state=MinutesState.CIRCULATED))
    about["see_scan"] = MeetingScan(meeting=meeting)
    open_ones = {rule for rule, obj in about.items() if allowed(stage, rule, obj)}
    assert open_ones == READING
