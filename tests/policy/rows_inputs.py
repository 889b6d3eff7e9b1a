"""Who gets what from the routes of calls, answers and the ledger (see ``reading`` for how a row is read)."""

TEAM = "page team | 403 participants donor media"
ASKED = "page team | 403 seats"  # calls are visible to the team and to the seats they ask
DRAFT = "call_id=draft_call | page team"
ROWS = {
    "call_list": " | page team participants | 403 donor media",
    "inputs": " | page team participants | 403 donor media",
    "inputs_review": " | 405/redirect team | 403 participants donor media",
    "input_figures": " | page team participants donor | 403 media",
    "my_inputs": " | page seats | 403 team government observer donor media",
    "call_create": f" | {TEAM}",
    "call": " | page team seats",
    "call_edit": DRAFT,
    "call_open": "call_id=draft_call | page/redirect team",
    "call_close": " | page/redirect team | 403 seats",
    "call_remind": " | page/redirect team | 403 seats",
    "call_extend": f" | {ASKED}",
    "call_reopen": f" | {ASKED}",
    "question_create": DRAFT,
    "question_edit": DRAFT,
    "question_move": "call_id=draft_call | 405/redirect team",
    "question_remove": "call_id=draft_call | page/redirect team",
    "answer_edit": "call_id=several | page own -watcher | 403 team watcher",
    "answer_enter": f" | {ASKED}",
    "answer_check": "call_id=several answer_id=draft | page own -watcher | 403 watcher",
    "answer_receipt": " | page team own | 403 participants -own",
    "answer_file": "call_id=several answer_id=draft | page own",
    "answer_scan": "call_id=several answer_id=entered | page team own",
    "ledger": " | page team participants | 403 donor media",
    "entry": "number=1 | page team participants",
    "entry_decide": "number=1 | page team | 403 participants",
    "entry_confirm": "number=1 | 405/redirect team participants",
    "entry_object": "number=5 | page own -watcher | 403 team watcher",
    "entry_translate": "number=1 | page team own -watcher | 403 watcher neighbour government observer",
}
