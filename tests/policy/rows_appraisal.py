"""Who gets what from the routes of options and their appraisal (see ``reading``)."""

ROWS: dict[str, str] = {}
