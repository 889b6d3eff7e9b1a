"""Counts the months of the Roadmap: from numbers to days and to words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day_after(start: date, months: int) -> date:
    """Return the day so many months later; where that month is too short, its last day."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def time_in_words(begins: int | None, ends: int | None, start: date | None = None) -> str:
    """Say from which month to which, with the calendar's months where one knows when counting begins; empty without both."""
    if begins is None or ends is None:
        return ""
    words = _("Months %(begins)d to %(ends)d") % {"begins": begins, "ends": ends}
    if start is None:
        return words
    days = {"from": _month(day_after(start, begins)), "to": _month(day_after(start, ends)), "words": words}
    return _("%(words)s (%(from)s to %(to)s)") % days


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")
