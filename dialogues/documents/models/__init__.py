"""Living text, frozen versions and endorsement rounds, one module per concern."""

from .drafts import SectionDraft
from .living import Citation, Comment, CommentPeriod, Document, Drafter, Section, SectionRevision
from .rounds import Endorsement, EndorsementChange, Invitee, Reservation, Round
from .versions import Rendition, Version

__all__ = [
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
    "Version",
]
