"""Living text, frozen versions and endorsement rounds, one module per concern."""

from .comments import Comment, CommentPeriod
from .drafts import SectionDraft
from .living import Citation, Document, Drafter, Section, SectionRevision
from .rounds import Endorsement, EndorsementChange, Invitee, Reservation, Round
from .submissions import Agreement, Submission, Voice
from .versions import Rendition, Version

__all__ = [
    "Agreement",
    "Citation",
    "Comment",
    "CommentPeriod",
    "Document",
    "Drafter",
    "Endorsement",
    "EndorsementChange",
    "Invitee",
    "Rendition",
    "Reservation",
    "Round",
    "Section",
    "SectionDraft",
    "SectionRevision",
    "Submission",
    "Version",
    "Voice",
]
