"""Who asks for an introduction to a decision-maker, who may take it up, and who records what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.convening.states.introductions import OPEN, SETTLED, IntroductionState
from dialogues.permissions import is_live
from dialogues.states import Role
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.convening.models import Introduction
    from dialogues.models import Dialogue


@rule
def see_introductions(user: Anyone, dialogue: Dialogue) -> bool:
    """Insiders open the page; which introductions stand there depends on the reader."""
    return dialogue.standing_of(user).is_inside


@rule
def ask_for_introduction(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team, and who speaks for a seat, ask while the dialogue is live."""
    standing = dialogue.standing_of(user)
    return (standing.is_team or bool(standing.speaking)) and is_live(dialogue)


@rule
def see_introduction(user: Anyone, introduction: Introduction) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def take_up_introduction(user: Anyone, introduction: Introduction) -> bool:
    """The host team, and those roles to which whoever asked showed it, take up what waits; a declined one the team alone."""
    standing = introduction.dialogue.standing_of(user)
    if not is_live(introduction.dialogue):
        return False
    if standing.is_team:
        return introduction.state in (IntroductionState.ASKED, IntroductionState.DECLINED)
    shown = introduction.for_donors and standing.is_donor
    shown = shown or (introduction.for_government and Role.GOVERNMENT in standing.roles)
    return shown and introduction.state == IntroductionState.ASKED


@rule
def give_back_introduction(user: Anyone, introduction: Introduction) -> bool:
    """Whoever took it up, or the host team, leaves it to others again."""
    return introduction.state == IntroductionState.TAKEN_UP and _holds(user, introduction)


@rule
def settle_introduction(user: Anyone, introduction: Introduction) -> bool:
    """Whoever took it up, or the host team, records what came of it."""
    return introduction.state in OPEN and _holds(user, introduction)


@rule
def plan_after_introduction(user: Anyone, introduction: Introduction) -> bool:
    """The same people, and whoever asked, say what comes next once there is an outcome."""
    asked = _asked(user, introduction) and is_live(introduction.dialogue)
    return introduction.state in SETTLED and (asked or _holds(user, introduction))


@rule
def withdraw_introduction(user: Anyone, introduction: Introduction) -> bool:
    """Whoever asked, or speaks for the seat that did, takes the wish back while nothing came of it."""
    return introduction.state in OPEN and _asked(user, introduction) and is_live(introduction.dialogue)


def _holds(user: Anyone, introduction: Introduction) -> bool:
    standing = introduction.dialogue.standing_of(user)
    mine = user.is_authenticated and introduction.taken_by_id == user.pk
    helps = standing.is_donor or Role.GOVERNMENT in standing.roles
    taken = introduction.state != IntroductionState.ASKED
    return is_live(introduction.dialogue) and (standing.is_team or (mine and helps and taken))


def _asked(user: Anyone, introduction: Introduction) -> bool:
    standing = introduction.dialogue.standing_of(user)
    if introduction.is_from_team:
        return standing.is_team
    return introduction.seat_id in standing.speaking
