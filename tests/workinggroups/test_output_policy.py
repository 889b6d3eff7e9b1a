"""Every rule about the texts of groups: rule, state of the text, role. "head" coordinates, "writer" keeps the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from dialogues.documents.models import Document
from dialogues.documents.services import comments, outputs, sections, ways
from dialogues.documents.states import WayOut
from dialogues.states import Status
from inspired.core.access import may
from inspired.core.memory import remembering
from tests import make
from tests.dialogues.cast import EVERYBODY, TEAM, cast_of
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import Group
from workinggroups.services import groups, members
from workinggroups.states import GroupStatus

pytestmark = pytest.mark.django_db
ALL = (*EVERYBODY, "writer", "member", "invited", "outside")
NOBODY = frozenset[str]()
MEMBERS = frozenset({"head", "writer", "member"})
LEADS = TEAM | {"head", "writer"}
HEAD = frozenset({"head"})
SIDES = TEAM | {"head"}
TABLE = TEAM | MEMBERS | {"invited", "outside", "observer delegate", "government", "observer"}

# the rule: who may, for each state of the text; a state that is missing lets nobody
RULES: dict[str, dict[str, frozenset[str]]] = {
    "see_output": dict.fromkeys(
        ("drafting", "asked", "agreed", "submitted", "answering", "settled", "returned", "closed", "archived"), TABLE
    ),
    "ask_agreement": {"drafting": LEADS, "asked": LEADS, "agreed": LEADS, "returned": LEADS},
    "close_agreement": {"asked": LEADS},
    "give_voice": {"asked": MEMBERS},
    "submit_output": {"drafting": HEAD, "asked": HEAD, "agreed": HEAD, "returned": HEAD},
    "agree_way": {"submitted": SIDES, "answering": SIDES},
    "return_output": {"submitted": TEAM, "answering": TEAM, "settled": TEAM},
}
OF_GROUP = {
    "start_output": {GroupStatus.ACTIVE: TEAM | MEMBERS},
}


@pytest.fixture
def stage() -> dict[str, Any]:
    dialogue = make.dialogue()
    people: dict[str, Any] = cast_of(dialogue) | {"anonymous": AnonymousUser()}
    leading = dialogue.seats.get()
    seats = {name: make.seat(dialogue) for name in ("writer", "member", "invited", "outside")}
    people |= {name: make.delegate(seat) for name, seat in seats.items()}
    group = wg.group(dialogue, leading, seats["writer"], seats["member"])
    members.appoint(group.members.get(seat=seats["writer"]), by=people["host"], rapporteur=True)
    wg.invite(group, seats["invited"])
    here = out.Cast(dialogue, people["host"], group, leading, seats["member"], seats["outside"])
    return {"here": here, "people": people, "writer": seats["writer"]}


def drafting(stage: dict[str, Any]) -> Document:
    return out.draft(stage["here"])


def asked(stage: dict[str, Any]) -> Document:
    text = drafting(stage)
    outputs.ask_agreement(text, by=stage["people"]["head"])
    for name, seat in (("head", stage["here"].lead), ("member", stage["here"].member), ("writer", stage["writer"])):
        place = stage["here"].group.members.get(seat=seat)
        outputs.give_voice(text, by=stage["people"][name], member=place, agrees=True)
    return text


def agreed(stage: dict[str, Any]) -> Document:
    text = asked(stage)
    outputs.close_agreement(text, by=stage["people"]["head"])
    return text


def submitted(stage: dict[str, Any]) -> Document:
    text = agreed(stage)
    outputs.submit_output(text, by=stage["people"]["head"], due_at=out.in_a_week(), way=WayOut.OWN)
    return text


def answering(stage: dict[str, Any]) -> Document:
    text = submitted(stage)
    comments.close_comments(text, by=stage["people"]["host"])
    return text


def settled(stage: dict[str, Any]) -> Document:
    text = answering(stage)
    ways.agree_way(text, by=stage["people"]["host"], way=WayOut.OWN)
    return text


def returned(stage: dict[str, Any]) -> Document:
    text = submitted(stage)
    ways.return_output(text, by=stage["people"]["host"], reason="Count again")
    return text


def closed(stage: dict[str, Any]) -> Document:
    text = drafting(stage)
    groups.close_group(stage["here"].group, by=stage["people"]["host"], outcomes="It ends before the text does")
    return text


def archived(stage: dict[str, Any]) -> Document:
    """A text whose members are asked, in a dialogue that is closed."""
    text = out.fresh(asked(stage))
    text.dialogue.status = text.group.dialogue.status = Status.CLOSED  # type: ignore[union-attr]
    return text


STATES: dict[str, Callable[[dict[str, Any]], Document]] = {
    made.__name__: made for made in (drafting, asked, agreed, submitted, answering, settled, returned, closed, archived)
}


def allowed(stage: dict[str, Any], rule: str, obj: Any) -> frozenset[str]:
    """Who may, each asked in a request of their own."""
    found = set()
    for who in ALL:
        with remembering():
            if may(stage["people"][who], f"documents.{rule}", obj):
                found.add(who)
    return frozenset(found)


@pytest.mark.parametrize("state", STATES)
def test_every_rule_in_every_state_of_a_text(stage: dict[str, Any], state: str) -> None:
    text = STATES[state](stage)
    text = text if state == "archived" else out.fresh(text)
    expected = {rule: states.get(state, NOBODY) for rule, states in RULES.items()}
    assert {rule: allowed(stage, rule, text) for rule in RULES} == expected


def test_who_begins_a_text_in_every_state_of_a_group(stage: dict[str, Any]) -> None:
    group = Group.objects.select_related("dialogue").get(pk=stage["here"].group.pk)
    for status in GroupStatus:
        group.status = status
        assert allowed(stage, "start_output", group) == OF_GROUP["start_output"].get(status, NOBODY), status
    group.status, group.dialogue.status = GroupStatus.ACTIVE, Status.CLOSED
    assert not allowed(stage, "start_output", group)


def test_where_nobody_coordinates_the_host_team_submits(stage: dict[str, Any]) -> None:
    text = agreed(stage)
    place = stage["here"].group.members.get(seat=stage["here"].lead)
    members.appoint(place, by=stage["people"]["host"], coordinator=False)
    assert allowed(stage, "submit_output", out.fresh(text)) == TEAM


def test_nothing_of_it_is_about_a_text_that_belongs_to_no_group(stage: dict[str, Any]) -> None:
    text = sections.create_ppa(stage["here"].dialogue, by=stage["people"]["host"])
    assert not any(allowed(stage, rule, text) for rule in RULES)
