"""What the host team keeps about the people around the table, one module per concern."""

from .contact_log import LoggedContact
from .contacts import ContactCard, ListedOrganisation, StageMove
from .handovers import Brief, Handover
from .introductions import Introduction
from .letter_answers import LetterAnswer
from .letter_texts import Letterhead, OwnLetterText, PlatformLetterText
from .letters import Letter, LetterRun, LetterTarget
from .messages import Message, MessageBounds, Talk
from .nominations import Nomination
from .public_bodies import PublicBody
from .pulse import Pulse, PulseBloc, PulseBox
from .pulse_links import PulseLink
from .shelf import ShelfEntry, ShelfVersion
from .slips import AccessSlip
from .strangers import InvitationRequest

__all__ = [
    "AccessSlip",
    "Brief",
    "ContactCard",
    "Handover",
    "Introduction",
    "InvitationRequest",
    "Letter",
    "LetterAnswer",
    "LetterRun",
    "LetterTarget",
    "Letterhead",
    "ListedOrganisation",
    "LoggedContact",
    "Message",
    "MessageBounds",
    "Nomination",
    "OwnLetterText",
    "PlatformLetterText",
    "PublicBody",
    "Pulse",
    "PulseBloc",
    "PulseBox",
    "PulseLink",
    "ShelfEntry",
    "ShelfVersion",
    "StageMove",
    "Talk",
]
