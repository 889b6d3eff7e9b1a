"""Who may do what while convening, one module per concern; loading them registers their rules."""

from . import (
    contacts,
    handovers,
    introductions,
    letters,
    messages,
    nominations,
    public_bodies,
    pulse,
    shelf,
    slips,
    strangers,
)

__all__ = [
    "contacts",
    "handovers",
    "introductions",
    "letters",
    "messages",
    "nominations",
    "public_bodies",
    "pulse",
    "shelf",
    "slips",
    "strangers",
]
