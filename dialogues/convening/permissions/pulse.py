"""Who asks a trust pulse, who answers it and who reads what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import Pulse
    from dialogues.models import Dialogue


@rule
def see_pulses(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team and the participants read the same numbers."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant


@rule
def see_pulse(user: Anyone, pulse: Pulse) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def ask_pulse(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team asks, and agrees on the blocs before the first time, in a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def keep_pulse(user: Anyone, pulse: Pulse) -> bool:
    """The host team counts paper slips and closes, while the pulse is open."""
    return ask_pulse(user, pulse.dialogue) and pulse.closed_at is None


@rule
def answer_pulse(user: Anyone, pulse: Pulse) -> bool:
    """Delegates of a seat answer until the pulse closes; the host team never does."""
    standing = pulse.dialogue.standing_of(user)
    in_time = pulse.closed_at is None and timezone.now() < pulse.closes_at
    return bool(standing.seats) and not standing.is_team and in_time and is_live(pulse.dialogue)
