"""Who may read and write letters, their answers and their texts: the host team, and nobody beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.convening.permissions.contacts import keep_contacts, see_contacts
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import Letter, LetterRun, ListedOrganisation
    from dialogues.models import Dialogue


@rule
def see_letters(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads the register of letters, whatever the state."""
    return see_contacts(user, dialogue)


@rule
def write_letters(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team writes letters of a live dialogue, and keeps its texts and its letterhead."""
    return keep_contacts(user, dialogue)


@rule
def write_letter_to(user: Anyone, listed: ListedOrganisation) -> bool:
    """The host team writes to a listed organisation while the dialogue is live."""
    return keep_contacts(user, listed.dialogue)


@rule
def see_letter(user: Anyone, letter: Letter) -> bool:
    """The host team reads a letter, its answer and its scan."""
    return see_contacts(user, letter.dialogue)


@rule
def keep_letter(user: Anyone, letter: Letter) -> bool:
    """The host team notes what became of a letter while the dialogue is live."""
    return keep_contacts(user, letter.dialogue)


@rule
def see_letter_run(user: Anyone, run: LetterRun) -> bool:
    """The host team follows a run of letters."""
    return see_contacts(user, run.dialogue)


@rule
def keep_letter_run(user: Anyone, run: LetterRun) -> bool:
    """The host team sets a run of letters going again while the dialogue is live."""
    return keep_contacts(user, run.dialogue)
