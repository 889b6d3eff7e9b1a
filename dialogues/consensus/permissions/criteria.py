"""Who may propose, weigh and lock evaluative criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.consensus.permissions.parts import confirms, leads, speaks
from dialogues.consensus.states.criteria import CRITERION_MOVES, SET_MOVES, CriterionStatus, SetStatus
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.consensus.models import CriteriaSet, Criterion, Weighing
    from dialogues.models import Dialogue

DISCUSSED = frozenset({SetStatus.COLLECTING, SetStatus.WEIGHING})


@rule
def see_criteria(user: Anyone, criteria_set: CriteriaSet) -> bool:
    """Whoever the row is visible to reads the criteria; single weights show as the ground rules say."""
    return True


@rule
def begin_criteria(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team begins the set with the criteria of the method."""
    return leads(user, dialogue)


@rule
def propose_criterion(user: Anyone, criteria_set: CriteriaSet) -> bool:
    """Whoever speaks for a seat proposes, and the host team enters what came up in the room, while criteria are collected."""
    here = criteria_set.dialogue
    return criteria_set.status == SetStatus.COLLECTING and (speaks(user, here) or leads(user, here))


@rule
def keep_criterion(user: Anyone, criterion: Criterion) -> bool:
    """The host team keeps a proposal, or takes up again what was left out, while criteria are collected."""
    return CriterionStatus.KEPT in CRITERION_MOVES[criterion.status] and _collects(user, criterion)


@rule
def leave_out_criterion(user: Anyone, criterion: Criterion) -> bool:
    """The host team leaves a criterion out, with a reason, while criteria are collected."""
    return CriterionStatus.LEFT_OUT in CRITERION_MOVES[criterion.status] and _collects(user, criterion)


@rule
def note_criterion(user: Anyone, criterion: Criterion) -> bool:
    """Seats and the host team say something to a criterion until the set is locked."""
    here = criterion.criteria_set.dialogue
    return criterion.criteria_set.status in DISCUSSED and (speaks(user, here) or leads(user, here))


@rule
def begin_weighing(user: Anyone, criteria_set: CriteriaSet) -> bool:
    """The host team asks the seats to weigh what was collected."""
    return SetStatus.WEIGHING in SET_MOVES[criteria_set.status] and leads(user, criteria_set.dialogue)


@rule
def manage_weighing(user: Anyone, criteria_set: CriteriaSet) -> bool:
    """While the set is weighed the host team enters what seats said by other ways, goes back, or locks the set."""
    return criteria_set.status == SetStatus.WEIGHING and leads(user, criteria_set.dialogue)


@rule
def weigh(user: Anyone, criteria_set: CriteriaSet) -> bool:
    """Whoever speaks for a seat weighs the criteria until the set is locked; the host team never does."""
    return criteria_set.status == SetStatus.WEIGHING and speaks(user, criteria_set.dialogue)


@rule
def confirm_weighing(user: Anyone, weighing: Weighing) -> bool:
    """Whoever speaks for the seat confirms what was entered for it, also once the set is locked."""
    return confirms(user, weighing, weighing.criteria_set.dialogue)


@rule
def reopen_criteria(user: Anyone, criteria_set: CriteriaSet) -> bool:
    """The host team opens a locked set again, with a reason: a new set follows it."""
    return criteria_set.status == SetStatus.LOCKED and leads(user, criteria_set.dialogue)


def _collects(user: Anyone, criterion: Criterion) -> bool:
    here = criterion.criteria_set
    return here.status == SetStatus.COLLECTING and leads(user, here.dialogue)
