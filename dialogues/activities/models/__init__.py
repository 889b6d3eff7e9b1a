"""Activities, their meetings, what was recorded there and the minutes, one module per concern."""

from .activities import Activity, ActivityStep
from .bilaterals import AgreedSummary, BilateralNote
from .invited import Invited
from .meetings import AgendaPoint, Meeting, MeetingChange
from .minutes import Approval, Minutes, MinutesItem
from .papers import Allowance, MeetingPrint, Needs, Rates
from .recording import Attendance, Recording, Remark, SeatPosition, Taken
from .records import Grant, Instalment, PlainRow, RecordRow, RecordText, ToolRecord, Trainee, Undertaking
from .releases import Release
from .scans import MeetingScan

__all__ = [
    "Activity",
    "ActivityStep",
    "AgendaPoint",
    "AgreedSummary",
    "Allowance",
    "Approval",
    "Attendance",
    "BilateralNote",
    "Grant",
    "Instalment",
    "Invited",
    "Meeting",
    "MeetingChange",
    "MeetingPrint",
    "MeetingScan",
    "Minutes",
    "MinutesItem",
    "Needs",
    "PlainRow",
    "Rates",
    "RecordRow",
    "RecordText",
    "Recording",
    "Release",
    "Remark",
    "SeatPosition",
    "Taken",
    "ToolRecord",
    "Trainee",
    "Undertaking",
]
