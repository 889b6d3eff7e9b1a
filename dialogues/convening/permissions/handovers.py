"""Who reads how a place was handed over, and who prints a brief. Who hands over is asked on the floor below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import Brief, Handover
    from dialogues.models import Dialogue, Seat


@rule
def see_handover(user: Anyone, handover: Handover) -> bool:
    """Whoever the row is visible to reads it: the seat's own delegates and the host team."""
    return True


@rule
def see_brief(user: Anyone, seat: Seat) -> bool:
    """The seat's delegates read and print its brief, and the host team for somebody without e-mail, whatever the state."""
    standing = seat.dialogue.standing_of(user)
    return standing.is_team or seat.pk in standing.seats


@rule
def see_team_brief(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads and prints its own brief, whatever the state."""
    return dialogue.standing_of(user).is_team


@rule
def fetch_brief(user: Anyone, brief: Brief) -> bool:
    """A printed brief is its reader's; one for the host team needs the team."""
    standing = brief.dialogue.standing_of(user)
    return standing.is_team or (brief.seat_id is not None and brief.seat_id in standing.seats)
