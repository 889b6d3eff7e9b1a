"""Activities, their meetings, what was recorded there and the minutes, one module per concern."""

from .activities import Activity, ActivityStep
from .meetings import AgendaPoint, Invited, Meeting, MeetingChange, MeetingScan
from .minutes import Approval, Minutes, MinutesItem
from .recording import Attendance, Recording, Remark, SeatPosition, Taken

__all__ = [
    "Activity",
    "ActivityStep",
    "AgendaPoint",
    "Approval",
    "Attendance",
    "Invited",
    "Meeting",
    "MeetingChange",
    "MeetingScan",
    "Minutes",
    "MinutesItem",
    "Recording",
    "Remark",
    "SeatPosition",
    "Taken",
]
