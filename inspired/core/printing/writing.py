"""Says what a template of paper cannot find out itself: the direction of a language, and which tables are tight."""

from __future__ import annotations

from itertools import zip_longest

from django.utils.translation import get_language_info

from inspired.core.text import to_plain

ROW = 60  # letters, capitals among them, that fit beside each other in a row of a table on A4
BETWEEN = 2  # letters that the space between two columns takes


def writing_of(language: str) -> dict[str, str]:
    """Return what every template under ``templates/pdf/`` takes: ``language``, ``dir``, ``start`` and ``end``.

    ``start`` and ``end`` are the sides on which lines begin and end.
    """
    start, end = ("right", "left") if is_right_to_left(language) else ("left", "right")
    return {"language": language, "dir": direction_of(language), "start": start, "end": end}


def direction_of(language: str) -> str:
    """Say in which direction a page sets this language: ``rtl`` or ``ltr``."""
    return "rtl" if is_right_to_left(language) else "ltr"


def is_right_to_left(language: str) -> bool:
    """Say whether this language is written from right to left."""
    return bool(get_language_info(language)["bidi"])


def has_tight_table(text: str) -> bool:
    """Say whether the longest words of a table's columns may not fit side by side: class ``tight`` then breaks them."""
    if "|" not in text:
        return False
    rows = [line.split("\t") for line in to_plain(text).splitlines() if "\t" in line]
    columns = zip_longest(*rows, fillvalue="")
    return sum(BETWEEN + max(len(word) for cell in column for word in ("", *cell.split())) for column in columns) > ROW
