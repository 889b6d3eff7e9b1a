"""Who makes, reads and revokes access slips: the host team, and nobody beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import AccessSlip
    from dialogues.models import Delegate, Dialogue


@rule
def see_slips(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads the list, whatever the state."""
    return dialogue.standing_of(user).is_team


@rule
def make_slip(user: Anyone, delegate: Delegate) -> bool:
    """The host team of a live dialogue makes slips for its delegates."""
    return delegate.seat.dialogue.standing_of(user).is_team and is_live(delegate.seat.dialogue)


@rule
def see_slip(user: Anyone, slip: AccessSlip) -> bool:
    """The host team opens a slip."""
    return see_slips(user, slip.delegate.seat.dialogue)


@rule
def hand_out_slip(user: Anyone, slip: AccessSlip) -> bool:
    """The host team prints a slip, reads its code once and revokes it, while the dialogue is live."""
    return make_slip(user, slip.delegate)
