"""Who reads and answers requests to be invited: the host team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import InvitationRequest
    from dialogues.models import Dialogue


@rule
def see_requests(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads who asks to be invited."""
    return dialogue.standing_of(user).is_team


@rule
def answer_request(user: Anyone, request: InvitationRequest) -> bool:
    """The host team of a live dialogue answers."""
    return request.dialogue.standing_of(user).is_team and is_live(request.dialogue)
