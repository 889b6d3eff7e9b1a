"""Who keeps the list of public bodies: the host team and the government focal point; the host team decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.convening.states.nominations import BodyState
from dialogues.permissions import is_live
from dialogues.states import Role
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import PublicBody
    from dialogues.models import Dialogue


@rule
def see_public_bodies(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team and the government focal point read the list."""
    standing = dialogue.standing_of(user)
    return standing.is_team or Role.GOVERNMENT in standing.roles


@rule
def add_public_body(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team enters public bodies of a live dialogue, the focal point proposes them."""
    return see_public_bodies(user, dialogue) and is_live(dialogue)


@rule
def edit_public_body(user: Anyone, body: PublicBody) -> bool:
    """The host team edits any, the focal point what it proposed itself until the host has decided."""
    if not is_live(body.dialogue):
        return False
    own = user.is_authenticated and body.by_id == user.pk and body.state == BodyState.PROPOSED
    return body.dialogue.standing_of(user).is_team or (own and see_public_bodies(user, body.dialogue))


@rule
def decide_public_body(user: Anyone, body: PublicBody) -> bool:
    """The host team decides what stands on the list."""
    return body.dialogue.standing_of(user).is_team and is_live(body.dialogue)
