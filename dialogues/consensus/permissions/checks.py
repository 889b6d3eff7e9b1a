"""Who may check positions and reply, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.consensus.permissions.parts import leads, speaks_for
from dialogues.consensus.states.checks import CheckStatus
from dialogues.states import Status
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
    from dialogues.models import Dialogue


@rule
def prepare_check(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team prepares checks in a live dialogue."""
    return leads(user, dialogue)


@rule
def see_check(user: Anyone, check: PositionCheck) -> bool:
    """Whoever the row is visible to may read it; which answers stand there depends on the reader."""
    return True


@rule
def edit_check(user: Anyone, check: PositionCheck) -> bool:
    """The host team changes, opens or drops a check that nobody was asked yet."""
    return check.status == CheckStatus.DRAFT and prepare_check(user, check.dialogue)


@rule
def manage_check(user: Anyone, check: PositionCheck) -> bool:
    """The host team reminds and closes an open check."""
    return check.status == CheckStatus.OPEN and prepare_check(user, check.dialogue)


@rule
def state_outcome(user: Anyone, check: PositionCheck) -> bool:
    """The host team puts the outcome of a closed check into words."""
    return check.status == CheckStatus.CLOSED and prepare_check(user, check.dialogue)


@rule
def reply_to_check(user: Anyone, asked: CheckSeat) -> bool:
    """Whoever speaks for a seat that is asked replies while the check takes replies in an open dialogue; the host team never."""
    standing = asked.position_check.dialogue.standing_of(user)
    speaks = not standing.is_team and asked.seat_id in standing.speaking
    return speaks and asked.position_check.takes_replies and asked.position_check.dialogue.status == Status.OPEN


@rule
def enter_reply(user: Anyone, asked: CheckSeat) -> bool:
    """The host team enters what a seat said by another way, while the check takes replies."""
    return asked.position_check.takes_replies and prepare_check(user, asked.position_check.dialogue)


@rule
def confirm_reply(user: Anyone, reply: Reply) -> bool:
    """Somebody who speaks for the seat confirms what was entered for it, also after the close; never who entered it."""
    speaks = speaks_for(user, reply.position_check.dialogue, reply.seat_id)
    return speaks and reply.entered_by_id != user.pk and reply.confirmed_at is None
