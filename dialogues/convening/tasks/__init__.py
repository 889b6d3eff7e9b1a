"""What this app does in the background, one module per concern; loading them registers handlers and composers."""

from . import contacts, handovers, letters, pulse, shelf, strangers

__all__ = ["contacts", "handovers", "letters", "pulse", "shelf", "strangers"]
