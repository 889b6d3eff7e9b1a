"""Counts orders of priorities together: Borda count, median place and spread. Computes only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

FEWEST_FOR_QUARTERS = 8  # with fewer, a quarter is one answer: quarters would list the answers


@dataclass(frozen=True)
class Counted:
    """One challenge among all: its place in the result, the points and places that seats gave it, and how many put it first.

    ``points`` run from 0 (last for everybody) to seats · (challenges − 1); places from 1 to the number of challenges.
    ``quarters`` hold the middle half of the places between them; None for fewer than eight orders.
    """

    challenge: int
    place: int
    points: float
    middle: float
    best: float
    worst: float
    firsts: int
    last: int
    quarters: tuple[float, float] | None = None

    @property
    def is_disputed(self) -> bool:
        """Did somebody put it first and somebody else last?"""
        return self.best == 1 and self.worst == self.last > 2


def places_in(order: Sequence[int], among: Sequence[int]) -> dict[int, float]:
    """Return the place of each challenge in one order: 1 is first.

    What an order leaves out shares the places that are left, so that its mean place is the same as if it had been drawn
    by lot among them. What is not among the challenges is passed over.
    """
    asked = set(among)
    named = [one for one in dict.fromkeys(order) if one in asked]
    places: dict[int, float] = {one: float(place) for place, one in enumerate(named, start=1)}
    shared = (len(named) + 1 + len(among)) / 2
    return {one: places.get(one, shared) for one in among}


def quarters(places: Sequence[float]) -> tuple[float, float] | None:
    """Return the first and the third quartile, ends included (Hyndman and Fan 1996, type 7); None for fewer than eight."""
    if len(places) < FEWEST_FOR_QUARTERS:
        return None
    first, _middle, third = quantiles(places, n=4, method="inclusive")
    return first, third


def count(orders: Iterable[Sequence[int]], among: Sequence[int]) -> list[Counted]:
    """Count orders together; return the challenges, the most pressing first.

    Borda count: with n challenges, one on place p gets n − p points from that seat, that is one for each challenge it
    stands before and a half for each it shares a place with. Source: J.-C. de Borda, "Mémoire sur les élections au
    scrutin", 1781; for orders that leave something out, P. Emerson, "The original Borda count and partial voting", Social
    Choice and Welfare 40, 2013, of whose variants we take the one with shared places, under which an order that names
    few is worth neither more nor less. Equal points are put in order by the median place (the middle of all places
    given, the mean of the two middle ones for an even number); challenges equal in both share their place.

    Orders can come in any sequence, and to raise a challenge in one of them never lowers it in the result. No orders, no
    result.
    """
    given = [places_in(order, among) for order in orders]
    if not given or not among:
        return []
    tallies = {one: [places[one] for places in given] for one in among}
    points = {one: sum(len(among) - place for place in places) for one, places in tallies.items()}
    keys = {one: (-points[one], median(places)) for one, places in tallies.items()}
    ordered = sorted(among, key=lambda one: (*keys[one], among.index(one)))
    return [
        Counted(
            challenge=one,
            place=1 + sum(other < keys[one] for other in keys.values()),
            points=points[one],
            middle=median(tallies[one]),
            best=min(tallies[one]),
            worst=max(tallies[one]),
            firsts=sum(place == 1 for place in tallies[one]),
            last=len(among),
            quarters=quarters(tallies[one]),
        )
        for one in ordered
    ]
