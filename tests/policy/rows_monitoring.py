"""Who gets what from the routes of monitoring (see ``reading``)."""

ROWS = {
    "monitoring": " | page/405 members",
}
