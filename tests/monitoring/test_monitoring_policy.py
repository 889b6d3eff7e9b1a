"""Every rule of monitoring: rule, state, role; in a closed dialogue too. "head" speaks for the seat that was asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from dialogues.monitoring.models import Commitment, CommitmentAnswer, Interview, Report, Step, Watcher
from dialogues.monitoring.states import SETTLED_INTERVIEWS, Answer, InterviewStatus, Progress, Side
from dialogues.states import DelegateRole, Status
from inspired.core.access import RULES, may
from inspired.core.memory import remembering
from tests import make
from tests.dialogues.cast import EVERYBODY, READERS, TEAM, cast_of
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db
ALL = (*EVERYBODY, "deputy", "neighbour")
EACH, NOBODY = frozenset(ALL), frozenset[str]()
INSIDE = READERS | {"deputy", "neighbour"}
OWN = frozenset({"head", "deputy"})  # the deputy speaks for the seat and may not sign
SPEAKING = TEAM | OWN | {"neighbour"}
HOST = frozenset({"host"})
OF_DIALOGUE = {
    "see_monitoring": EACH,
    "see_inside": INSIDE,
    "ask_commitments": TEAM,
    "publish_status": HOST,
    "withdraw_status": HOST,
    "add_followed": SPEAKING,
    "adapt_recommendation": TEAM,
    "name_watcher": SPEAKING,
    "see_interviews": SPEAKING | {"media"},
    "ask_interview": frozenset({"media"}),
}
OF_COMMITMENT = {
    "see_commitment": dict.fromkeys(Answer, INSIDE),
    "answer_commitment": dict.fromkeys(Answer, OWN),
    "enter_answer": dict.fromkeys(Answer, TEAM),
    "report_own": {Answer.CONFIRMED: OWN, Answer.AMENDED: OWN, Answer.ASKED: NOBODY, Answer.DECLINED: NOBODY},
    "view_commitment": dict.fromkeys(Answer, frozenset({"neighbour"})),
    "enter_report": dict.fromkeys(Answer, TEAM),
    "report": {
        Answer.CONFIRMED: SPEAKING,
        Answer.AMENDED: SPEAKING,
        Answer.ASKED: SPEAKING - OWN,
        Answer.DECLINED: SPEAKING - OWN,
    },
}
IN_HAND = {InterviewStatus.PASSED_ON, InterviewStatus.ACCEPTED}
PASSES = {InterviewStatus.NEW, InterviewStatus.PASSED_ON, InterviewStatus.REFUSED}
OF_INTERVIEW = {  # "neighbour" speaks for the seat that is asked, "media" has asked
    "see_interview": dict.fromkeys(InterviewStatus, EACH),
    "pass_interview": {one: TEAM if one in PASSES else NOBODY for one in InterviewStatus},
    "settle_interview": {one: NOBODY if one in SETTLED_INTERVIEWS else TEAM for one in InterviewStatus},
    "answer_interview": {one: frozenset({"neighbour"}) if one in IN_HAND else NOBODY for one in InterviewStatus},
    "withdraw_interview": {
        one: NOBODY if one in SETTLED_INTERVIEWS else frozenset({"media"}) for one in InterviewStatus
    },
}
OF_PARTS = {
    "confirm_answer": frozenset({"head"}),
    "confirm_report": frozenset({"neighbour"}),
    "read_report": EACH,
    "read_letter": TEAM | OWN | {"observer delegate"},
    "change_followed": TEAM | {"neighbour"},
    "end_watching": TEAM | {"neighbour"},
}
READING = {
    "see_interviews",
    "see_interview",
    "read_letter",
    "see_monitoring",
    "see_inside",
    "see_commitment",
    "read_report",
}


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    people: dict[str, Any] = cast_of(dialogue) | {"anonymous": AnonymousUser()}
    seat, other = dialogue.seats.get(), make.seat(dialogue)
    people["deputy"] = make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    people["neighbour"] = make.delegate(other)
    (commitment,) = mo.asked(dialogue, seat)
    commitment.dialogue = dialogue
    return {"dialogue": dialogue, "people": people, "commitment": commitment, "other": other}


def parts(stage: dict[str, Any]) -> dict[str, Any]:
    """What hangs on it: an answer that waits, a view of the neighbour entered for it, the neighbour as a watcher."""
    view = {"side": Side.INDEPENDENT, "status": Progress.BLOCKED, "seat": stage["other"]}
    return {
        "confirm_answer": CommitmentAnswer(commitment=stage["commitment"], answer=Answer.CONFIRMED),
        "confirm_report": Report(commitment=stage["commitment"], **view),
        "read_report": Report(commitment=stage["commitment"], **view),
        "read_letter": CommitmentAnswer(commitment=stage["commitment"], answer=Answer.CONFIRMED, scan_id=1),
        "change_followed": Step(dialogue=stage["dialogue"], seat=stage["other"]),
        "end_watching": Watcher(dialogue=stage["dialogue"], seat=stage["other"]),
    }


def allowed(stage: dict[str, Any], rule: str, obj: Any) -> set[str]:
    """Who may, each asked in a request of their own."""
    found = set()
    for who in ALL:
        with remembering():
            if may(stage["people"][who], f"monitoring.{rule}", obj):
                found.add(who)
    return found


def test_the_tables_name_every_rule_of_the_app() -> None:
    named = {*OF_DIALOGUE, *OF_COMMITMENT, *OF_INTERVIEW, *OF_PARTS}
    assert named == {name.partition(".")[2] for name in RULES if name.startswith("monitoring.")}


def test_rules_about_the_dialogue(stage) -> None:
    assert {rule: allowed(stage, rule, stage["dialogue"]) for rule in OF_DIALOGUE} == OF_DIALOGUE


def test_rules_about_a_commitment_whatever_was_answered(stage) -> None:
    for rule, answers in OF_COMMITMENT.items():
        for answer, who in answers.items():
            stage["commitment"].answer = answer
            assert allowed(stage, rule, stage["commitment"]) == who, (rule, answer)


def requested(stage: dict[str, Any], status: str) -> Interview:
    asker = stage["people"]["media"]
    return Interview(dialogue=stage["dialogue"], asked_by=asker, passed_to=stage["other"], status=status)


def test_rules_about_an_interview_wherever_it_stands(stage) -> None:
    for rule, statuses in OF_INTERVIEW.items():
        for status, who in statuses.items():
            assert allowed(stage, rule, requested(stage, status)) == who, (rule, status)


def test_rules_about_what_hangs_on_it(stage) -> None:
    about = parts(stage)
    assert {rule: allowed(stage, rule, obj) for rule, obj in about.items()} == OF_PARTS


def test_in_a_closed_dialogue_nothing_is_done_any_more_but_taken_back(stage) -> None:
    stage["dialogue"].status = Status.CLOSED
    about = dict.fromkeys(OF_DIALOGUE, stage["dialogue"]) | parts(stage)
    open_ones = {rule for rule, obj in about.items() if allowed(stage, rule, obj)}
    for answer in Answer:
        stage["commitment"].answer = answer
        open_ones |= {rule for rule in OF_COMMITMENT if allowed(stage, rule, stage["commitment"])}
    for status in InterviewStatus:
        about = requested(stage, status)
        open_ones |= {rule for rule in OF_INTERVIEW if allowed(stage, rule, about)}
    assert open_ones == READING | {"withdraw_status"}, "what is public is taken back at any time"


def test_rows_exist_for_those_inside_alone(stage) -> None:
    for who, person in stage["people"].items():
        with remembering():
            assert Commitment.objects.visible_to(person).exists() is (who in INSIDE), who
            assert Commitment.objects.inside_of(person).exists() is (who in INSIDE), who
