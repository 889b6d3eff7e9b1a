"""Who may do what in a dialogue, role and state together. Rules take objects and read their standing; they import no models."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dialogues.states import DELETABLE, TEAM, RulesStatus, Status
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.models import (
        AffectedGroup,
        Delegate,
        Deletion,
        Dialogue,
        DialogueRole,
        EventReason,
        GroundRules,
        Invitation,
        InvitationList,
        Mandate,
        Notice,
        Seat,
    )
    from inspired.core.models import User

LIVE = frozenset({Status.DRAFT, Status.OPEN, Status.PAUSED})


def is_live(dialogue: Dialogue) -> bool:
    """Can the dialogue still be worked on: neither closed nor archived?"""
    return dialogue.status in LIVE


@rule
def create_dialogue(user: Anyone, _nothing: object) -> bool:
    """Accounts marked as hosts may open dialogues."""
    return user.is_authenticated and user.is_host


@rule
def see_dialogue(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever the row is visible to may read its overview."""
    return True


@rule
def see_members_area(user: Anyone, dialogue: Dialogue) -> bool:
    """Members read the inside of a dialogue; media users and the public only its overview."""
    return dialogue.standing_of(user).is_inside


@rule
def edit_dialogue(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team edits the set-up of a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def manage_dialogue(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team reads the management pages, whatever the state."""
    return dialogue.standing_of(user).is_team


@rule
def change_status(user: Anyone, dialogue: Dialogue) -> bool:
    """Hosts open, pause, close and archive the dialogue as a whole, and take it out of the archive."""
    return dialogue.standing_of(user).is_host and dialogue.status != Status.DELETED


@rule
def publish_dialogue(user: Anyone, dialogue: Dialogue) -> bool:
    """Publication is the host's own act."""
    return dialogue.standing_of(user).is_host and dialogue.status != Status.DRAFT


@rule
def manage_team(user: Anyone, dialogue: Dialogue) -> bool:
    """Hosts decide who belongs to the team and who holds a role."""
    return dialogue.standing_of(user).is_host and is_live(dialogue)


@rule
def move_phase(user: Anyone, dialogue: Dialogue) -> bool:
    """Hosts move phases of a dialogue that is open or paused."""
    return dialogue.standing_of(user).is_host and dialogue.status in {Status.OPEN, Status.PAUSED}


@rule
def propose_rules(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team proposes ground rules."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def answer_rules(user: Anyone, rules: GroundRules) -> bool:
    """Delegates who speak for a seat answer proposed rules of an open dialogue; the host team never does."""
    standing = rules.dialogue.standing_of(user)
    asked = rules.status == RulesStatus.PROPOSED and rules.dialogue.status == Status.OPEN
    return bool(standing.speaking) and not standing.is_team and asked


@rule
def enter_rules_answer(user: Anyone, rules: GroundRules) -> bool:
    """The host team enters, with its channel, what a seat said about proposed rules of an open dialogue."""
    asked = rules.status == RulesStatus.PROPOSED and rules.dialogue.status == Status.OPEN
    return rules.dialogue.standing_of(user).is_team and asked


@rule
def agree_rules(user: Anyone, rules: GroundRules) -> bool:
    """Hosts state that proposed rules are agreed."""
    return rules.dialogue.standing_of(user).is_host and rules.status == RulesStatus.PROPOSED and is_live(rules.dialogue)


@rule
def manage_seats(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team sets up seats, delegates and mandates."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def manage_seat(user: Anyone, seat: Seat) -> bool:
    """The host team changes a seat of a live dialogue."""
    return manage_seats(user, seat.dialogue)


@rule
def see_seat(user: Anyone, seat: Seat) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def choose_appearance(user: Anyone, seat: Seat) -> bool:
    """A delegate who speaks for the seat, or the host team on its behalf, chooses how it appears."""
    standing = seat.dialogue.standing_of(user)
    return is_live(seat.dialogue) and (seat.pk in standing.speaking or standing.is_team)


@rule
def invite(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team invites to an open or paused dialogue, or while it is prepared."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def manage_invitation(user: Anyone, invitation: Invitation) -> bool:
    """The host team resends and revokes invitations."""
    return invite(user, invitation.dialogue)


@rule
def see_invitation_list(user: Anyone, taken: InvitationList) -> bool:
    """The host team follows how far the sending of a list is, whatever the state."""
    return manage_dialogue(user, taken.dialogue)


@rule
def send_list(user: Anyone, taken: InvitationList) -> bool:
    """The host team lets the sending of a list go on, while it may invite."""
    return invite(user, taken.dialogue)


@rule
def read_audit_trail(user: Anyone, dialogue: Dialogue) -> bool:
    """Hosts read the trail of their dialogue."""
    return dialogue.standing_of(user).is_host


@rule
def take_out_reason(user: Anyone, given: EventReason) -> bool:
    """Hosts take the words of a reason out of the trail of their dialogue."""
    return read_audit_trail(user, given.dialogue)


def may_sign(seat: Seat, person: Anyone, day: date | None = None) -> bool:
    """Tell whether the person may sign for the seat on the day (today by default), from dated mandates.

    Observers, donors and the host team never may, whatever mandate they hold.
    """
    return seat.has_signatory(person, day)


@rule
def manage_role(user: Anyone, role: DialogueRole) -> bool:
    """Hosts end roles."""
    return manage_team(user, role.dialogue)


@rule
def hand_over_seat(user: Anyone, delegate: Delegate) -> bool:
    """The host team, or the delegate themself while they hold a mandate, names who follows in a live dialogue."""
    standing = delegate.seat.dialogue.standing_of(user)
    own = user.is_authenticated and delegate.user_id == user.pk and delegate.seat_id in standing.seats
    return (standing.is_team or own) and is_live(delegate.seat.dialogue)


@rule
def hand_over_role(user: Anyone, role: DialogueRole) -> bool:
    """Hosts, or the colleague who leaves, name who follows in the host team of a live dialogue."""
    standing = role.dialogue.standing_of(user)
    own = user.is_authenticated and role.user_id == user.pk and standing.is_team
    return role.role in TEAM and (standing.is_host or own) and is_live(role.dialogue)


@rule
def be_welcomed(user: Anyone, dialogue: Dialogue) -> bool:
    """Whoever holds a seat or a role reads the page that welcomes them."""
    return dialogue.standing_of(user).is_member


@rule
def choose_own_appearance(user: Anyone, delegate: Delegate) -> bool:
    """A delegate chooses for themself how they appear; the host team only for people without an account."""
    if delegate.user_id:
        return user.is_authenticated and delegate.user_id == user.pk and is_live(delegate.seat.dialogue)
    return manage_seats(user, delegate.seat.dialogue)


@rule
def manage_delegate(user: Anyone, delegate: Delegate) -> bool:
    """The host team enters and changes delegates and their mandates."""
    return manage_seats(user, delegate.seat.dialogue)


@rule
def manage_mandate(user: Anyone, mandate: Mandate) -> bool:
    """The host team ends mandates."""
    return manage_seats(user, mandate.delegate.seat.dialogue)


@rule
def manage_group(user: Anyone, group: AffectedGroup) -> bool:
    """The host team keeps the list of affected groups."""
    return manage_seats(user, group.dialogue)


@rule
def see_history(user: Anyone, seat: Seat) -> bool:
    """The host team and the seat's own delegates read who spoke for it when, and why it left or returned."""
    standing = seat.dialogue.standing_of(user)
    return standing.is_team or seat.pk in standing.seats


@rule
def invite_for(user: Anyone, seat: Seat) -> bool:
    """The host team invites people to speak for a seat."""
    return invite(user, seat.dialogue)


@rule
def read_notice(user: Anyone, notice: Notice) -> bool:
    """A notice is its person's own."""
    return user.is_authenticated and notice.user_id == user.pk


@rule
def choose_pace(user: Anyone, whose: User) -> bool:
    """How somebody is told by mail, and by which private links, is their own choice."""
    return user.is_authenticated and user.pk == whose.pk


@rule
def see_erasure(user: Anyone, delegate: Delegate) -> bool:
    """Hosts read what erasing a delegate would touch in their dialogue, whatever its state."""
    return delegate.seat.dialogue.standing_of(user).is_host


@rule
def erase_delegate(user: Anyone, delegate: Delegate) -> bool:
    """Hosts erase people without an account, also once the dialogue is closed; whoever has one erases themself."""
    return see_erasure(user, delegate) and delegate.user_id is None and delegate.person.erased_at is None


@rule
def delete_dialogue(user: Anyone, dialogue: Dialogue) -> bool:
    """Hosts, and no facilitator, delete a dialogue that was never opened, is closed or archived."""
    return dialogue.standing_of(user).is_host and dialogue.status in DELETABLE


@rule
def see_deletion(user: Anyone, deletion: Deletion) -> bool:
    """Whoever the row is visible to reads it: the dialogue's hosts, and afterwards those who were."""
    return True


@rule
def cancel_deletion(user: Anyone, deletion: Deletion) -> bool:
    """Any host of the dialogue takes a deletion back until it begins."""
    return deletion.is_planned and deletion.dialogue is not None and deletion.dialogue.standing_of(user).is_host
