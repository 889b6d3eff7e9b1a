"""Who may write, comment, freeze and endorse, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.documents.states import DocumentStatus, RoundStatus, VersionStatus
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.documents.models import Document, Endorsement, Invitee, Rendition, Round, Version
    from dialogues.ledger.models import Entry
    from dialogues.models import Dialogue


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
    """The host team, drafters and participants read the living text; donors read frozen versions only."""
    standing = document.dialogue.standing_of(user)
    return standing.is_team or standing.is_participant


@rule
def edit_document(user: Anyone, document: Document) -> bool:
    """The host team and the drafting team write, except while the text is locked."""
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
    drafts = entry.dialogue.documents.filter(drafters__user=user.pk) if standing.is_participant else None
    return drafts is not None and is_live(entry.dialogue) and bool(drafts.exists())


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
    """Hosts publish an endorsed version, with a date."""
    return (
        version.status in {VersionStatus.ENDORSED, VersionStatus.SUPERSEDED}
        and version.document.dialogue.standing_of(user).is_host
    )


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
    """A delegate with signing authority gives the seat's answer while the round takes any."""
    return invitee.seat_id in invitee.seat.dialogue.standing_of(user).signing and _takes_answers(invitee)


@rule
def record_answer(user: Anyone, invitee: Invitee) -> bool:
    """The host team records an answer by telephone or in the room, and files signed sheets, while the round takes any."""
    return invitee.seat.dialogue.standing_of(user).is_team and _takes_answers(invitee)


def _takes_answers(invitee: Invitee) -> bool:
    """Is the round open, not past its deadline, and its dialogue live?"""
    return invitee.round.takes_answers and is_live(invitee.seat.dialogue)


@rule
def settle_reservation(user: Anyone, endorsement: Endorsement) -> bool:
    """The host team says what became of a reservation."""
    dialogue = endorsement.version.document.dialogue
    return dialogue.standing_of(user).is_team and is_live(dialogue)
