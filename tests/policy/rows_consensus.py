"""Who gets what from the routes of challenges and evaluative criteria (see ``reading``)."""

ROWS = {
    "consensus": " | page/405 team participants donor | 403 media",
}
