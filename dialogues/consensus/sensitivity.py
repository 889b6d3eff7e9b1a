"""How the order of options changes when one criterion weighs more or less. Pure and exact: fractions, never rounded.

With the weight ``w`` of criterion k between 0 and 1 and all others sharing ``1 - w`` as before, an option's score by
simple additive weighting is a straight line ``S(w) = w * m_k + (1 - w) * r``: ``m_k`` is its median under k and ``r`` the
weighed mean of its other medians. Two options change places where their lines cross (Triantaphyllou and Sánchez 1997,
"A sensitivity analysis approach for some deterministic multi-criteria decision-making methods", Decision Sciences 28(1)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from .scoring import in_order, weighed

Medians = Mapping[str, Mapping[str, Fraction]]  # by option, then by criterion


@dataclass(frozen=True)
class Line:
    """The score of one option while the weight goes from 0 to 1: ``start`` at 0, ``end`` at 1."""

    option: str
    start: Fraction
    end: Fraction

    def at(self, weight: Fraction) -> Fraction:
        """Return its score at a weight."""
        return self.start + weight * (self.end - self.start)


@dataclass(frozen=True)
class Stretch:
    """From one weight to another the order of options stays the same; equals share a place."""

    begins: Fraction
    ends: Fraction
    order: tuple[tuple[str, ...], ...]

    @property
    def first(self) -> tuple[str, ...]:
        """Who comes first on this stretch."""
        return self.order[0] if self.order else ()


def lines(medians: Medians, weights: Mapping[str, float], criterion: str) -> list[Line]:
    """Return the lines of the options that have a median under every criterion; the others are left out.

    Where the criterion carries all the weight now, the others share what it gives up alike.
    """
    others = {key: weight for key, weight in weights.items() if key != criterion}
    if not any(others.values()):
        others = dict.fromkeys(others, 1.0)
    found = []
    for option, known in medians.items():
        if set(weights) - set(known) or criterion not in known:
            continue
        rest = weighed({key: value for key, value in known.items() if key in others}, others)
        end = known[criterion]
        found.append(Line(option, end if rest is None else rest, end))
    return found


def crossing(one: Line, other: Line) -> Fraction | None:
    """Return the weight, above 0 and below 1, at which two options change places; None where they do not."""
    difference = one.start - other.start
    steeper = (other.end - other.start) - (one.end - one.start)
    if not steeper:
        return None
    weight = difference / steeper
    return weight if 0 < weight < 1 else None


def stretches(drawn: list[Line]) -> list[Stretch]:
    """Cut the way from 0 to 1 at every crossing and say the order on each stretch, judged half-way."""
    cuts = {crossing(one, other) for one, other in combinations(drawn, 2)} - {None}
    points = sorted({Fraction(0), Fraction(1), *(cut for cut in cuts if cut is not None)})
    found = []
    for begins, ends in pairwise(points):
        half = (begins + ends) / 2
        order = in_order({line.option: line.at(half) for line in drawn})
        found.append(Stretch(begins, ends, tuple(tuple(place) for place in order)))
    return found


def changes_of_first(cut: list[Stretch]) -> list[Fraction]:
    """Return the weights at which another option comes first."""
    return [after.begins for before, after in pairwise(cut) if before.first != after.first]
