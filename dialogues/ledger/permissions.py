"""Who may decide on an entry of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from dialogues.states import Channel
from inspired.core import ports
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.ledger.models import Entry
    from dialogues.models import Dialogue


@rule
def see_entry(user: Anyone, entry: Entry) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def keep_ledger(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team handles many entries of a live dialogue at once."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def decide_entry(user: Anyone, entry: Entry) -> bool:
    """The host team gives an entry its disposition while the dialogue is live, and who answers for what it is about."""
    answers = is_live(entry.dialogue) and user.is_authenticated and any(ports.deciders.collect(user, entry))
    return keep_ledger(user, entry.dialogue) or answers


@rule
def confirm_entry(user: Anyone, entry: Entry) -> bool:
    """A delegate who speaks for the seat confirms what was entered on its behalf, also after an objection.

    Never the host team, nor who else entered it: nobody confirms their own record of somebody's words.
    """
    is_open = entry.channel != Channel.WEB and entry.confirmed_at is None and is_live(entry.dialogue)
    standing = entry.dialogue.standing_of(user)
    is_own_record = entry.entered_by_id is not None and entry.entered_by_id == user.pk
    return is_open and entry.seat_id in standing.speaking and not standing.is_team and not is_own_record


@rule
def object_to_entry(user: Anyone, entry: Entry) -> bool:
    """A delegate who speaks for the seat says that it did not say what was entered on its behalf."""
    return entry.awaits_confirmation and confirm_entry(user, entry)


@rule
def translate_entry(user: Anyone, entry: Entry) -> bool:
    """The host team, or the seat itself, puts a translation beside the original."""
    standing = entry.dialogue.standing_of(user)
    return is_live(entry.dialogue) and (standing.is_team or entry.seat_id in standing.speaking)


@rule
def read_ledger(user: Anyone, dialogue: Dialogue) -> bool:
    """Host team and participants read the decided entries that their standing opens to them."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant
