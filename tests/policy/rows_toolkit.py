"""Who gets what from toolkit, guide, readings and pages about this site (see ``reading`` for how a row is read)."""

OPEN = "page/405 all"
ROWS = {
    "toolkit": f" | {OPEN}",
    "tool": f"number=7 slug='workshops' | {OPEN}",
    "guide": f" | {OPEN}",
    "guide_page": f"slug='core-values' | {OPEN}",
    "readings": f" | {OPEN}",
    "about": f"slug='legal' | {OPEN}",
}
