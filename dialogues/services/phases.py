"""Moves the phases. Several may be open at once, stepping back is a move like any other, and nothing blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, PhaseLogEntry
from dialogues.phases import phases_from
from dialogues.services.dialogue import change_policy_area, change_status, locked_dialogue
from dialogues.states import PHASE_MOVES, Phase, PhaseMove, Status
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError

VERBS: dict[str, str] = {
    PhaseMove.OPEN: "phase.opened",
    PhaseMove.PAUSE: "phase.paused",
    PhaseMove.RESUME: "phase.resumed",
    PhaseMove.STEP_BACK: "phase.stepped_back",
    PhaseMove.CLOSE: "phase.closed",
}


@transaction.atomic
def move_phase(
    dialogue: Dialogue,
    phase: str,
    move: str,
    *,
    by: User,
    reason: str,
    trigger: str = "",
    answers: Sequence[dict[str, Any]] = (),
) -> PhaseLogEntry:
    """Log one move of a phase; raise StateError when its state does not allow it.

    The dialogue's row is locked, so that two hosts who press at once give one entry. ``answers`` are what the closing
    asked: dictionaries with ``key``, ``question``, ``answer`` and ``open_items``, kept as they were asked.
    """
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.move_phase", locked)
    view = next((view for view in phases_from(locked.phase_log.all()) if view.key == phase), None)
    if view is None or move not in PHASE_MOVES[view.state]:
        raise StateError(_("This phase has moved on since you opened the page. Look at its state now, and try again."))
    entry = PhaseLogEntry.objects.create(
        dialogue=locked,
        phase=phase,
        move=move,
        reason=reason,
        trigger=trigger,
        answers={"items": list(answers)} if answers else {},
        by=by,
    )
    record(by, VERBS[move], locked, tier=Tier.PARTICIPANTS, phase=phase)
    ports.moved.collect(by, locked)
    return entry


@transaction.atomic
def move_dialogue(
    dialogue: Dialogue, *, by: User, target: str, reason: str, open_first_phase: bool = False
) -> Dialogue:
    """Change the status of the dialogue as a whole and, if asked when opening, open its first phase; both or neither."""
    moved = change_status(dialogue, by=by, target=target, reason=reason)
    if open_first_phase and target == Status.OPEN:
        move_phase(moved, Phase.ASSESSMENT, PhaseMove.OPEN, by=by, reason=reason)
    return moved


@transaction.atomic
def close_phase(
    dialogue: Dialogue,
    phase: str,
    *,
    by: User,
    reason: str,
    answers: Sequence[dict[str, Any]] = (),
    outcome: str = "",
    area: str = "",
) -> PhaseLogEntry:
    """Close a phase with the answers to its questions; with an ``outcome`` the policy area's history goes on as well.

    Both are written or neither.
    """
    entry = move_phase(dialogue, phase, PhaseMove.CLOSE, by=by, reason=reason, answers=answers)
    if outcome and phase == Phase.ASSESSMENT:
        change_policy_area(dialogue, by=by, outcome=outcome, area=area, reason=reason)
    return entry
