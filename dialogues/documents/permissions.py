"""Who may write, comment, freeze and endorse, role and state together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.documents.states import DocumentStatus, EndorsementState, RoundStatus, VersionStatus
from dialogues.permissions import is_live
from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from dialogues.documents.models import Comment, Document, Endorsement, Round, Version
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
def see_comment(user: Anyone, comment: Comment) -> bool:
    """Whoever the row is visible to may read it."""
    return True


@rule
def freeze_document(user: Anyone, document: Document) -> bool:
    """The host team freezes the text into a numbered version."""
    return manage_document(user, document)


@rule
def see_version(user: Anyone, version: Version) -> bool:
    """Whoever the row is visible to may read it."""
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
    """The host team extends, reminds and closes an open round and records announced answers and signed letters."""
    return round_.status == RoundStatus.OPEN and manage_document(user, round_.version.document)


@rule
def prepare_endorsement(user: Anyone, round_: Round) -> bool:
    """A delegate who speaks for a seat prepares its answer while the round takes answers; the host team never does."""
    standing = round_.version.document.dialogue.standing_of(user)
    return bool(standing.speaking) and not standing.is_team and round_.takes_answers


@rule
def sign_endorsement(user: Anyone, round_: Round) -> bool:
    """A delegate with signing authority gives the seat's answer while the round takes answers."""
    return bool(round_.version.document.dialogue.standing_of(user).signing) and round_.takes_answers


@rule
def confirm_endorsement(user: Anyone, endorsement: Endorsement) -> bool:
    """The seat's signatory confirms an answer that was prepared or announced for it."""
    standing = endorsement.version.document.dialogue.standing_of(user)
    return (
        endorsement.state in {EndorsementState.PREPARED, EndorsementState.ANNOUNCED}
        and endorsement.seat_id in standing.signing
        and endorsement.round.takes_answers
    )
