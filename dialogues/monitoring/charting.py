"""Computes the picture of the timeline: bars from begin to end, marks for reports, the months along the top. Pure.

Units are those of the picture, ``WIDTH`` wide; days are spread evenly between the first and the last day drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, LEFT, RIGHT, TOP, ROW, BAR = 720, 46, 12, 30, 22, 10
MOST_TICKS, LABEL = 8, 60  # months named along the top, and the room that the name of one needs


@dataclass(frozen=True)
class Mark:
    """Something reported on a day, with its tone; ``words`` say both the day and what was reported."""

    on: date
    tone: str
    words: str


@dataclass(frozen=True)
class Span:
    """One recommendation: from when to when it is to be carried out, and what was reported on it."""

    code: str
    title: str
    begins: date | None
    ends: date | None
    is_late: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def days(self) -> list[date]:
        """Every day it needs in the picture."""
        return [day for day in (self.begins, self.ends, *(mark.on for mark in self.marks)) if day is not None]

    @property
    def told(self) -> list[str]:
        """What was reported, in words."""
        return [mark.words for mark in self.marks]


@dataclass(frozen=True)
class Bar:
    """A line of the picture: where it stands, its bar, and its marks as (x, tone)."""

    code: str
    y: int
    x: int
    width: int
    is_late: bool
    marks: tuple[tuple[int, str], ...]

    @property
    def middle(self) -> int:
        """The middle of the bar."""
        return self.y + BAR // 2

    @property
    def foot(self) -> int:
        """The line on which its code is written."""
        return self.y + BAR


@dataclass(frozen=True)
class Chart:
    """The whole picture; ``ticks`` are the first days of months as (x, day), ``today`` stands at an x of its own."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, date], ...]
    today: int | None
    width: int = WIDTH


def draw(spans: Sequence[Span], today: date) -> Chart:
    """Place the spans. Every x lies within the picture, and an earlier day never right of a later one."""
    days = [day for span in spans for day in span.days] or [today]
    first, last = min(days).replace(day=1), max(days) + timedelta(days=1)

    def place(day: date) -> int:
        return LEFT + round((WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1))

    bars = tuple(_bar(number, span, place) for number, span in enumerate(spans))
    here = place(today) if first <= today <= last else None
    ticks = tuple((place(day), day) for day in _months(first, last) if place(day) <= WIDTH - LABEL)
    return Chart(TOP + ROW * len(spans) + 8, bars, ticks, here)


def _bar(number: int, span: Span, at: Callable[[date], int]) -> Bar:
    begins, ends = span.begins or span.ends, span.ends or span.begins
    x = at(begins) if begins else LEFT
    width = max(at(ends) - x, 4) if begins and ends else 0
    marks = tuple((at(mark.on), mark.tone) for mark in span.marks)
    return Bar(span.code, TOP + ROW * number, x, width, span.is_late, marks)


def _months(first: date, last: date) -> list[date]:
    """Return the first days of so many months that their names have room beside each other."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = -(-months // MOST_TICKS)
    found = []
    for number in range(0, months, step):
        years, month = divmod(first.month - 1 + number, 12)
        found.append(date(first.year + years, month + 1, 1))
    return found
