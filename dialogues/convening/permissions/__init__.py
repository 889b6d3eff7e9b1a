"""Who may do what while convening, one module per concern; loading them registers their rules."""

from . import contacts, handovers, letters, messages, nominations, public_bodies, pulse, shelf, slips, strangers

__all__ = [
    "contacts",
    "handovers",
    "letters",
    "messages",
    "nominations",
    "public_bodies",
    "pulse",
    "shelf",
    "slips",
    "strangers",
]
