"""How broad and how deep the consensus on a version of the Roadmap is. Plain arithmetic; reads and decides nothing.

Source: the method asks the host to balance *breadth*, the number and diversity of those who endorse, against *depth*,
how detailed the actions are that they agree on; the two pull in opposite directions. How both are counted is our
suggestion: breadth is the share of the organisations asked that endorse, with or without a reservation, and beside it
how many of the nine categories they come from; depth is the share of the recommendations that have a lead, a time
frame, resources and an indicator. All shares lie between 0 and 1; where nothing can be counted they are None.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass

from dialogues.consensus.completeness import is_deep
from dialogues.turnout import FEWEST

ALL_CATEGORIES = 9


@dataclass(frozen=True)
class Breadth:
    """Who stands behind a version: how many endorse of those asked, and from how many of the nine categories."""

    asked: int
    endorsing: int
    categories: int

    @property
    def share(self) -> float | None:
        """Endorsing of asked, from 0 to 1; None where fewer than three were asked, which makes no statistic."""
        return self.endorsing / self.asked if self.asked >= FEWEST else None


@dataclass(frozen=True)
class Depth:
    """How detailed a version is: how many of its recommendations say who, when, with what and how one sees it."""

    recommendations: int
    deep: int

    @property
    def share(self) -> float | None:
        """Deep of all, from 0 to 1; None for a version without recommendations."""
        return self.deep / self.recommendations if self.recommendations else None


def breadth(asked: Mapping[Hashable, str], endorsing: Collection[Hashable]) -> Breadth:
    """Count breadth: ``asked`` gives the category of each seat that was asked; who was not asked does not count."""
    behind = {seat for seat in endorsing if seat in asked}
    return Breadth(len(asked), len(behind), len({asked[seat] for seat in behind}))


def depth(said: Iterable[Set[str]]) -> Depth:
    """Count depth: for each recommendation the attributes that it has (``completeness.said_in_block``)."""
    every = [is_deep(one) for one in said]
    return Depth(len(every), sum(every))
