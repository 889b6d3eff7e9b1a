"""Fills the board of working groups: groups with members, expected outputs, tasks, notes and texts in their hands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.documents.services.outputs import start_output
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core.models import User
from workinggroups.models import Group, Member, Task
from workinggroups.services.groups import open_group
from workinggroups.services.work import post_note
from workinggroups.states import Formality, GroupKind, MemberState, Openness

SET_UP: dict[str, Any] = {"kind": GroupKind.RESEARCH, "formality": Formality.LOOSE, "openness": Openness.DONOR}


def fill_groups(dialogue: Dialogue, seats: list[Seat], count: int, *, by: User) -> list[Group]:
    """Open that many groups of eight members at most, each with two outputs, twelve tasks, six notes and two texts."""
    return [_group(dialogue, seats, number, by) for number in range(count)]


def _group(dialogue: Dialogue, seats: list[Seat], number: int, by: User) -> Group:
    now = timezone.now()
    outputs = [("Draft section", now - timedelta(days=number % 4)), ("Table of options", now + timedelta(days=30))]
    mission = "Survey working hours, compare with what is known, and prepare the section on evidence for everybody."
    phases = [Phase.ASSESSMENT.value]
    made = open_group(
        dialogue, by=by, name=f"Group {number}", mission=mission, phases=phases, outputs=outputs, **SET_UP
    )
    chosen = [seats[(number + step) % len(seats)] for step in range(min(8, len(seats)))]
    joined = {"state": MemberState.ACCEPTED, "answered_at": now, "specialisation": "surveys, hours"}
    places = [Member(group=made, seat=seat, is_coordinator=not step, **joined) for step, seat in enumerate(chosen)]
    Member.objects.bulk_create(places)
    Task.objects.bulk_create(
        Task(
            group=made,
            title=f"Task {step}",
            owner=places[step % len(places)],
            due_at=now + timedelta(days=step - 4),
            by=by,
        )
        for step in range(12)
    )
    for step in range(6):
        post_note(made, by=by, text=f"Note {step}: the register answers on Friday.")
    for step in range(2):
        start_output(made, by=by, title=f"Text {step} of group {number}")
    return made
