"""Who may read and keep the contact list, its cards and its log: the host team, and nobody beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import ContactCard, ListedOrganisation
    from dialogues.models import Dialogue


@rule
def see_contacts(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads contact list, cards and log, whatever the state."""
    return dialogue.standing_of(user).is_team


@rule
def keep_contacts(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team keeps the contact list of a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def see_contact(user: Anyone, listed: ListedOrganisation) -> bool:
    """The host team reads a listed organisation."""
    return see_contacts(user, listed.dialogue)


@rule
def keep_contact(user: Anyone, listed: ListedOrganisation) -> bool:
    """The host team changes a listed organisation, its cards and its log while the dialogue is live."""
    return keep_contacts(user, listed.dialogue)


@rule
def keep_card(user: Anyone, card: ContactCard) -> bool:
    """The host team changes a contact card while the dialogue is live."""
    return keep_contacts(user, card.listed.dialogue)


@rule
def forget_card(user: Anyone, card: ContactCard) -> bool:
    """The host team forgets a contact card at any time: erasure never waits for a state."""
    return see_contacts(user, card.listed.dialogue)
