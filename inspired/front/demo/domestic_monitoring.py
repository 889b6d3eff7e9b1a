"""What already moves around *Decent work for domestic workers* while its Roadmap is still in the making."""

from __future__ import annotations

from dialogues.monitoring.services.following import log_step, note_influence
from dialogues.monitoring.states import InfluenceKind, StepKind
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock


def note_what_moves(clock: Clock, table: Table) -> None:
    """Note an early influence, and what the committee of parliament undertook."""
    with clock.at(-24):
        note_influence(
            table.dialogue,
            by=table.host,
            kind=InfluenceKind.BUDGET,
            title="A budget line for registering domestic workers",
            text="The budget proposal names the joint survey as its reason.",
            source="Budget proposal, chapter on social security",
        )
    with clock.at(-15):
        log_step(
            table.dialogue,
            by=table.people["committee"],
            seat=table.seats["committee"],
            kind=StepKind.COMMITTEE,
            title="The committee will have the Roadmap before it in the reading of the labour code",
        )
