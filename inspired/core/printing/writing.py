"""Says in which direction a language is written, for templates of paper, where style sheets know no logical margins."""

from __future__ import annotations

from django.utils.translation import get_language_info


def writing_of(language: str) -> dict[str, str]:
    """Return what every template under ``templates/pdf/`` takes: ``language``, ``dir``, ``start`` and ``end``.

    ``start`` and ``end`` are the sides on which lines begin and end.
    """
    start, end = ("right", "left") if is_right_to_left(language) else ("left", "right")
    return {"language": language, "dir": "rtl" if is_right_to_left(language) else "ltr", "start": start, "end": end}


def is_right_to_left(language: str) -> bool:
    """Say whether this language is written from right to left."""
    return bool(get_language_info(language)["bidi"])
