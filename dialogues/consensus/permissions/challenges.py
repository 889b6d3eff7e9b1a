"""Who sees Consensus Building, and who may put challenges on the table and rank them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.models import Dialogue


@rule
def see_consensus(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team, participants and donors open the page; what stands there depends on the reader."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant or standing.is_donor
