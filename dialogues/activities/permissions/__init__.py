"""Who may do what with activities and meetings, one module per concern; loading them registers their rules."""

from . import activities, meetings

__all__ = ["activities", "meetings"]
