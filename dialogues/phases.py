"""Computes where each phase stands from its log; the state itself is never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from dialogues.states import STATE_AFTER, Phase, PhaseMove, PhaseState


class Move(Protocol):
    """One move of a phase: an entry of its log, or what the strip reads of it."""

    @property
    def phase(self) -> str: ...

    @property
    def move(self) -> str: ...

    @property
    def at(self) -> datetime: ...


@dataclass
class PhaseView:
    """One phase as the strip shows it. ``statuses`` are sentences contributed by other apps."""

    key: str
    number: int
    name: str
    state: PhaseState = PhaseState.AHEAD
    entries: list[Move] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)

    @property
    def last(self) -> Move | None:
        """The entry that made the phase what it is now."""
        return self.entries[-1] if self.entries else None

    @property
    def steps_back(self) -> int:
        """How many times the phase was opened again after it had been closed."""
        return sum(entry.move == PhaseMove.STEP_BACK for entry in self.entries)

    @property
    def is_reached(self) -> bool:
        """Was the phase ever opened?"""
        return bool(self.entries)


def phases_from(log: Iterable[Move]) -> list[PhaseView]:
    """Build the three phases from log entries in the order in which they were written."""
    views = {phase.value: PhaseView(phase.value, number, str(phase.label)) for number, phase in enumerate(Phase, 1)}
    for entry in log:
        view = views[entry.phase]
        view.entries.append(entry)
        view.state = STATE_AFTER[entry.move]
    return list(views.values())
