"""Who may do what while convening, one module per concern; loading them registers their rules."""

from . import contacts, messages, nominations, public_bodies, pulse, shelf, slips

__all__ = ["contacts", "messages", "nominations", "public_bodies", "pulse", "shelf", "slips"]
