"""Pages of activities and meetings, one module per concern."""

from .activities import activities, activity, activity_add, activity_edit, activity_propose
from .activity_acts import activity_accept, activity_cancel, activity_decline, activity_hold, activity_resume
from .meetings import meeting, meeting_add, meeting_agenda, meeting_change, meeting_edit
from .recording import activity_recording

__all__ = [
    "activities",
    "activity",
    "activity_accept",
    "activity_add",
    "activity_cancel",
    "activity_decline",
    "activity_edit",
    "activity_hold",
    "activity_propose",
    "activity_recording",
    "activity_resume",
    "meeting",
    "meeting_add",
    "meeting_agenda",
    "meeting_change",
    "meeting_edit",
]
