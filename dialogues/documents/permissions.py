"""Who may write, comment, freeze and endorse, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.documents.states import DocumentStatus, RoundStatus, SignedBy, VersionStatus
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule
from workinggroups.permissions import coordinates, is_member
from workinggroups.states import MemberState

if TYPE_CHECKING:
    from dialogues.documents.models import Document, Endorsement, Invitee, Rendition, Round, Version
    from dialogues.ledger.models import Entry
    from dialogues.models import Dialogue
    from workinggroups.models import Group


def works_on(user: Anyone, document: Document) -> bool:
    """Does this person belong to the inside of the group whose text it is: a member, or the host team?"""
    return document.group is not None and (
        document.dialogue.standing_of(user).is_team or is_member(user, document.group)
    )


def is_in_hand(document: Document) -> bool:
    """Has a group its text in its own hands: not submitted yet, or given back?"""
    return document.group_id is not None and document.submission is None


@rule
def create_document(user: Anyone, dialogue: Dialogue) -> bool:
    """The host team starts the documents of a live dialogue."""
    return dialogue.standing_of(user).is_team and is_live(dialogue)


@rule
def see_document(user: Anyone, document: Document) -> bool:
    """Whoever the row is visible to may open it."""
    return True


@rule
def read_draft(user: Anyone, document: Document) -> bool:
    """The host team, drafters and participants read the living text; donors read frozen versions only.

    While a group has its text in hand, its inside alone reads it; others read the versions that were frozen before.
    """
    standing = document.dialogue.standing_of(user)
    if is_in_hand(document) and not works_on(user, document):
        return False
    return standing.is_team or standing.is_participant


@rule
def read_history(user: Anyone, document: Document) -> bool:
    """Whoever reads the living text reads how it came about; of a group's text only its inside does."""
    return works_on(user, document) if document.group_id else read_draft(user, document)


@rule
def edit_document(user: Anyone, document: Document) -> bool:
    """The host team and the drafting team write, or the members of the group, except while the text is locked.

    While the members are asked whether they agree to a text, nobody changes it.
    """
    if document.group_id:
        free = document.status != DocumentStatus.LOCKED and document.agreement is None
        return works_on(user, document) and free and is_live(document.dialogue)
    writer = document.dialogue.standing_of(user).is_team or (
        document.dialogue.standing_of(user).is_participant and document.has_drafter(user)
    )
    return writer and document.status != DocumentStatus.LOCKED and is_live(document.dialogue)


@rule
def cite_entry(user: Anyone, entry: Entry) -> bool:
    """The host team, and whoever is on a drafting team of the dialogue, look for a section that cites an entry."""
    standing = entry.dialogue.standing_of(user)
    if standing.is_team:
        return is_live(entry.dialogue)
    if not (standing.is_participant and is_live(entry.dialogue)):
        return False
    drafts = entry.dialogue.documents.filter(drafters__user=user.pk)
    in_groups = {"group__members__seat__in": standing.speaking, "group__members__state": MemberState.ACCEPTED}
    return bool((drafts | entry.dialogue.documents.filter(**in_groups)).exists())


@rule
def manage_document(user: Anyone, document: Document) -> bool:
    """The host team sets the drafting team, opens and closes comment periods and locks the text."""
    return document.dialogue.standing_of(user).is_team and is_live(document.dialogue)


@rule
def comment_document(user: Anyone, document: Document) -> bool:
    """Delegates who speak for a seat comment while the document is open for comments; the period's date is checked."""
    standing = document.dialogue.standing_of(user)
    return (
        bool(standing.speaking)
        and not standing.is_team
        and document.status == DocumentStatus.COMMENTS
        and is_live(document.dialogue)
    )


@rule
def enter_comment(user: Anyone, document: Document) -> bool:
    """The host team enters, with its channel, what a seat commented by another way while the period is not closed."""
    return document.status == DocumentStatus.COMMENTS and manage_document(user, document)


@rule
def freeze_document(user: Anyone, document: Document) -> bool:
    """The host team freezes the text into a numbered version."""
    return manage_document(user, document)


@rule
def print_version(user: Anyone, version: Version) -> bool:
    """The host team has a version's PDF made again when it failed."""
    return manage_document(user, version.document)


@rule
def see_version(user: Anyone, version: Version) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def see_rendition(user: Anyone, rendition: Rendition) -> bool:
    """Whoever the row is visible to may fetch the file."""
    return True


@rule
def open_round(user: Anyone, version: Version) -> bool:
    """The host team opens a round on a final draft."""
    return version.status == VersionStatus.FINAL_DRAFT and manage_document(user, version.document)


@rule
def withdraw_version(user: Anyone, version: Version) -> bool:
    """Hosts withdraw a final draft, with a reason."""
    return (
        version.status == VersionStatus.FINAL_DRAFT
        and version.document.dialogue.standing_of(user).is_host
        and is_live(version.document.dialogue)
    )


@rule
def adopt_version(user: Anyone, version: Version) -> bool:
    """Adopting is the host's act, on a final draft; the verb refuses it without any endorsement."""
    return withdraw_version(user, version)


@rule
def publish_version(user: Anyone, version: Version) -> bool:
    """Hosts publish a version that was adopted or noted, with a date, and take back whatever is published."""
    was_settled = version.endorsed_at is not None or version.status == VersionStatus.NOTED
    return (was_settled or version.published_at is not None) and version.document.dialogue.standing_of(user).is_host


@rule
def see_round(user: Anyone, round_: Round) -> bool:
    """Whoever the row is visible to may read the round's page; single answers have their own scoping."""
    return True


@rule
def manage_round(user: Anyone, round_: Round) -> bool:
    """The host team extends an open round, reminds those who were asked, and closes it."""
    return round_.status == RoundStatus.OPEN and manage_document(user, round_.version.document)


@rule
def answer_round(user: Anyone, invitee: Invitee) -> bool:
    """A delegate who speaks for the seat prepares or gives its answer while the round takes any; the team never does."""
    standing = invitee.seat.dialogue.standing_of(user)
    return invitee.seat_id in standing.speaking and not standing.is_team and _takes_answers(invitee)


@rule
def sign_answer(user: Anyone, invitee: Invitee) -> bool:
    """A delegate with signing authority gives the seat's answer while the round takes any.

    Where the round lets participants sign themselves, whoever speaks for the seat gives it; the host team never does.
    """
    standing = invitee.seat.dialogue.standing_of(user)
    by_delegates = invitee.round.signed_by == SignedBy.DELEGATE and not standing.is_team
    signing = standing.signing | (standing.speaking if by_delegates else frozenset())
    return invitee.seat_id in signing and _takes_answers(invitee)


@rule
def record_answer(user: Anyone, invitee: Invitee) -> bool:
    """The host team records an answer by telephone or in the room while the round takes any."""
    return invitee.seat.dialogue.standing_of(user).is_team and _takes_answers(invitee)


@rule
def file_sheet(user: Anyone, invitee: Invitee) -> bool:
    """The host team files signed sheets until the version is adopted or given up: letters take longer than a round."""
    version = invitee.round.version
    return version.status == VersionStatus.FINAL_DRAFT and manage_document(user, version.document)


@rule
def read_sheet(user: Anyone, endorsement: Endorsement) -> bool:
    """The host team and the seat itself open the scan of its signed sheet."""
    standing = endorsement.version.document.dialogue.standing_of(user)
    return endorsement.scan_id is not None and (standing.is_team or endorsement.seat_id in standing.seats)


def _takes_answers(invitee: Invitee) -> bool:
    """Is the round open, not past its deadline, and its dialogue live?"""
    return invitee.round.takes_answers and is_live(invitee.seat.dialogue)


@rule
def settle_reservation(user: Anyone, endorsement: Endorsement) -> bool:
    """The host team says what became of a reservation."""
    return manage_document(user, endorsement.version.document)


@rule
def see_output(user: Anyone, document: Document) -> bool:
    """Whoever sees a text of a group reads how far it has come; donors read what is published alone."""
    standing = document.dialogue.standing_of(user)
    return document.group_id is not None and (standing.is_team or standing.is_participant)


@rule
def start_output(user: Anyone, group: Group) -> bool:
    """Members and the host team begin a text in a group that works."""
    inside = group.dialogue.standing_of(user).is_team or is_member(user, group)
    return inside and group.is_active and is_live(group.dialogue)


@rule
def ask_agreement(user: Anyone, document: Document) -> bool:
    """Coordinator, rapporteur and host team ask the members whether they agree, while the text is in the group's hands."""
    return is_in_hand(document) and document.status == DocumentStatus.DRAFT and _leads(user, document)


@rule
def close_agreement(user: Anyone, document: Document) -> bool:
    """Whoever may ask the members closes the question that is open, or takes it back."""
    return document.agreement is not None and ask_agreement(user, document)


@rule
def give_voice(user: Anyone, document: Document) -> bool:
    """A member says whether it agrees, while that is asked; the host team never does."""
    group = document.group
    if group is None or document.agreement is None:
        return False
    return is_member(user, group) and _is_at_work(document)


@rule
def submit_output(user: Anyone, document: Document) -> bool:
    """The coordinator hands the text in to everybody; the host team does where nobody coordinates."""
    group = document.group
    if group is None or not is_in_hand(document) or document.status != DocumentStatus.DRAFT:
        return False
    is_orphaned = group.coordinating_seat() is None and document.dialogue.standing_of(user).is_team
    return _is_at_work(document) and (coordinates(user, group) or is_orphaned)


@rule
def agree_way(user: Anyone, document: Document) -> bool:
    """Coordinator and host team choose the way out together, until both have agreed."""
    open_ = document.submission is not None and not document.submission.is_settled
    sides = (
        document.dialogue.standing_of(user).is_team or coordinates(user, document.group) if document.group else False
    )
    return open_ and sides and is_live(document.dialogue)


@rule
def return_output(user: Anyone, document: Document) -> bool:
    """The host team gives a submitted text back to its group."""
    return (
        document.submission is not None and document.dialogue.standing_of(user).is_team and is_live(document.dialogue)
    )


def _leads(user: Anyone, document: Document) -> bool:
    standing, group = document.dialogue.standing_of(user), document.group
    leading = {group.coordinating_seat(), group.reporting_seat()} - {None} if group else set()
    return (standing.is_team or bool(standing.speaking & leading)) and _is_at_work(document)


def _is_at_work(document: Document) -> bool:
    return document.group is not None and document.group.is_active and is_live(document.dialogue)
