"""Who gets what from the routes of working groups and of their texts (see ``reading``). The union coordinates the group."""

TEAM = "page team | 403 participants"
INSIDE = "page team own -watcher | 403 watcher neighbour government observer"
INSIDE_POST = "405/redirect team own -watcher | 403 watcher neighbour government observer"
HIDDEN = "405/redirect team own -watcher"
ROWS = {
    "groups": " | page/405 members",
    "groups_show": " | 405/redirect team | 403 participants donor media",
    "group_propose": " | page own -watcher neighbour | 403 team watcher government observer donor media",
    "group_open": " | page team | 403 participants donor media",
    "group": " | page/405 team participants",
    "group_edit": f" | {TEAM}",
    "group_accept": "group_id=wproposal | page team | 403 own",
    "group_decline": "group_id=wproposal | page team | 403 own",
    "group_close": f" | {TEAM}",
    "group_reconvene": f"group_id=wclosed | {TEAM}",
    "group_print": " | page/redirect team participants",
    "group_pdf": "pk=wprint | page/405 head",
    "member_invite": f" | {TEAM}",
    "member_answer": "pk=wasked | page neighbour | 403 team own -watcher",
    "member_people": f"pk=wplace | {INSIDE}",
    "member_leave": "pk=wplace | page/redirect team own -watcher | 403 watcher neighbour government observer",
    "member_appoint": "pk=wplace | 405/redirect team | 403 participants",
    "tasks": " | page/405 team own -watcher | 403 watcher neighbour government observer",
    "task_add": f" | {INSIDE}",
    "task_finish": f"pk=wtask | {HIDDEN}",
    "board_note_add": f" | {INSIDE}",
    "board_note_take_down": f"pk=wnote | {HIDDEN}",
    "output_add": f" | {INSIDE}",
    "output_edit": f"pk=woutput | {INSIDE}",
    "output_drop": f"pk=woutput | {INSIDE_POST}",
    "specialism": "pk=seat | page team own -watcher | 403 watcher neighbour government observer donor",
    "output_start": f" | {INSIDE}",
    "output": "document_id=wdraft | page/405 team own -watcher",
    "output_ask": f"document_id=wdraft | {HIDDEN}",
    "output_voice": "document_id=wdoc_asked | page own -watcher | 403 team",
    "output_close": f"document_id=wdoc_asked | {HIDDEN}",
    "output_submit": "document_id=wdraft | page own -watcher | 403 team",
    "output_way": f"document_id=wdoc_submitted | {INSIDE}",
    "output_return": f"document_id=wdoc_submitted | {TEAM}",
}
