"""Who gets what from the routes of monitoring (see ``reading``). The union has taken something on, the chamber watches."""

INSIDE = " | page/405 insiders | 403 media"
SPEAKERS = " | page team seats -watcher | 403 watcher government observer donor media"
TEAM = " | page team | 403 participants donor media"
ROWS = {
    "monitoring": " | page/405 members",
    "commitments_ask": TEAM,
    "reports_ask": TEAM,
    "commitments_publish": " | page/redirect host | 403 facilitator participants donor media",
    "commitment": "pk=mcommitment | page/405 insiders",
    "commitment_answer": "pk=mcommitment | page own -watcher | 403 team watcher neighbour government observer donor",
    "commitment_confirm": "pk=masked answer_id=manswer | 405/redirect neighbour | 403 team own government observer donor",
    "commitment_enter": "pk=masked | page team | 403 participants donor",
    "report_new": "pk=mcommitment | page team seats -watcher | 403 watcher government observer donor",
    "report_confirm": "pk=mcommitment report_id=mviewed | 405/redirect neighbour | 403 team own government observer donor",
    "report_file": "pk=mcommitment | page/405 insiders",
    "influence": INSIDE,
    "influence_add": SPEAKERS,
    "adaptations": INSIDE,
    "adaptation_add": TEAM,
    "steps": INSIDE,
    "step_add": SPEAKERS,
    "watchers": INSIDE,
    "watcher_add": SPEAKERS,
    "watcher_end": "pk=mwatcher | 405/redirect team neighbour | 403 own government observer donor",
    "interviews": " | page/405 team seats media -watcher | 403 watcher government observer donor",
    "interview_ask": "number=membargo | page media | 403 team participants donor",
    "interview": "pk=minterview | page/405 team neighbour media",
    "interview_pass": "pk=minterview | page team | 403 neighbour media",
    "interview_answer": "pk=minterview | page neighbour | 403 team media",
    "interview_settle": "pk=minterview | page team | 403 neighbour media",
    "interview_withdraw": "pk=minterview | 405/redirect media | 403 team neighbour",
    "timeline": INSIDE,
    "trace": INSIDE,
}
