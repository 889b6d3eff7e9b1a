"""What every page of a dialogue shows around its content: the phase strip and the tabs. Reads only."""

from __future__ import annotations

from typing import Any

from dialogues.models import Dialogue
from dialogues.phases import PhaseView, phases_from
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models.people import UNREAD_OF_ACCOUNT


def phases_of(user: Anyone, dialogue: Dialogue) -> list[PhaseView]:
    """Return the three phases with their state and the sentences other apps contribute; one query and one per port."""
    log = dialogue.phase_log.select_related("by__person").defer(*(f"by__{name}" for name in UNREAD_OF_ACCOUNT))
    views = phases_from(log)
    for status in ports.phase_status.collect(user, dialogue):
        next(view for view in views if view.key == status.phase).statuses.append(status.text)
    return views


def frame(user: Anyone, dialogue: Dialogue, tab: str) -> dict[str, Any]:
    """Return the context that ``dialogue_base.html`` needs: dialogue, standing, phases, tabs and the current tab's name."""
    return {
        "dialogue": dialogue,
        "standing": dialogue.standing_of(user),
        "phases": phases_of(user, dialogue),
        "tabs": sorted(ports.tabs.collect(user, dialogue), key=lambda tab: tab.order),
        "tab": tab,
    }
