"""The dialogue, its log, its people and its rules, one module per concern."""

from .dialogue import AffectedGroup, CategoryNeed, Dialogue, PhaseLogEntry, PolicyAreaChange, StatusChange
from .invitations import Invitation
from .organisations import Organisation
from .roles import DialogueRole
from .rules import GroundRules, GroundRulesAnswer
from .seats import Delegate, Mandate, Seat, SeatMove
from .standing import Standing, standing_of, standings_of

__all__ = [
    "AffectedGroup",
    "CategoryNeed",
    "Delegate",
    "Dialogue",
    "DialogueRole",
    "GroundRules",
    "GroundRulesAnswer",
    "Invitation",
    "Mandate",
    "Organisation",
    "PhaseLogEntry",
    "PolicyAreaChange",
    "Seat",
    "SeatMove",
    "Standing",
    "StatusChange",
    "standing_of",
    "standings_of",
]
