"""Counts the months of the Roadmap: from numbers to days and to words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day_after(start: date, months: int) -> date:
    """Return the day so many months later; where that month is too short, its last day."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def last_day(start: date, begins: int, ends: int) -> date:
    """Return the last day of a time frame: counting begins at 0, so that months 0 to 12 are one year and no day more."""
    return max(day_after(start, begins), day_after(start, ends) - timedelta(days=1))


def time_in_words(begins: int | None, ends: int | None, start: date | None = None) -> str:
    """Say from which month to which, with the first and the last of the calendar where one knows when counting begins.

    Empty without both.
    """
    if begins is None or ends is None:
        return ""
    words = _("Months %(begins)d to %(ends)d") % {"begins": begins, "ends": ends}
    if start is None:
        return words
    first, last = day_after(start, begins), last_day(start, begins, ends)
    if (first.year, first.month) == (last.year, last.month):
        return _("%(words)s (%(month)s)") % {"words": words, "month": _month(last)}
    opening = date_format(first, "F") if first.year == last.year else _month(first)
    return _("%(words)s (%(from)s to %(to)s)") % {"words": words, "from": opening, "to": _month(last)}


def how_months_count(start: date | None) -> str:
    """Explain to whoever writes a time frame that months count from 0, by the days of the calendar where they are known."""
    if start is None:
        return _("Months count from 0: the first year is 0 to 12.")
    days = {"first": date_format(start), "last": date_format(last_day(start, 0, 12))}
    return _("Months count from 0: “from month 0” is from %(first)s, “to month 12” is until %(last)s.") % days


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")
