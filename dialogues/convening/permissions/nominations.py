"""Who may say whom they miss, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import Nomination
    from dialogues.models import Dialogue


@rule
def see_nominations(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team and participants open the page; which nominations stand there depends on the reader."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant


@rule
def nominate(user: Anyone, dialogue: Dialogue) -> bool:
    """Participants of a live dialogue say who is missing; the host team enters organisations on its own list."""
    standing = dialogue.standing_of(user)
    return standing.is_participant and not standing.is_team and is_live(dialogue)


@rule
def answer_nomination(user: Anyone, nomination: Nomination) -> bool:
    """The host team answers nominations of a live dialogue."""
    return nomination.dialogue.standing_of(user).is_team and is_live(nomination.dialogue)


@rule
def share_nomination(user: Anyone, nomination: Nomination) -> bool:
    """The host team decides whether other participants read of a nomination."""
    return answer_nomination(user, nomination)
