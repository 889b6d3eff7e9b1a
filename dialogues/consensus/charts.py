"""Geometry of the drawings of an appraisal: where bars, marks and lines stand in a picture of a given size. No words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .scoring import HIGHEST, LOWEST, Figures
from .sensitivity import Line, Stretch

STEPS = range(LOWEST, HIGHEST + 1)
SPREAD_WIDTH, SPREAD_MARGIN = 120, 8
LEFT, RIGHT, TOP, BOTTOM = 24, 344, 12, 172
LINE = 12  # between two names, so that both can be read
HATCHES = ("", "6 3", "2 3", "9 3 2 3", "1 5", "12 4")


@dataclass(frozen=True)
class Spread:
    """A bar from the lowest to the highest score with a mark at the median, and ticks at each step of the scale."""

    low: float
    high: float
    median: float
    ticks: tuple[float, ...]
    width: int = SPREAD_WIDTH


@dataclass(frozen=True)
class Drawn:
    """One option's line in the picture, with the dashes that tell it from the others without colour."""

    option: str
    y_start: float
    y_end: float
    dashes: str
    y_label: float = 0.0


@dataclass(frozen=True)
class Picture:
    """The lines of all options, the weights where the order changes, and the weight that was agreed."""

    lines: tuple[Drawn, ...]
    cuts: tuple[float, ...]
    agreed: float
    levels: tuple[tuple[int, float], ...]


def spread(told: Figures) -> Spread | None:
    """Place the spread of scores; None where fewer than three gave one."""
    if told.low is None or told.high is None or told.median is None:
        return None
    return Spread(_along(told.low), _along(told.high), _along(told.median), tuple(_along(step) for step in STEPS))


def picture(drawn: list[Line], cut: list[Stretch], agreed: float) -> Picture:
    """Place the lines of all options over the weight of one criterion, from 0 on the left to 1 on the right."""
    heights = _apart([_height(line.end) for line in drawn])
    return Picture(
        tuple(
            Drawn(line.option, _height(line.start), _height(line.end), HATCHES[at % len(HATCHES)], heights[at])
            for at, line in enumerate(drawn)
        ),
        tuple(_across(one.begins) for one in cut[1:]),
        _across(Fraction(agreed)),
        tuple((step, _height(Fraction(step))) for step in STEPS),
    )


def _apart(heights: list[float]) -> list[float]:
    """Push the names at the right end apart, so that none covers another."""
    placed, last = dict.fromkeys(range(len(heights)), 0.0), float("-inf")
    for at in sorted(range(len(heights)), key=lambda one: heights[one]):
        last = placed[at] = max(heights[at], last + LINE)
    return [placed[at] for at in range(len(heights))]


def _along(score: Fraction | int) -> float:
    return round(SPREAD_MARGIN + float(score) / HIGHEST * (SPREAD_WIDTH - 2 * SPREAD_MARGIN), 2)


def _across(weight: Fraction) -> float:
    return round(LEFT + float(weight) * (RIGHT - LEFT), 2)


def _height(score: Fraction) -> float:
    return round(BOTTOM - float(score) / HIGHEST * (BOTTOM - TOP), 2)
