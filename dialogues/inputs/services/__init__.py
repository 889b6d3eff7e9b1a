"""Every write to calls, their questions and answers, one verb each."""

from .answers import enter_on_behalf, save_draft, submit
from .calls import close_call, create_call, edit_call, extend_call, open_call, remind, reopen_call
from .questions import add_question, change_question, move_question, remove_question

__all__ = [
    "add_question",
    "change_question",
    "close_call",
    "create_call",
    "edit_call",
    "enter_on_behalf",
    "extend_call",
    "move_question",
    "open_call",
    "remind",
    "remove_question",
    "reopen_call",
    "save_draft",
    "submit",
]
