"""Who gets what from the routes of position checks (see ``reading``)."""

TEAM = "page team | 403 participants donor"
ROWS = {
    "checks": " | page/405 team participants donor | 403 media",
    "check": "number=1 | page/405 team participants donor",
    "check_prepare": " | page team | 403 participants donor media",
    "check_edit": "number=3 | page team",
    "check_drop": "number=3 | page/redirect team",
    "check_open": "number=3 | page team",
    "check_remind": "number=1 | 405/redirect team | 403 participants donor",
    "check_close": f"number=1 | {TEAM.replace('page', 'page/redirect')}",
    "check_outcome": f"number=2 | {TEAM}",
    "check_reply": "number=1 pk=cplace | page own -watcher | 403 team watcher",
    "check_enter": "number=1 pk=csilent | page team",
    "check_confirm": "number=1 pk=centered | page/redirect neighbour | 403 team",
}
