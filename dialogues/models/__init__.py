"""The dialogue, its log, its people and its rules, one module per concern."""

from .deletions import Deletion, IssuedBefore
from .dialogue import AffectedGroup, CategoryNeed, Dialogue, PhaseLogEntry, PolicyAreaChange, StatusChange
from .errands import Errand, ErrandQuerySet
from .invitations import Invitation, InvitationList
from .notices import Notice, PaceChoice, PrivateLinks
from .organisations import Organisation
from .reasons import EventReason
from .roles import DialogueRole
from .rules import GroundRules, GroundRulesAnswer
from .seats import Delegate, Mandate, Seat, SeatMove
from .standing import AtPlace, Named, Reach, Standing, reach_of, reach_within, standing_of, standings_of

__all__ = [
    "AffectedGroup",
    "AtPlace",
    "CategoryNeed",
    "Delegate",
    "Deletion",
    "Dialogue",
    "DialogueRole",
    "Errand",
    "ErrandQuerySet",
    "EventReason",
    "GroundRules",
    "GroundRulesAnswer",
    "Invitation",
    "InvitationList",
    "IssuedBefore",
    "Mandate",
    "Named",
    "Notice",
    "Organisation",
    "PaceChoice",
    "PhaseLogEntry",
    "PolicyAreaChange",
    "PrivateLinks",
    "Reach",
    "Seat",
    "SeatMove",
    "Standing",
    "StatusChange",
    "reach_of",
    "reach_within",
    "standing_of",
    "standings_of",
]
