"""Pages of calls, answers and the table of inputs, one module per reader's concern."""

from .answering import answer_check, answer_edit, answer_file, answer_receipt, answer_scan, my_inputs
from .behalf import answer_enter
from .calls import (
    call,
    call_close,
    call_create,
    call_edit,
    call_extend,
    call_list,
    call_open,
    call_remind,
    call_reopen,
)
from .questions import question_create, question_edit, question_move, question_remove
from .table import input_figures, inputs, inputs_review

__all__ = [
    "answer_check",
    "answer_edit",
    "answer_enter",
    "answer_file",
    "answer_receipt",
    "answer_scan",
    "call",
    "call_close",
    "call_create",
    "call_edit",
    "call_extend",
    "call_list",
    "call_open",
    "call_remind",
    "call_reopen",
    "input_figures",
    "inputs",
    "inputs_review",
    "my_inputs",
    "question_create",
    "question_edit",
    "question_move",
    "question_remove",
]
