"""Who may propose, open, join and work in a group, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule
from workinggroups.states import MEMBER_MOVES, MOVES, GroupStatus, MemberState

if TYPE_CHECKING:
    from dialogues.models import Dialogue, Seat
    from workinggroups.models import BoardNote, Group, GroupFile, GroupPrint, Member, Output, Task


def is_member(user: Anyone, group: Group) -> bool:
    """Does this person speak today for a seat that is a member? The host team does not."""
    standing = group.dialogue.standing_of(user)
    return not standing.is_team and bool(standing.speaking & group.member_seats())


def coordinates(user: Anyone, group: Group) -> bool:
    """Does this person speak today for the seat that coordinates?"""
    standing = group.dialogue.standing_of(user)
    return not standing.is_team and group.coordinating_seat() in standing.speaking


@rule
def see_groups(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever sees the dialogue opens the page; which groups stand there depends on the reader."""
    return True


@rule
def see_group(user: Anyone, group: Group) -> bool:
    """Whoever the row is visible to may read mission, members and what was submitted."""
    return True


@rule
def work_in_group(user: Anyone, group: Group) -> bool:
    """The host team and the members read tasks, notice board and drafts, whatever the state."""
    return group.dialogue.standing_of(user).is_team or is_member(user, group)


@rule
def propose_group(user: Anyone, dialogue: Dialogue) -> bool:
    """Delegates who speak for a seat propose groups in a live dialogue; the host team opens them itself."""
    standing = dialogue.standing_of(user)
    return bool(standing.speaking) and not standing.is_team and is_live(dialogue)


@rule
def open_group(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team opens groups in a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def answer_proposal(user: Anyone, group: Group) -> bool:
    """The host team opens or declines a proposal, and may open one later that it declined."""
    waits = group.status in {GroupStatus.PROPOSED, GroupStatus.DECLINED}
    return waits and open_group(user, group.dialogue)


@rule
def edit_group(user: Anyone, group: Group) -> bool:
    """The host team changes name, mission and set-up of a group that works."""
    return group.is_active and open_group(user, group.dialogue)


@rule
def steer_group(user: Anyone, group: Group) -> bool:
    """The host team and the coordinator set expected outputs and who keeps the record."""
    leads = group.dialogue.standing_of(user).is_team or coordinates(user, group)
    return leads and group.is_active and is_live(group.dialogue)


@rule
def change_output(user: Anyone, output: Output) -> bool:
    """Who steers the group changes an expected output of the mission that runs."""
    return output.mission.closed_at is None and steer_group(user, output.mission.group)


@rule
def close_group(user: Anyone, group: Group) -> bool:
    """The host team closes a group that works."""
    return GroupStatus.CLOSED in MOVES[group.status] and open_group(user, group.dialogue)


@rule
def reconvene_group(user: Anyone, group: Group) -> bool:
    """The host team calls a closed group together again."""
    return group.status == GroupStatus.CLOSED and open_group(user, group.dialogue)


@rule
def answer_invitation(user: Anyone, member: Member) -> bool:
    """Whoever speaks for the invited seat accepts or declines, while the group works; the host team never does."""
    standing = member.group.dialogue.standing_of(user)
    speaks = member.seat_id in standing.speaking and not standing.is_team
    return speaks and member.state == MemberState.INVITED and _runs(member.group)


@rule
def name_people(user: Anyone, member: Member) -> bool:
    """A member's own delegates, or the host team on its behalf, name who takes part and who stands in."""
    standing = member.group.dialogue.standing_of(user)
    names = standing.is_team or member.seat_id in standing.speaking
    return names and member.state == MemberState.ACCEPTED and _runs(member.group)


@rule
def leave_group(user: Anyone, member: Member) -> bool:
    """A member leaves by itself, an invitation is taken back and a membership ended by the host team."""
    standing = member.group.dialogue.standing_of(user)
    own = member.seat_id in standing.speaking and member.state == MemberState.ACCEPTED
    return (standing.is_team or own) and MemberState.LEFT in MEMBER_MOVES[member.state] and _runs(member.group)


@rule
def appoint_member(user: Anyone, member: Member) -> bool:
    """The host team says which member coordinates or keeps the record."""
    return member.state == MemberState.ACCEPTED and edit_group(user, member.group)


@rule
def add_task(user: Anyone, group: Group) -> bool:
    """Members and the host team write down tasks and notes of a group that works."""
    return work_in_group(user, group) and _runs(group)


@rule
def finish_task(user: Anyone, task: Task) -> bool:
    """Members and the host team say that a task is done, or that it is not."""
    return add_task(user, task.group)


@rule
def take_down_note(user: Anyone, note: BoardNote) -> bool:
    """The seat whose note it is, the coordinator and the host team take a note down."""
    standing = note.group.dialogue.standing_of(user)
    own = note.seat_id is not None and note.seat_id in standing.speaking and is_member(user, note.group)
    return (own or standing.is_team or coordinates(user, note.group)) and _runs(note.group)


@rule
def read_file(user: Anyone, file: GroupFile) -> bool:
    """Whoever the row is visible to, the members and the host team, may fetch it, whatever the state of the group."""
    return True


@rule
def add_file(user: Anyone, group: Group) -> bool:
    """Members and the host team put files and links into the space of a group that works."""
    return add_task(user, group)


@rule
def describe_file(user: Anyone, file: GroupFile) -> bool:
    """Members and the host team change together what is said of a file and mark it as evidence, while the group works."""
    return add_file(user, file.group)


@rule
def remove_file(user: Anyone, file: GroupFile) -> bool:
    """The seat that brought it removes it while the group works; the host team always can in a live dialogue."""
    standing = file.group.dialogue.standing_of(user)
    own = file.seat_id is not None and file.seat_id in standing.speaking and is_member(user, file.group)
    return (standing.is_team and is_live(file.group.dialogue)) or (own and _runs(file.group))


@rule
def print_group(user: Anyone, group: Group) -> bool:
    """Whoever is signed in and sees the group prints it, as far as they see it."""
    return user.is_authenticated


@rule
def fetch_print(user: Anyone, print_: GroupPrint) -> bool:
    """A print is its reader's own."""
    return user.is_authenticated and print_.reader_id == user.pk


@rule
def describe_seat(user: Anyone, seat: Seat) -> bool:
    """The seat's own delegates, or the host team, say what it knows most about."""
    standing = seat.dialogue.standing_of(user)
    return (standing.is_team or seat.pk in standing.speaking) and is_live(seat.dialogue)


def _runs(group: Group) -> bool:
    return group.is_active and is_live(group.dialogue)
