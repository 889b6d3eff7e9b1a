"""Who may plan, propose and answer activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.activities.states.activities import UNDER_WAY, ActivityState
from dialogues.permissions import is_live
from dialogues.states import Role
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.activities.models import Activity
    from dialogues.models import Dialogue


@rule
def see_activities(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever sees the dialogue opens the list; each finds there what its level of confidentiality opens to them."""
    return True


@rule
def see_activity(user: Anyone, activity: Activity) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def plan_activity(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team plans activities of a live dialogue and says what is recorded in them."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def propose_activity(user: Anyone, dialogue: Dialogue) -> bool:
    """Who speaks for a seat, and the government focal point, propose an activity; the host team plans without asking."""
    standing = dialogue.standing_of(user)
    return (bool(standing.speaking) or Role.GOVERNMENT in standing.roles) and not standing.is_team and is_live(dialogue)


@rule
def answer_proposal(user: Anyone, activity: Activity) -> bool:
    """The host team takes a proposal up, changed or not, or declines it."""
    return plan_activity(user, activity.dialogue) and activity.state == ActivityState.PROPOSED


@rule
def keep_activity(user: Anyone, activity: Activity) -> bool:
    """The host team changes activities and says that they were held or cancelled."""
    return plan_activity(user, activity.dialogue) and activity.state != ActivityState.PROPOSED


@rule
def add_meeting(user: Anyone, activity: Activity) -> bool:
    """The host team adds meetings to what is planned or was held."""
    return plan_activity(user, activity.dialogue) and activity.state in UNDER_WAY
