"""Who gets what from the contact list, its cards and log, nominations and public bodies (see ``reading``)."""

READ = "page/405 team | 403 participants donor media"
KEEP = "page team | 403 participants donor media"
ROWS = {
    "contacts": f" | {READ}",
    "contact_add": f" | {KEEP}",
    "contact": "pk=listed | page/405 team",
    "contact_edit": "pk=listed | page team",
    "contact_move": "pk=listed | page team",
}
