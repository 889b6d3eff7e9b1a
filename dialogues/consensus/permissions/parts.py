"""The two parts that people take in Consensus Building: the host team leads, seats speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from inspired.core.access import Anyone

if TYPE_CHECKING:
    from dialogues.consensus.models.giving import OfSeat
    from dialogues.models import Dialogue


def leads(user: Anyone, dialogue: Dialogue) -> bool:
    """Does this person belong to the host team of a dialogue that can be worked on?"""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


def speaks(user: Anyone, dialogue: Dialogue) -> bool:
    """Does this person speak today for a seat of a dialogue that can be worked on? The host team speaks for none."""
    standing = dialogue.standing_of(user)
    return bool(standing.speaking) and not standing.is_team and is_live(dialogue)


def speaks_for(user: Anyone, dialogue: Dialogue, seat: int) -> bool:
    """Does this person speak for this very seat?"""
    return speaks(user, dialogue) and seat in dialogue.standing_of(user).speaking


def confirms(user: Anyone, given: OfSeat, dialogue: Dialogue) -> bool:
    """Does this person speak for the seat for which somebody else entered this, and is it unconfirmed?

    Nobody confirms what they entered themselves, not even once they speak for the seat.
    """
    return not given.is_confirmed and given.entered_by_id != user.pk and speaks_for(user, dialogue, given.seat_id)
