"""Geometry of the spread of a ranking: where the places of each challenge stand in a picture. No words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.consensus.counting import Counted

LEFT, RIGHT, TOP, ROW = 34, 350, 10, 26
WIDTH, BOX = 360, 12
MOST_STEPS = 10  # numbers along the foot that can be read beside each other on a telephone


@dataclass(frozen=True)
class Bar:
    """One challenge: a line from the best to the worst place, a mark at the median, and a box around the middle half."""

    number: int
    y: float
    best: float
    worst: float
    middle: float
    box: tuple[float, float] | None

    @property
    def box_width(self) -> float:
        """How wide the box is; 0 without one."""
        return round(self.box[1] - self.box[0], 2) if self.box else 0

    @property
    def box_top(self) -> float:
        """Where the box begins."""
        return self.y - BOX / 2


@dataclass(frozen=True)
class Picture:
    """All challenges below each other, the first place at the left."""

    bars: tuple[Bar, ...]
    steps: tuple[tuple[int, float], ...]
    height: int
    width: int = WIDTH

    @property
    def foot(self) -> int:
        """How far down the lines of the steps reach."""
        return self.height - 20

    @property
    def has_boxes(self) -> bool:
        """Is the middle half drawn anywhere?"""
        return any(bar.box for bar in self.bars)


def picture_of(rows: Sequence[tuple[int, Counted]]) -> Picture | None:
    """Place challenges, each given with its number, in the order of the result; None without any."""
    if not rows:
        return None
    last = rows[0][1].last
    every = -(-last // MOST_STEPS)
    shown = sorted({1, last, *range(every, last, every)} if every > 1 else set(range(1, last + 1)))
    bars = (
        Bar(
            number,
            TOP + ROW * at + ROW / 2,
            _across(one.best, last),
            _across(one.worst, last),
            _across(one.middle, last),
            (_across(one.quarters[0], last), _across(one.quarters[1], last)) if one.quarters else None,
        )
        for at, (number, one) in enumerate(rows)
    )
    steps = tuple((step, _across(step, last)) for step in shown)
    return Picture(tuple(bars), steps, TOP + ROW * len(rows) + 24)


def _across(place: float, last: int) -> float:
    return round(LEFT + (place - 1) / max(last - 1, 1) * (RIGHT - LEFT), 2)
