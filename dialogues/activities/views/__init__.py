"""Pages of activities and meetings, one module per concern."""

from .activities import activities, activity, activity_add, activity_edit, activity_propose
from .activity_acts import activity_accept, activity_cancel, activity_decline, activity_hold, activity_resume
from .attending import meeting_answer, meeting_calendar, meeting_invite
from .balance import activity_balance
from .bilaterals import (
    agreed_summary,
    bilateral_note,
    bilateral_note_add,
    bilateral_note_edit,
    bilateral_note_forget,
    bilateral_notes,
    bilateral_summary_edit,
    bilateral_summary_hide,
    bilateral_summary_show,
)
from .keeping import group_meeting_add, meeting_keepers
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
from .papers import (
    meeting_allowances,
    meeting_needs,
    meeting_paper,
    meeting_paper_job,
    meeting_paper_pdf,
    meeting_paper_print,
    meeting_papers,
)
from .recording import activity_recording
from .records import activity_record, record_edit, record_row_add, record_row_edit, record_row_remove
from .releases import activity_release
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
    "activity_balance",
    "activity_cancel",
    "activity_decline",
    "activity_edit",
    "activity_hold",
    "activity_propose",
    "activity_record",
    "activity_recording",
    "activity_release",
    "activity_resume",
    "agreed_summary",
    "bilateral_note",
    "bilateral_note_add",
    "bilateral_note_edit",
    "bilateral_note_forget",
    "bilateral_notes",
    "bilateral_summary_edit",
    "bilateral_summary_hide",
    "bilateral_summary_show",
    "group_meeting_add",
    "meeting",
    "meeting_add",
    "meeting_agenda",
    "meeting_allowances",
    "meeting_answer",
    "meeting_calendar",
    "meeting_change",
    "meeting_confirm",
    "meeting_edit",
    "meeting_hold",
    "meeting_invite",
    "meeting_keepers",
    "meeting_minutes",
    "meeting_needs",
    "meeting_paper",
    "meeting_paper_job",
    "meeting_paper_pdf",
    "meeting_paper_print",
    "meeting_papers",
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
    "record_edit",
    "record_row_add",
    "record_row_edit",
    "record_row_remove",
]
