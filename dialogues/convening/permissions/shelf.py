"""Who may read the knowledge shelf, bring something to it and decide what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.convening.states.shelf import ShelfState
from dialogues.permissions import is_live
from dialogues.states import Role
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import ShelfEntry
    from dialogues.models import Dialogue


@rule
def see_shelf(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever sees the dialogue opens the page; insiders find what stands there, all others what is public."""
    return True


@rule
def see_shelf_entry(user: Anyone, entry: ShelfEntry) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def keep_shelf(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team decides what stands on the shelf of a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def bring_to_shelf(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team adds; who speaks for a seat, and the government focal point, propose."""
    standing = dialogue.standing_of(user)
    brings = standing.is_team or bool(standing.speaking) or Role.GOVERNMENT in standing.roles
    return brings and is_live(dialogue)


@rule
def offer_to_shelf(user: Anyone, dialogue: Dialogue) -> bool:
    """Donors offer experiences and peers; they decide nothing about what stands there."""
    standing = dialogue.standing_of(user)
    return standing.is_donor and not standing.is_team and is_live(dialogue)


@rule
def take_back_offer(user: Anyone, entry: ShelfEntry) -> bool:
    """The donor who offered takes an offer back while the host has not answered it."""
    own = user.is_authenticated and entry.by_id == user.pk and entry.is_from_donor
    return own and entry.state == ShelfState.PROPOSED and offer_to_shelf(user, entry.dialogue)


@rule
def keep_shelf_entry(user: Anyone, entry: ShelfEntry) -> bool:
    """The host team decides about an entry of a live dialogue."""
    return keep_shelf(user, entry.dialogue)
