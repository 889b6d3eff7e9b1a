"""Who gets what from the contact list, its cards and log, nominations and public bodies (see ``reading``)."""

READ = "page/405 team | 403 participants donor media"
KEEP = "page team | 403 participants donor media"
ROWS = {
    "contacts": f" | {READ}",
    "contact_add": f" | {KEEP}",
    "contact": "pk=listed | page/405 team",
    "contact_edit": "pk=listed | page team",
    "contact_move": "pk=listed | page team",
    "contact_seat": "pk=listed | page/redirect team",
    "contact_remove": "pk=listed | page/redirect team",
    "contact_log_add": "pk=listed | page team",
    "contact_called": "pk=listed | 405/redirect team",
    "card_add": "pk=listed | page team",
    "card_edit": "pk=card | page team",
    "card_forget": "pk=card | page/redirect team",
    "contact_log": f" | {READ}",
    "contact_calls": f" | {READ}",
    "contact_import": f" | {KEEP}",
    "contact_take_in": " | 405/page team | 403 participants donor media",
    "nominations": " | page/405 team participants | 403 donor media",
    "nomination_add": " | page participants | 403 team donor media",
    "nomination_answer": "pk=nomination | page team | 403 own",
    "nomination_share": "pk=nomination | 405/redirect team | 403 own",
    "public_bodies": " | page/405 team government | 403 participants -government donor media",
    "public_body_add": " | page team government | 403 participants -government donor media",
    "public_body_edit": "pk=body | page team government",
    "public_body_decide": "pk=body | page team | 403 government",
}
