"""Who sees Consensus Building, and who may put challenges on the table and rank them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.consensus.permissions.parts import confirms, leads, speaks
from dialogues.consensus.permissions.recommendations import has_frozen_roadmap
from dialogues.consensus.states.challenges import CHALLENGE_MOVES, ChallengeStatus, RankingStatus
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.consensus.models import Ballot, Challenge, Ranking
    from dialogues.models import Dialogue


@rule
def see_consensus(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team, participants and donors open the page; what stands there depends on the reader."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant or standing.is_donor


@rule
def see_challenge(user: Anyone, challenge: Challenge) -> bool:
    """Whoever the row is visible to reads the challenge."""
    return True


@rule
def add_challenge(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team puts challenges on the table of a live dialogue."""
    return leads(user, dialogue)


@rule
def propose_challenge(user: Anyone, dialogue: Dialogue) -> bool:
    """Delegates who speak for a seat propose challenges in a live dialogue; the host team puts them there itself."""
    return speaks(user, dialogue)


@rule
def bring_challenge(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team adds, whoever speaks for a seat proposes: both begin at the paragraphs of the analysis."""
    return leads(user, dialogue) or speaks(user, dialogue)


@rule
def edit_challenge(user: Anyone, challenge: Challenge) -> bool:
    """The host team changes the wording of a challenge and what it rests on."""
    return leads(user, challenge.dialogue)


@rule
def leave_out_challenge(user: Anyone, challenge: Challenge) -> bool:
    """The host team leaves out, with a reason, what is proposed or on the table."""
    return ChallengeStatus.LEFT_OUT in CHALLENGE_MOVES[challenge.status] and leads(user, challenge.dialogue)


@rule
def put_on_table(user: Anyone, challenge: Challenge) -> bool:
    """The host team takes a proposal, or puts back what was left out."""
    return ChallengeStatus.ON_TABLE in CHALLENGE_MOVES[challenge.status] and leads(user, challenge.dialogue)


@rule
def arrange_challenges(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team puts challenges in order, except while the Roadmap's text is frozen: its recommendations follow them."""
    return leads(user, dialogue) and not has_frozen_roadmap(dialogue)


@rule
def arrange_challenge(user: Anyone, challenge: Challenge) -> bool:
    """The host team moves a challenge that is on the table."""
    return challenge.status == ChallengeStatus.ON_TABLE and arrange_challenges(user, challenge.dialogue)


@rule
def take_over_ranking(user: Anyone, ranking: Ranking) -> bool:
    """The host team takes over the order of a closed ranking: places alone decide nothing."""
    return ranking.status == RankingStatus.CLOSED and arrange_challenges(user, ranking.dialogue)


@rule
def open_ranking(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team asks the seats which challenges come first."""
    return leads(user, dialogue)


@rule
def see_ranking(user: Anyone, ranking: Ranking) -> bool:
    """Whoever the row is visible to opens it; orders and results show as its state and the ground rules say."""
    return True


@rule
def manage_ranking(user: Anyone, ranking: Ranking) -> bool:
    """The host team extends and closes an open ranking, and enters what seats said by other ways."""
    return ranking.status == RankingStatus.OPEN and leads(user, ranking.dialogue)


@rule
def rank_challenges(user: Anyone, ranking: Ranking) -> bool:
    """Whoever speaks for a seat gives its order while the ranking takes answers; the host team never does."""
    return ranking.takes_answers and speaks(user, ranking.dialogue)


@rule
def confirm_ballot(user: Anyone, ballot: Ballot) -> bool:
    """Whoever speaks for the seat confirms what was entered for it, also once the ranking is closed."""
    return confirms(user, ballot, ballot.ranking.dialogue)


@rule
def see_parts(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team and participants read what is counted within a category; donors read what is counted for all alone."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant
