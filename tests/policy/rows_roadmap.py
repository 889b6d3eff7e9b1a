"""Who gets what from the routes of recommendations and of the Roadmap (see ``reading``)."""

ROWS: dict[str, str] = {}
