"""What the two lighter stories share: a dialogue with its seats, a short analysis, one round, an adopted version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dialogues.documents.models import Document
from dialogues.documents.services.rounds import close_round
from dialogues.documents.services.sections import create_ppa
from dialogues.documents.services.versions import adopt
from dialogues.services.balance import add_group
from dialogues.services.dialogue import change_policy_area, create_dialogue
from dialogues.services.phases import move_dialogue, move_phase
from dialogues.services.rules import agree_rules, answer_rules, propose_rules
from dialogues.states import AreaOutcome, Phase, PhaseMove, Role, Status
from inspired.core.models import User
from inspired.front.demo.cast import Part, Table, seat_down, take_role
from inspired.front.demo.clock import Clock
from inspired.front.demo.writing import answer, ask, freeze_now, write


@dataclass(frozen=True)
class Story:
    """The words of a lighter story. ``begins`` is the day of its opening, counted from today."""

    set_up: dict[str, Any]
    policy_area: str
    parts: tuple[Part, ...]
    groups: tuple[str, ...]
    rules: str
    folder: str
    begins: int
    opened_because: str
    adopted_because: str


def gather(clock: Clock, host: User, story: Story) -> Table:
    """Open the dialogue, fill its seats and agree on the ground rules."""
    with clock.at(story.begins):
        dialogue = create_dialogue(by=host, policy_area=story.policy_area, **story.set_up)
        table = Table(dialogue, host)
        groups = [add_group(dialogue, by=host, name=name) for name in story.groups]
        take_role(table, Role.DONOR, "donor@example.org", "Programme manager of the donor")
    with clock.at(story.begins + 4):
        because = story.opened_because
        move_dialogue(dialogue, by=host, target=Status.OPEN, reason=because, open_first_phase=True)
    with clock.at(story.begins + 10):
        seat_down(table, story.parts, groups)
        rules = propose_rules(dialogue, by=host, text=story.rules)
    for key, seat in table.seats.items():
        with clock.at(story.begins + 14):
            answer_rules(rules, by=table.people[key], seat=seat, agrees=True)
    with clock.at(story.begins + 20):
        agree_rules(rules, by=host)
        reason = "All seats see the same need."
        change_policy_area(dialogue, by=host, outcome=AreaOutcome.VALIDATED, reason=reason)
    return table


def analyse(clock: Clock, table: Table, story: Story) -> Document:
    """Write the analysis, freeze it, let every seat endorse it, adopt it."""
    day = story.begins + 60
    with clock.at(day):
        document = create_ppa(table.dialogue, by=table.host)
        write(document, by=table.host, folder=story.folder)
    with clock.at(day + 30):
        version = freeze_now(document, by=table.host)
    with clock.at(day + 31):
        round_ = ask(table, version, due_at=clock.end_of(day + 45))
    for number, key in enumerate(table.signing):
        with clock.at(day + 33 + number):
            answer(table, round_, key)
    with clock.at(day + 46):
        close_round(round_, by=table.host)
    with clock.at(day + 47):
        adopt(version, by=table.host, reason=story.adopted_because)
    return document


def turn(clock: Clock, table: Table, day: int, ending: str, beginning: str, *, why: str) -> None:
    """Close one phase and open the next on the same day."""
    with clock.at(day):
        move_phase(table.dialogue, ending, PhaseMove.CLOSE, by=table.host, reason=why)
    with clock.at(day, 15):
        move_phase(table.dialogue, beginning, PhaseMove.OPEN, by=table.host, reason=why)


__all__ = ["Phase", "Story", "analyse", "gather", "turn"]
