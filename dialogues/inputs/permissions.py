"""Who may call for input and who may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.inputs.states import AnswerStatus, CallStatus
from dialogues.permissions import is_live
from dialogues.states import Status
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.inputs.models import Answer, Call
    from dialogues.models import Dialogue


@rule
def create_call(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team calls for input in a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def see_call(user: Anyone, call: Call) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def edit_call(user: Anyone, call: Call) -> bool:
    """The host team changes a call until it opens."""
    return create_call(user, call.dialogue) and call.status == CallStatus.DRAFT


@rule
def move_call(user: Anyone, call: Call) -> bool:
    """The host team opens and closes calls."""
    return create_call(user, call.dialogue)


@rule
def write_answer(user: Anyone, call: Call) -> bool:
    """A delegate who speaks for a seat drafts an answer, also after the call's date: what is typed is never lost."""
    standing = call.dialogue.standing_of(user)
    return bool(standing.speaking) and call.status != CallStatus.DRAFT and is_live(call.dialogue)


@rule
def answer_call(user: Anyone, call: Call) -> bool:
    """A delegate who speaks for a seat that is asked answers an open call."""
    return write_answer(user, call) and call.takes_answers and call.dialogue.status == Status.OPEN


@rule
def enter_answer(user: Anyone, call: Call) -> bool:
    """The host team enters, with its channel, what a seat said by telephone, on paper or in person."""
    return create_call(user, call.dialogue) and call.status != CallStatus.DRAFT


@rule
def see_answer(user: Anyone, answer: Answer) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def submit_answer(user: Anyone, answer: Answer) -> bool:
    """The seat's delegates check and hand in their answer; asking again after that only shows the receipt."""
    return answer.seat_id in answer.call.dialogue.standing_of(user).speaking and is_live(answer.call.dialogue)


@rule
def see_receipt(user: Anyone, answer: Answer) -> bool:
    """The seat's delegates and the host team read the receipt of a submitted answer."""
    standing = answer.call.dialogue.standing_of(user)
    return answer.status == AnswerStatus.SUBMITTED and (standing.is_team or answer.seat_id in standing.seats)


@rule
def see_inputs(user: Anyone, dialogue: Dialogue) -> bool:
    """Members read the inputs their standing opens to them; donors read aggregates only."""
    standing = dialogue.standing_of(user)
    return standing.is_team or standing.is_participant


@rule
def see_own_inputs(user: Anyone, dialogue: Dialogue) -> bool:
    """Delegates read what became of their own seats' inputs."""
    return bool(dialogue.standing_of(user).seats)


@rule
def see_figures(user: Anyone, dialogue: Dialogue) -> bool:
    """Host team, participants and donors read how many inputs there are and what became of them."""
    return dialogue.standing_of(user).is_inside
