"""Who may do what with activities and meetings, one module per concern; loading them registers their rules."""

from . import activities, meetings, records

__all__ = ["activities", "meetings", "records"]
