"""Turns what seats say about criteria into weights. Computes only.

A seat gives an order or shares out a hundred points; either becomes weights that sum to 1, and the weights of a set are
the mean over its seats. Nobody's weights count more than anybody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dialogues.consensus.states.criteria import CriterionStatus, Weighting
from dialogues.turnout import FEWEST

if TYPE_CHECKING:
    from dialogues.consensus.models import CriteriaSet

ALL_POINTS = 100


def weights_of(criteria_set: CriteriaSet) -> dict[str, float]:
    """Return the weight of each criterion that is kept, by its key; they sum to 1. Two queries.

    The mean over the seats that weighed this set, entered and unconfirmed ones included. Equal weights as long as fewer
    than three did: the weights of one or two would give away what these seats said.
    """
    keys = list(criteria_set.criteria.filter(status=CriterionStatus.KEPT).values_list("key", flat=True))
    said = criteria_set.weighings.values_list("values", flat=True)
    return shared_weights(keys, criteria_set.weighting, said)


def shared_weights(keys: Sequence[str], weighting: str, said: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean of what fits these keys, equal weights when fewer than three do."""
    found = [weights_from(keys, weighting, values) for values in said if fits(keys, values)]
    return mean_weights(keys, found if len(found) >= FEWEST else [])


def fits(keys: Iterable[str], values: Mapping[str, float]) -> bool:
    """Say whether a seat weighed these criteria and no others: one added or left out since asks it again."""
    return set(values) == set(keys)


def weights_from(keys: Sequence[str], weighting: str, values: Mapping[str, float]) -> dict[str, float]:
    """Return one seat's weights by key, from its places or its points; they sum to 1."""
    turned = from_points if weighting == Weighting.POINTS else from_places
    return turned({key: values[key] for key in keys})


def centroid_weights(count: int) -> list[float]:
    """Return the rank-order-centroid weights of so many criteria, the most important first; they sum to 1.

    With n criteria the one on place k weighs (1/n) · (1/k + 1/(k+1) + … + 1/n): the middle of all weights that go with
    the order. Source: F. H. Barron and B. E. Barrett, "Decision quality using ranked attribute weights", Management
    Science 42(11), 1996, 1515–1523; among rank-based weights W. G. Stillwell, D. A. Seaver and W. Edwards, "A comparison
    of weight approximation techniques in multiattribute utility decision making", Organizational Behavior and Human
    Performance 28, 1981, 62–77.
    """
    return [sum(1 / place for place in range(first, count + 1)) / count for first in range(1, count + 1)]


def from_places(places: Mapping[str, float]) -> dict[str, float]:
    """Return rank-order-centroid weights by key. Those on the same place share what their places together weigh (our convention)."""
    weights, given = centroid_weights(len(places)), 0
    found: dict[str, float] = {}
    ordered = sorted(places, key=lambda key: (places[key], key))
    for _place, group in groupby(ordered, key=lambda key: places[key]):
        together = list(group)
        share = sum(weights[given : given + len(together)]) / len(together)
        given += len(together)
        found |= dict.fromkeys(together, share)
    return found


def from_points(points: Mapping[str, float]) -> dict[str, float]:
    """Return each share of the points; equal shares where none were given."""
    total = sum(points.values())
    return {key: value / total if total else 1 / len(points) for key, value in points.items()}


def mean_weights(keys: Sequence[str], found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean over seats by key; equal weights when there is none."""
    if not found:
        return {key: 1 / len(keys) for key in keys}
    return {key: sum(one[key] for one in found) / len(found) for key in keys}


def placed(keys: Iterable[str], given: Mapping[str, int | None]) -> dict[str, int]:
    """Return a place for every key: one more than how many come before. What has no number comes after all that have one."""
    known = {key: given.get(key) for key in keys}
    last = max((value for value in known.values() if value is not None), default=0) + 1
    said = {key: last if value is None else value for key, value in known.items()}
    return {key: 1 + sum(other < value for other in said.values()) for key, value in said.items()}
