"""Who may do what while convening, one module per concern; loading them registers their rules."""

from . import contacts, messages, nominations, public_bodies, shelf, slips

__all__ = ["contacts", "messages", "nominations", "public_bodies", "shelf", "slips"]
