"""Who may do what in monitoring, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.models import Dialogue


@rule
def see_monitoring(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever sees the dialogue opens the page; which commitments stand there depends on the reader."""
    return True
