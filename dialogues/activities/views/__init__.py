"""Pages of activities and meetings, one module per concern."""

from .activities import activities, activity, activity_add, activity_edit, activity_propose
from .activity_acts import activity_accept, activity_cancel, activity_decline, activity_hold, activity_resume
from .attending import meeting_answer, meeting_calendar, meeting_invite
from .meetings import meeting, meeting_add, meeting_agenda, meeting_change, meeting_edit
from .minutes import (
    meeting_minutes,
    minutes_approve,
    minutes_circulate,
    minutes_close,
    minutes_edit,
    minutes_item,
    minutes_item_done,
    minutes_item_remove,
    minutes_take_back,
)
from .recording import activity_recording
from .room import meeting_confirm, meeting_hold, meeting_room, meeting_take
from .sheets import (
    meeting_scan,
    meeting_scan_add,
    meeting_sheet,
    meeting_sheet_file,
    meeting_take_in,
    meeting_upload,
)

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
    "meeting_answer",
    "meeting_calendar",
    "meeting_change",
    "meeting_confirm",
    "meeting_edit",
    "meeting_hold",
    "meeting_invite",
    "meeting_minutes",
    "meeting_room",
    "meeting_scan",
    "meeting_scan_add",
    "meeting_sheet",
    "meeting_sheet_file",
    "meeting_take",
    "meeting_take_in",
    "meeting_upload",
    "minutes_approve",
    "minutes_circulate",
    "minutes_close",
    "minutes_edit",
    "minutes_item",
    "minutes_item_done",
    "minutes_item_remove",
    "minutes_take_back",
]
