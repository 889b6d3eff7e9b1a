"""The order of options by simple additive weighting of their medians, and how it changes as one criterion weighs more or less."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dialogues.consensus.charts import Picture, picture
from dialogues.consensus.models import Criterion, Option
from dialogues.consensus.results import OptionResult, Results
from dialogues.consensus.scoring import in_order, weighed
from dialogues.consensus.sensitivity import Line, Stretch, changes_of_first, lines, stretches

FEWEST_OPTIONS = 2  # one alone is in no order


@dataclass(frozen=True)
class Place:
    """An option's place in the order: its weighed score from 0 to 4; options of one score share a place."""

    number: int
    option: Option
    score: float


@dataclass(frozen=True)
class Sway:
    """What one criterion's weight does to the order: the agreed weight, and where another option would come first."""

    criterion: Criterion
    weight: float
    drawn: tuple[Line, ...]
    stretches: tuple[Stretch, ...]

    @property
    def turning_points(self) -> list[float]:
        """The weights at which another option comes first."""
        return [float(one) for one in changes_of_first(list(self.stretches))]

    @property
    def picture(self) -> Picture:
        """The drawing."""
        return picture(list(self.drawn), list(self.stretches), self.weight)


@dataclass(frozen=True)
class LeftOut:
    """An option that too few scored to compare it, and under which criteria that is so."""

    option: Option
    lacks: tuple[Criterion, ...]


@dataclass(frozen=True)
class Order:
    """The order with the agreed weights; ``left_out`` are options that too few scored under some criterion.

    Places and sways are empty where fewer than two options can be compared: whatever is left would come first.
    """

    places: tuple[Place, ...]
    left_out: tuple[LeftOut, ...]
    sways: tuple[Sway, ...]


def order_of(results: Results, weights: dict[str, float]) -> Order:
    """Put options in order; computes only. ``weights`` holds each kept criterion's weight by its key."""
    options = {one.option.letter: one.option for one in results.options}
    medians = {
        one.option.letter: {
            cell.criterion.key: cell.told.median for cell in one.results if cell.told.median is not None
        }
        for one in results.options
    }
    known = {name: values for name, values in medians.items() if not set(weights) - set(values)}
    scores = {name: score for name, values in known.items() if (score := weighed(values, weights)) is not None}
    left_out = tuple(_left_out(one, weights) for one in results.options if one.option.letter not in scores)
    if len(scores) < FEWEST_OPTIONS:
        return Order((), left_out, ())
    places, number = [], 1
    for shared in in_order(scores):
        places += [Place(number, options[name], float(scores[name])) for name in shared]
        number += len(shared)
    sways = tuple(_sway(one, known, weights) for one in results.sheet.criteria if one.key in weights)
    return Order(tuple(places), left_out, sways)


def _left_out(found: OptionResult, weights: dict[str, float]) -> LeftOut:
    few = (one.criterion for one in found.results if one.told.median is None and one.criterion.key in weights)
    return LeftOut(found.option, tuple(few))


def _sway(criterion: Criterion, known: dict[str, dict[str, Fraction]], weights: dict[str, float]) -> Sway:
    drawn = lines(known, weights, criterion.key)
    return Sway(criterion, weights[criterion.key], tuple(drawn), tuple(stretches(drawn)))


def stretch_rows(sway: Sway, titles: dict[str, Any]) -> list[dict[str, Any]]:
    """Say for each stretch of weights the order of options, for the table beside the drawing."""
    return [
        {
            "begins": float(one.begins),
            "ends": float(one.ends),
            "order": [[titles[name] for name in place] for place in one.order],
            "holds": one.begins <= Fraction(sway.weight) <= one.ends,
        }
        for one in sway.stretches
    ]
