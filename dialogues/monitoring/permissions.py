"""Who may do what in monitoring, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.monitoring.states import INTERVIEW_MOVES, SETTLED_INTERVIEWS, TAKEN_ON, InterviewStatus
from dialogues.permissions import is_live
from dialogues.states import Role
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.models import Dialogue
    from dialogues.monitoring.models import Commitment, CommitmentAnswer, Interview, Report, Watcher
    from dialogues.monitoring.models.following import Followed


def reads_inside(user: Anyone, dialogue: Dialogue) -> bool:
    """Does this person read what is reported and noted: the host team, participants and donors, never media users?"""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant or standing.is_donor


@rule
def see_monitoring(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever sees the dialogue opens the page; which commitments stand there depends on the reader."""
    return True


@rule
def see_inside(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team, participants and donors read reports, notes and the trace; outsiders read the published status alone."""
    return reads_inside(user, dialogue)


@rule
def see_commitment(user: Anyone, commitment: Commitment) -> bool:
    """Who reads the inside opens the page of a commitment; its published status stands on the board."""
    return reads_inside(user, commitment.dialogue)


@rule
def ask_commitments(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team of a live dialogue asks the seats for commitments and for reports."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def publish_status(user: Anyone, dialogue: Dialogue) -> bool:
    """Publication is the host's own act, in a dialogue that is live."""
    return dialogue.standing_of(user).is_host and is_live(dialogue)


@rule
def withdraw_status(user: Anyone, dialogue: Dialogue) -> bool:
    """The host takes back what is public, also once the dialogue is closed."""
    return dialogue.standing_of(user).is_host


@rule
def answer_commitment(user: Anyone, commitment: Commitment) -> bool:
    """A delegate who speaks for the seat answers, or prepares the answer for who may sign; the host team never does."""
    standing = commitment.dialogue.standing_of(user)
    return commitment.seat_id in standing.speaking and not standing.is_team and is_live(commitment.dialogue)


@rule
def confirm_answer(user: Anyone, answer: CommitmentAnswer) -> bool:
    """A delegate with signing authority gives what was prepared or announced for the seat."""
    commitment = answer.commitment
    signs = commitment.seat_id in commitment.dialogue.standing_of(user).signing
    return signs and answer_commitment(user, commitment)


@rule
def enter_answer(user: Anyone, commitment: Commitment) -> bool:
    """The host team records what a seat said by telephone, on paper or in the room."""
    return ask_commitments(user, commitment.dialogue)


@rule
def read_letter(user: Anyone, answer: CommitmentAnswer) -> bool:
    """The host team and the seat itself open the scan of a signed letter."""
    standing = answer.commitment.dialogue.standing_of(user)
    return answer.scan_id is not None and (standing.is_team or answer.commitment.seat_id in standing.seats)


@rule
def report_own(user: Anyone, commitment: Commitment) -> bool:
    """Who speaks for the seat reports on what it has taken on; nobody has to sign a report."""
    return commitment.answer in TAKEN_ON and answer_commitment(user, commitment)


@rule
def view_commitment(user: Anyone, commitment: Commitment) -> bool:
    """Who speaks for another seat, a watcher's among them, gives an independent view; the host team has none of its own."""
    standing = commitment.dialogue.standing_of(user)
    others = standing.speaking - {commitment.seat_id}
    return bool(others) and not standing.is_team and is_live(commitment.dialogue)


@rule
def enter_report(user: Anyone, commitment: Commitment) -> bool:
    """The host team records what a seat reports by telephone, on paper or in the room."""
    return ask_commitments(user, commitment.dialogue)


@rule
def report(user: Anyone, commitment: Commitment) -> bool:
    """The owner, others who look at it independently, and the host team on behalf of either open the form of a report."""
    asked = (report_own, view_commitment, enter_report)
    return any(may_report(user, commitment) for may_report in asked)


@rule
def confirm_report(user: Anyone, report: Report) -> bool:
    """Who speaks for the seat confirms what was entered on its behalf."""
    dialogue = report.commitment.dialogue
    standing = dialogue.standing_of(user)
    return report.seat_id in standing.speaking and not standing.is_team and is_live(dialogue)


@rule
def read_report(user: Anyone, report: Report) -> bool:
    """Whoever the row is visible to reads it and its evidence."""
    return True


@rule
def add_followed(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team and who speaks for a seat note influence on policy, advocacy and undertakings of others."""
    standing = dialogue.standing_of(user)
    return (standing.is_team or bool(standing.speaking)) and is_live(dialogue)


@rule
def change_followed(user: Anyone, one: Followed) -> bool:
    """Whose seat noted it, and the host team, correct or withdraw a note that is not withdrawn."""
    standing = one.dialogue.standing_of(user)
    changes = standing.is_team or (one.seat_id is not None and one.seat_id in standing.speaking)
    return changes and not one.is_withdrawn and is_live(one.dialogue)


@rule
def adapt_recommendation(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team writes down how a recommendation is adapted once those concerned have agreed."""
    return ask_commitments(user, dialogue)


@rule
def name_watcher(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team names watchers, and a seat offers itself."""
    return add_followed(user, dialogue)


@rule
def end_watching(user: Anyone, watcher: Watcher) -> bool:
    """The host team and the seat itself end that it watches."""
    standing = watcher.dialogue.standing_of(user)
    ends = standing.is_team or watcher.seat_id in standing.speaking
    return ends and watcher.ended_at is None and is_live(watcher.dialogue)


def is_media(user: Anyone, dialogue: Dialogue) -> bool:
    """Has this person the role of media here?"""
    return Role.MEDIA in dialogue.standing_of(user).roles


@rule
def see_interviews(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team, media users and who speaks for a seat open the list; each sees the requests that concern them."""
    standing = dialogue.standing_of(user)
    return standing.is_team or is_media(user, dialogue) or bool(standing.speaking)


@rule
def ask_interview(user: Anyone, dialogue: Dialogue) -> bool:
    """A media user of a live dialogue asks for an interview about what they may read."""
    return is_media(user, dialogue) and is_live(dialogue)


@rule
def see_interview(user: Anyone, interview: Interview) -> bool:
    """Whoever the row is visible to reads it, each as much as is theirs."""
    return True


@rule
def pass_interview(user: Anyone, interview: Interview) -> bool:
    """The host team asks a seat whether it would answer, while none has accepted."""
    moves = InterviewStatus.PASSED_ON in INTERVIEW_MOVES[interview.status]
    return moves and ask_commitments(user, interview.dialogue)


@rule
def settle_interview(user: Anyone, interview: Interview) -> bool:
    """The host team tells the media user what came of it; what a seat is asked for just now can only be declined."""
    return interview.status not in SETTLED_INTERVIEWS and ask_commitments(user, interview.dialogue)


@rule
def answer_interview(user: Anyone, interview: Interview) -> bool:
    """Who speaks for the seat accepts or declines for it, and may take it back until it is settled; the host team never does."""
    standing = interview.dialogue.standing_of(user)
    asked = interview.status in {InterviewStatus.PASSED_ON, InterviewStatus.ACCEPTED}
    speaks = interview.passed_to_id in standing.speaking and not standing.is_team
    return asked and speaks and is_live(interview.dialogue)


@rule
def withdraw_interview(user: Anyone, interview: Interview) -> bool:
    """Who asked takes the request back while it is not settled."""
    is_own = interview.asked_by_id is not None and interview.asked_by_id == user.pk
    return is_own and interview.status not in SETTLED_INTERVIEWS and ask_interview(user, interview.dialogue)
