"""Who may talk with the host team in confidence: members of the dialogue, each alone, and the host team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live, see_members_area
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import Message, Talk
    from dialogues.models import Dialogue


@rule
def see_messages(user: Anyone, dialogue: Dialogue) -> bool:
    """Members open the page; each finds their own talks there, the host team all of them."""
    return see_members_area(user, dialogue)


@rule
def write_to_host(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever holds a seat or a role reading the inside of a live dialogue writes to the host team, media do not."""
    return see_members_area(user, dialogue) and not dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def read_talks(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads what is written to it."""
    return dialogue.standing_of(user).is_team


@rule
def bound_messages(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team says for how long messages may be kept."""
    return read_talks(user, dialogue) and is_live(dialogue)


@rule
def see_talk(user: Anyone, talk: Talk) -> bool:
    """Whoever the row exists for reads it: its author and the host team."""
    return True


@rule
def write_message(user: Anyone, talk: Talk) -> bool:
    """Its author and the host team go on with a talk while the dialogue is live."""
    return is_live(talk.dialogue)


@rule
def note_read(user: Anyone, talk: Talk) -> bool:
    """The host team says that it has read a message."""
    return read_talks(user, talk.dialogue)


@rule
def forget_talk(user: Anyone, talk: Talk) -> bool:
    """Its author takes a talk back at any time, whatever the state."""
    return user.is_authenticated and talk.by_id == user.pk


@rule
def see_message_file(user: Anyone, message: Message) -> bool:
    """Whoever the message exists for opens its file."""
    return message.file_id is not None
