"""Who may propose options, appraise them and conclude."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.consensus.permissions.parts import confirms, leads, speaks, speaks_for
from dialogues.consensus.states.appraisal import AppraisalStatus, Depth, OptionStatus
from dialogues.consensus.states.challenges import ChallengeStatus
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.consensus.models import (
        Acceptance,
        Appraisal,
        BallotPrint,
        Challenge,
        Concern,
        Conclusion,
        Opinion,
        Option,
    )


@rule
def see_options(user: Anyone, challenge: Challenge) -> bool:
    """Whoever the challenge is visible to reads the options that were shown."""
    return True


@rule
def see_option(user: Anyone, option: Option) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def add_option(user: Anyone, challenge: Challenge) -> bool:
    """The host team puts options on the table for a challenge that is on it."""
    return leads(user, challenge.dialogue) and challenge.status == ChallengeStatus.ON_TABLE


@rule
def propose_option(user: Anyone, challenge: Challenge) -> bool:
    """Delegates who speak for a seat propose options for a challenge that is on the table."""
    return speaks(user, challenge.dialogue) and challenge.status == ChallengeStatus.ON_TABLE


@rule
def edit_option(user: Anyone, option: Option) -> bool:
    """The host team changes any option, the seat that proposed it while it is not answered yet."""
    dialogue = option.challenge.dialogue
    own = option.status == OptionStatus.PROPOSED and option.seat_id is not None
    return leads(user, dialogue) or (own and speaks_for(user, dialogue, option.seat_id or 0))


@rule
def answer_option(user: Anyone, option: Option) -> bool:
    """The host team puts a proposal on the table, or an option back on it."""
    return leads(user, option.challenge.dialogue) and option.status != OptionStatus.ON_TABLE


@rule
def withdraw_option(user: Anyone, option: Option) -> bool:
    """The host team takes an option off the table or declines a proposal; the status quo always stays."""
    is_there = option.status != OptionStatus.WITHDRAWN and not option.is_status_quo
    return leads(user, option.challenge.dialogue) and is_there


@rule
def open_appraisal(user: Anyone, challenge: Challenge) -> bool:
    """The host team opens the appraisal of a challenge that is on the table."""
    return add_option(user, challenge)


@rule
def see_appraisal(user: Anyone, appraisal: Appraisal) -> bool:
    """Whoever the row is visible to opens the page; what stands there depends on the reader."""
    return True


@rule
def steer_appraisal(user: Anyone, appraisal: Appraisal) -> bool:
    """The host team closes and reopens an appraisal, opens the part on values, prints ballots and enters dots."""
    return leads(user, appraisal.challenge.dialogue)


@rule
def fetch_ballots(user: Anyone, ballots: BallotPrint) -> bool:
    """The host team fetches printed ballots."""
    return steer_appraisal(user, ballots.appraisal)


@rule
def enter_dots(user: Anyone, appraisal: Appraisal) -> bool:
    """The host team counts the dots of the room."""
    return steer_appraisal(user, appraisal) and appraisal.depth == Depth.DOTS


@rule
def give_opinion(user: Anyone, appraisal: Appraisal) -> bool:
    """Delegates who speak for a seat judge the options in scores or words; dots are counted in the room."""
    return speaks(user, appraisal.challenge.dialogue) and appraisal.depth != Depth.DOTS


@rule
def enter_opinion(user: Anyone, appraisal: Appraisal) -> bool:
    """The host team enters what a seat gave on paper, by telephone or in the room."""
    return steer_appraisal(user, appraisal) and appraisal.depth != Depth.DOTS


@rule
def confirm_opinion(user: Anyone, opinion: Opinion) -> bool:
    """Whoever speaks for the seat confirms what was entered for it; never whoever entered it."""
    return confirms(user, opinion, opinion.appraisal.challenge.dialogue)


@rule
def raise_concern(user: Anyone, appraisal: Appraisal) -> bool:
    """Delegates who speak for a seat raise values and red lines once the facilitator has opened that part."""
    is_open = appraisal.concerns_opened_at is not None and appraisal.status == AppraisalStatus.OPEN
    return is_open and speaks(user, appraisal.challenge.dialogue)


@rule
def share_concern(user: Anyone, concern: Concern) -> bool:
    """Only the seat itself decides whether all participants may read what it raised."""
    return speaks_for(user, concern.appraisal.challenge.dialogue, concern.seat_id)


@rule
def write_conclusion(user: Anyone, appraisal: Appraisal) -> bool:
    """The host team writes what was concluded once the appraisal is closed."""
    return steer_appraisal(user, appraisal) and appraisal.status == AppraisalStatus.CLOSED


@rule
def answer_conclusion(user: Anyone, conclusion: Conclusion) -> bool:
    """Delegates who speak for a seat accept what was concluded, or say what they would have otherwise."""
    return speaks(user, conclusion.appraisal.challenge.dialogue)


@rule
def enter_acceptance(user: Anyone, conclusion: Conclusion) -> bool:
    """The host team enters what a seat said to the conclusion in the room."""
    return steer_appraisal(user, conclusion.appraisal)


@rule
def confirm_acceptance(user: Anyone, acceptance: Acceptance) -> bool:
    """Whoever speaks for the seat confirms what was entered for it; never whoever entered it."""
    return confirms(user, acceptance, acceptance.conclusion.appraisal.challenge.dialogue)
