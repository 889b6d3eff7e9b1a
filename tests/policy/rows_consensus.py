"""Who gets what from the routes of challenges and evaluative criteria (see ``reading``). One ranking is open, the criteria are locked."""

INSIDE = "page/405 team participants donor"
TEAM = "page team | 403 participants donor"
LOCKED = "403 team participants donor"
ROWS = {
    "consensus": f" | {INSIDE} | 403 media",
    "challenge_pick": " | page/405 team own -watcher neighbour | 403 watcher government observer donor media",
    "challenge_add": " | page team own -watcher neighbour | 403 watcher government observer donor media",
    "challenge": f"number=chal_one | {INSIDE}",
    "challenge_edit": f"number=chal_one | {TEAM}",
    "challenge_leave_out": f"number=chal_one | {TEAM}",
    "challenge_put_on_table": "number=chal_proposed | 405/redirect team | 403 own",
    "challenge_move": "number=chal_one | 405/redirect team | 403 participants donor",
    "ranking_take_over": f"number=1 | {TEAM}",
    "ranking_open": f" | {TEAM} media",
    "ranking": f"number=1 | {INSIDE}",
    "ranking_extend": f"number=2 | {TEAM}",
    "ranking_remind": "number=2 | 405/redirect team | 403 participants donor",
    "ranking_close": f"number=2 | {TEAM}",
    "ranking_answer": "number=2 | page own -watcher | 403 team watcher government observer donor",
    "ranking_enter": f"number=2 seat_id=neighbour_seat | {TEAM}",
    "ballot_confirm": "number=2 | 405/redirect own -watcher | 403 team watcher",
    "criteria_begin": " | page/redirect team | 403 participants donor media",
    "criteria_set": f"number=1 | {INSIDE}",
    "criterion_propose": f"number=1 | {LOCKED}",
    "criterion_note": f"number=1 key=fairness | {LOCKED}",
    "criterion_keep": f"number=1 key=fairness | {LOCKED}",
    "criterion_leave_out": f"number=1 key=fairness | {LOCKED}",
    "weighing_begin": f"number=1 | {LOCKED}",
    "weighing_stop": f"number=1 | {LOCKED}",
    "criteria_weigh": f"number=1 | {LOCKED}",
    "weighing_enter": f"number=1 seat_id=neighbour_seat | {LOCKED}",
    "weighing_confirm": "number=1 | 405/redirect own -watcher | 403 team watcher",
    "criteria_lock": f"number=1 | {LOCKED}",
    "criteria_reopen": f"number=1 | {TEAM}",
}
