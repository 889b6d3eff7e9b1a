"""Who gets what from the pages that show all floors (see ``reading`` for how a row is read)."""

ROWS = {
    "home": " | page/405 all",
    "library": " | page/405 all",
    "library_version": "number=1 | 404/405 all",  # not published
    "library_pdf": "number=1 | 404/405 all",
    "verify": " | page all",
}
