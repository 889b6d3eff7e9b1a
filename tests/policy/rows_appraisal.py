"""Who gets what from the routes of options and their appraisal (see ``reading``). The union (own) speaks for the seat."""

OPEN = "challenge_number=ap_first number=ap_one"
CLOSED = "challenge_number=ap_second number=ap_one"
READ = "page/405 team participants donor"
TEAM = "page team | 403 participants donor"
SEATS = "page own -watcher neighbour | 403 team watcher government observer donor"
ROWS: dict[str, str] = {
    "options": f"challenge_number=ap_first | {READ}",
    "option_add": f"challenge_number=ap_first | {TEAM}",
    "option_propose": f"challenge_number=ap_first | {SEATS}",
    "option": f"challenge_number=ap_first letter=A | {READ}",
    "option_edit": "challenge_number=ap_first letter=ap_proposed | page team own -watcher | 403 watcher",
    "option_take_up": "challenge_number=ap_first letter=ap_proposed | 405/redirect team | 403 own",
    "option_withdraw": "challenge_number=ap_first letter=ap_proposed | page team | 403 own",
    "appraisal_open": f"challenge_number=ap_first | {TEAM}",
    "appraisal": f"{OPEN} | {READ}",
    "appraisal_close": f"{OPEN} | page/redirect team | 403 participants donor",
    "appraisal_remind": f"{OPEN} | 405/redirect team | 403 participants donor",
    "appraisal_reopen": f"{CLOSED} | {TEAM}",
    "dots_enter": f"challenge_number=ap_third number=ap_one | {TEAM}",
    "appraisal_ballot": f"{OPEN} | page/405 team | 403 participants donor",
    "ballots_print": f"{OPEN} | 405/redirect team | 403 participants donor",
    "ballots_job": f"{OPEN} | page/405 team | 403 participants donor",
    "ballots_pdf": f"{OPEN} | page/405 team",
    "appraisal_results": f"{CLOSED} | {READ}",
    "appraisal_weights": f"{CLOSED} | {READ}",
    "appraisal_judge": f"{OPEN} seat_id=seat letter=A | page own -watcher | 403 team watcher government observer donor",
    "appraisal_check": f"{OPEN} seat_id=seat | page own -watcher | 403 team watcher government observer donor",
    "appraisal_enter": f"{OPEN} seat_id=neighbour_seat | {TEAM}",
    "opinion_confirm": f"{CLOSED} pk=ap_entered | page/redirect own -watcher | 403 team watcher",
    "concerns_open": f"{OPEN} | 405/redirect team | 403 participants donor",
    "concern_raise": f"{OPEN} | {SEATS}",
    "concern_share": f"{OPEN} pk=ap_concern | 405/redirect own -watcher | 403 team watcher",
    "conclusion": f"{CLOSED} | {READ}",
    "conclusion_write": f"{CLOSED} | {TEAM}",
    "conclusion_accept": f"{CLOSED} | {SEATS}",
    "conclusion_enter": f"{CLOSED} | {TEAM}",
    "acceptance_confirm": (
        f"{CLOSED} pk=ap_acceptance | 405/redirect own -watcher | 403 team watcher neighbour government observer"
    ),
}
