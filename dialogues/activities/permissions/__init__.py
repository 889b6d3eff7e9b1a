"""Who may do what with activities and meetings, one module per concern; loading them registers their rules."""

from . import activities, groups, meetings, records

__all__ = ["activities", "groups", "meetings", "records"]
