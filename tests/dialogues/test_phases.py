"""Phases: the table of moves, what is logged, several open at once, and a close that is whole or not at all."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Dialogue
from dialogues.phases import phases_from
from dialogues.services.phases import close_phase, move_dialogue, move_phase
from dialogues.states import PHASE_MOVES, Phase, PhaseMove, PhaseState, Role, Status
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db
WAYS = {
    PhaseState.AHEAD: (),
    PhaseState.OPEN: (PhaseMove.OPEN,),
    PhaseState.PAUSED: (PhaseMove.OPEN, PhaseMove.PAUSE),
    PhaseState.CLOSED: (PhaseMove.OPEN, PhaseMove.CLOSE),
}


def states_of(dialogue: Dialogue) -> list[str]:
    return [view.state for view in phases_from(dialogue.phase_log.all())]


@pytest.mark.parametrize("state", WAYS)
@pytest.mark.parametrize("move", PhaseMove.values)
def test_moves_follow_the_table(state: str, move: str) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    for before in WAYS[PhaseState(state)]:
        move_phase(dialogue, Phase.CONSENSUS, before, by=host, reason="On the way")
    count = dialogue.phase_log.count()
    if move in PHASE_MOVES[state]:
        entry = move_phase(dialogue, Phase.CONSENSUS, move, by=host, reason="Now", trigger="News")
        assert (entry.by, entry.reason, entry.trigger) == (host, "Now", "News")
        assert Event.objects.filter(scope=dialogue.audit_scope).last().details == {"phase": "consensus"}
    else:
        with pytest.raises(StateError):
            move_phase(dialogue, Phase.CONSENSUS, move, by=host, reason="Now")
        assert dialogue.phase_log.count() == count


def test_several_phases_may_be_open_and_a_step_back_is_counted() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    for phase, move in (
        ("assessment", "open"),
        ("assessment", "close"),
        ("consensus", "open"),
        ("assessment", "step_back"),
    ):
        move_phase(dialogue, phase, move, by=host, reason="So it went")
    assert states_of(dialogue) == [PhaseState.OPEN, PhaseState.OPEN, PhaseState.AHEAD]
    assert phases_from(dialogue.phase_log.all())[0].steps_back == 1


def test_an_unknown_phase_is_refused() -> None:
    dialogue = make.dialogue()
    with pytest.raises(StateError):
        move_phase(dialogue, "harvest", "open", by=make.host_of(dialogue), reason="No")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED, Status.ARCHIVED])
def test_phases_rest_unless_the_dialogue_runs(status: str) -> None:
    dialogue = make.dialogue(status=status)
    with pytest.raises(PermissionDenied):
        move_phase(dialogue, "assessment", "open", by=make.host_of(dialogue), reason="No")


def test_facilitators_do_not_move_phases() -> None:
    dialogue = make.dialogue()
    facilitator = make.role(dialogue, make.user(), Role.FACILITATOR).user
    with pytest.raises(PermissionDenied):
        move_phase(dialogue, "assessment", "open", by=facilitator, reason="No")


def test_opening_a_dialogue_opens_its_first_phase_when_asked() -> None:
    for asked, state in ((True, PhaseState.OPEN), (False, PhaseState.AHEAD)):
        dialogue = make.dialogue(status=Status.DRAFT)
        host = make.host_of(dialogue)
        move_dialogue(dialogue, by=host, target=Status.OPEN, reason="Go", open_first_phase=asked)
        assert states_of(dialogue)[0] == state


def test_a_close_with_a_wrong_area_writes_nothing() -> None:
    dialogue = make.dialogue(policy_area="Domestic work")
    host = make.host_of(dialogue)
    move_phase(dialogue, "assessment", "open", by=host, reason="Go")
    with pytest.raises(StateError):
        close_phase(dialogue, "assessment", by=host, reason="Done", outcome="changed", area="Domestic work")
    assert states_of(dialogue)[0] == PhaseState.OPEN
    close_phase(dialogue, "assessment", by=host, reason="Done", outcome="validated")
    assert states_of(dialogue)[0] == PhaseState.CLOSED
    assert dialogue.policy_area_changes.get().outcome == "validated"


def test_another_phase_leaves_the_area_alone() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    move_phase(dialogue, "consensus", "open", by=host, reason="Go")
    close_phase(dialogue, "consensus", by=host, reason="Done", outcome="changed", area="Other")
    assert not dialogue.policy_area_changes.exists()
