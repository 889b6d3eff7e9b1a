"""Who gets what from the knowledge shelf and the trust pulses (see ``reading``)."""

KEEP = "page team | 403 participants donor"
ROWS = {
    "shelf": " | page/405 insiders media",
    "shelf_add": " | page team own -watcher neighbour government | 403 watcher observer donor media",
    "shelf_offer": " | page donor | 403 team participants media",
    "shelf_entry": "pk=shelf_entry | page/405 insiders",
    "shelf_file": "pk=shelf_entry number=1 | page/405 insiders",
    "shelf_edit": f"pk=shelf_entry | {KEEP}",
    "shelf_renew": f"pk=shelf_entry | {KEEP}",
    "shelf_publish": "pk=shelf_entry | page team | 403 participants donor",
    "shelf_withhold": "pk=shelf_proposal | page team | 403 own",
    "shelf_accept": "pk=shelf_declined | 405/redirect team | 403 own",
    "pulses": " | page/405 team participants | 403 donor media",
    "pulse_ask": " | page team | 403 participants donor media",
    "pulse_blocs": " | page team | 403 participants donor media",
    "pulse": "pk=pulse | page team participants",
    "pulse_paper": "pk=pulse | page team | 403 participants",
    "pulse_links": "pk=pulse | page/405 team | 403 participants",
    "pulse_link_sheet": "pk=pulse | 405/redirect team | 403 participants",
    "pulse_link": "token=nothing | redirect/405 all",
    "pulse_link_answer": " | 404 all",
    "pulse_link_thanks": " | page/405 all",
    "pulse_close": "pk=pulse | page/redirect team | 403 participants",
}
