"""Puts scores together: the median and the full spread of one option under one criterion, and simple additive weighting.

Pure functions on plain values. No statistic is made of fewer than three answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from dialogues.turnout import FEWEST

LOWEST, HIGHEST = 0, 4
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Figures:
    """What seats gave one option under one criterion: ``scores`` in order, and how many cannot say."""

    scores: tuple[int, ...] = ()
    cannot_say: int = 0

    @property
    def answered(self) -> int:
        """How many gave an answer, "cannot say" being one."""
        return len(self.scores) + self.cannot_say

    @property
    def is_told(self) -> bool:
        """Are there enough scores to say anything of them together?"""
        return len(self.scores) >= FEWEST

    @property
    def median(self) -> Fraction | None:
        """The score in the middle, or half-way between the two in the middle; 0 to 4. None for fewer than three."""
        return middle(self.scores) if self.is_told else None

    @property
    def low(self) -> int | None:
        """The lowest score given; None for fewer than three."""
        return self.scores[0] if self.is_told else None

    @property
    def high(self) -> int | None:
        """The highest score given; None for fewer than three."""
        return self.scores[-1] if self.is_told else None

    @property
    def disagreement(self) -> tuple[int, Fraction]:
        """How far apart the answers are, to sort by: highest less lowest, then the mean distance from the median.

        (-1, 0) for fewer than three, so that what nothing is said of comes last.
        """
        if not self.is_told:
            return -1, Fraction(0)
        twice = int(2 * middle(self.scores))  # whole, so that the sum is quick and exact
        apart = sum(abs(2 * one - twice) for one in self.scores)
        return self.scores[-1] - self.scores[0], Fraction(apart, 2 * len(self.scores))


def figures(answers: Iterable[int | None]) -> Figures:
    """Collect answers, None standing for "cannot say". The order in which seats come makes no difference."""
    given = list(answers)
    return Figures(tuple(sorted(one for one in given if one is not None)), sum(one is None for one in given))


def middle(scores: Iterable[int]) -> Fraction:
    """Return the median of at least one score, exactly."""
    known = sorted(scores)
    half = len(known) // 2
    return Fraction(known[half]) if len(known) % 2 else Fraction(known[half - 1] + known[half], 2)


def weighed(values: Mapping[Key, Fraction], weights: Mapping[Key, float]) -> Fraction | None:
    """Return the sum of weight times value over the sum of weights; 0 to 4, None where no weight is left.

    Simple additive weighting, the oldest and plainest rule (Churchman and Ackoff 1954; Hwang and Yoon 1981, chapter 3):
    ``S = sum(w_k * m_k) / sum(w_k)`` over the criteria k. Dividing by the sum makes the size of the weights irrelevant.
    Exact: no rounding decides which of two options comes first.
    """
    shares = {key: Fraction(weights.get(key, 0)) for key in values}
    total = sum(shares.values(), Fraction(0))
    return sum((shares[key] * value for key, value in values.items()), Fraction(0)) / total if total else None


def in_order(scores: Mapping[Key, Fraction]) -> list[list[Key]]:
    """Put what was scored in order, the highest first; equals share a place, in the order in which they came."""
    places: dict[Fraction, list[Key]] = {}
    for key, score in scores.items():
        places.setdefault(score, []).append(key)
    return [places[score] for score in sorted(places, reverse=True)]
