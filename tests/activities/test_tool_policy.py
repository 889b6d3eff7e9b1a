"""Every rule of what tools leave behind, of bilateral notes and of the papers of a meeting: rule, state, role, closed dialogue."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from dialogues.activities.models import AgreedSummary, BilateralNote, Invited, MeetingPrint
from dialogues.activities.states.activities import UNDER_WAY, ActivityState, Tool
from dialogues.states import Status
from tests import make
from tests.activities import make as acts
from tests.activities.test_activity_policy import EACH, NOBODY, SPEAKS, allowed
from tests.dialogues.cast import PARTICIPANTS, READERS, TEAM, cast_of

pytestmark = pytest.mark.django_db
OF_EACH_STATE = {
    "see_record": dict.fromkeys(ActivityState, TEAM | PARTICIPANTS),
    "keep_record": {state: TEAM if state in UNDER_WAY else NOBODY for state in ActivityState},
    "see_notes": dict.fromkeys(ActivityState, TEAM),
    "write_note": dict.fromkeys(ActivityState, TEAM),
}
OF_THE_REST = {
    "see_balance": READERS,
    "see_note": TEAM,
    "keep_note": TEAM,
    "forget_note": TEAM,
    "see_summary": EACH,  # which of them exist for somebody, `visible_to` decides
    "prepare_papers": TEAM,
    "fetch_paper": TEAM,
    "say_needs": TEAM | SPEAKS,
}
IN_A_CLOSED_DIALOGUE = {"see_record", "see_notes", "see_balance", "see_note", "forget_note", "see_summary"}


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    people: dict[str, Any] = cast_of(dialogue) | {"anonymous": AnonymousUser()}
    meeting = acts.meeting(dialogue)
    talk = acts.activity(dialogue, tool=Tool.BILATERAL)
    note = BilateralNote(activity=talk, party="A church")
    about = {
        "see_balance": dialogue,
        "see_note": note,
        "keep_note": note,
        "forget_note": note,
        "see_summary": AgreedSummary(note=note),
        "prepare_papers": meeting,
        "fetch_paper": MeetingPrint(meeting=meeting),
        "say_needs": Invited(meeting=meeting, seat=dialogue.seats.get()),
    }
    return {"dialogue": dialogue, "people": people, "meeting": meeting, "talk": talk, "about": about}


def test_records_and_notes_in_every_state(stage) -> None:
    for rule, states in OF_EACH_STATE.items():
        for state, who in states.items():
            stage["talk"].state = state
            assert allowed(stage, rule, stage["talk"]) == who, (rule, state)


@pytest.mark.parametrize("tool", [tool for tool in Tool if tool != Tool.BILATERAL])
def test_only_bilateral_talks_have_notes(stage, tool) -> None:
    stage["talk"].tool = tool
    assert allowed(stage, "see_notes", stage["talk"]) == allowed(stage, "write_note", stage["talk"]) == NOBODY


@pytest.mark.parametrize("tool", Tool)
def test_only_events_are_released_and_open_their_record_to_the_media(stage, tool) -> None:
    stage["talk"].tool = tool
    is_event = tool == Tool.PUBLIC_EVENTS
    for state in ActivityState:
        stage["talk"].state = state
        assert allowed(stage, "set_release", stage["talk"]) == (TEAM if is_event and state in UNDER_WAY else NOBODY)
        media = {"media"} if is_event else set()
        assert allowed(stage, "see_record", stage["talk"]) == TEAM | PARTICIPANTS | media


def test_the_other_rules(stage) -> None:
    assert {rule: allowed(stage, rule, obj) for rule, obj in stage["about"].items()} == OF_THE_REST


def test_in_a_closed_dialogue_nothing_is_written_any_more(stage) -> None:
    for dialogue in (stage["dialogue"], stage["meeting"].activity.dialogue, stage["talk"].dialogue):
        dialogue.status = Status.CLOSED
    about = stage["about"] | dict.fromkeys(OF_EACH_STATE, stage["talk"])
    assert {rule for rule, obj in about.items() if allowed(stage, rule, obj)} == IN_A_CLOSED_DIALOGUE
