"""What this app answers to the ports of the floors below; each concern has a module, registered as this one loads."""

from . import (
    contact_offers,
    handover_offers,
    introduction_offers,
    letter_offers,
    message_offers,
    pulse_offers,
    shelf_offers,
    team_offers,
)

__all__ = [
    "contact_offers",
    "handover_offers",
    "introduction_offers",
    "letter_offers",
    "message_offers",
    "pulse_offers",
    "shelf_offers",
    "team_offers",
]
