"""Who gets what from handing a place over: the host team, the seat's own delegates, and the leaver (see ``reading``)."""

ROWS = {
    "seat_hand_over": "pk=head_place | page team head | 403 alternate watcher",
    "role_hand_over": "pk=facilitator_role | page team | 403 participants donor media",
    "handover": "pk=handover | page/405 team own",
    "seat_brief": "pk=seat | page/redirect team own | 403 neighbour government observer donor",
    "team_brief": " | page/redirect team | 403 participants donor media",
    "brief_pdf": "pk=brief | page/405 head",
}
