"""What every page of a dialogue shows around its content: the phase strip and the tabs. Reads only."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from dialogues.models import Dialogue, PhaseLogEntry
from dialogues.phases import PhaseView, phases_from
from dialogues.strip import counted_as, counted_in, in_strip
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.written import the_moment

MOVE = "move"


class Moved(NamedTuple):
    """One move of a phase, as the strip needs it."""

    phase: str
    move: str
    at: datetime


@in_strip
def moves_in_strip(dialogue_id: int) -> QuerySet[Any, Any]:
    """Name the moves of the phases."""
    moves = PhaseLogEntry.objects.filter(dialogue=dialogue_id)
    return counted_as(moves, MOVE, "phase", "move", at=F("at"))


def phases_of(user: Anyone, dialogue: Dialogue) -> list[PhaseView]:
    """Return the three phases with their state and the sentences other apps contribute; one query for all of it."""
    newest_first = counted_in(dialogue.pk, MOVE)
    views = phases_from([Moved(one.first, one.second, the_moment(one.at)) for one in reversed(newest_first)])
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
