"""Who gets what from talking with the host in confidence: its author and the host team (see ``reading``)."""

ROWS = {
    "messages": " | page/405 insiders | 403 media",
    "message_new": " | page participants donor | 403 team media",
    "message_bounds": " | 405/redirect team | 403 participants donor media",
    "message": "pk=talk | page team head",
    "message_seen": "pk=talk | 405/redirect team | 403 head",
    "message_forget": "pk=talk | 403 team | page/redirect head",
    "message_file": "pk=message | page/405 team head",
}
