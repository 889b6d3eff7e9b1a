"""Agreement by declared category: who is in favour of an option, in each category, and across all of them.

Pure functions on plain values. Nine civil-society organisations in favour and one ministry against is no consensus:
what counts is the category that agrees least, and the product over the categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from dialogues.turnout import AT_LEAST, is_enough

MIDDLE = 2  # of the scale from 0 to 4


@dataclass(frozen=True)
class InCategory:
    """How one category stands to an option: ``asked`` seats at the table, ``answered`` of them, ``favour`` in favour."""

    category: str
    asked: int
    answered: int
    favour: int
    fewest: int = AT_LEAST

    @property
    def is_stated(self) -> bool:
        """Have at least half of its seats and at least ``fewest`` of them answered?"""
        return is_enough(self.answered, self.asked, fewest=self.fewest)

    @property
    def share(self) -> Fraction | None:
        """The share in favour of those that answered, 0 to 1; None where it is not stated."""
        return Fraction(self.favour, self.answered) if self.is_stated else None


@dataclass(frozen=True)
class Agreement:
    """One option's agreement, category by category, and what follows across those that are stated."""

    categories: tuple[InCategory, ...]

    @property
    def stated(self) -> tuple[InCategory, ...]:
        """The categories of which something is said."""
        return tuple(one for one in self.categories if one.is_stated)

    @property
    def missing(self) -> tuple[InCategory, ...]:
        """The categories at the table of which nothing can be said yet: they are named, not left out."""
        return tuple(one for one in self.categories if not one.is_stated)

    @property
    def smallest(self) -> Fraction | None:
        """The share in favour in the category that agrees least; None where none is stated."""
        return min((one.share for one in self.stated if one.share is not None), default=None)

    @property
    def product(self) -> Fraction | None:
        """Group-aware consensus: the product over the categories of the share in favour; never above ``smallest``.

        As in Polis (Small, Bjorkegren, Erkkilä, Shaw and Megill 2021, "Polis: scaling deliberation by mapping high
        dimensional opinion spaces", Recerca 26(2)): ``prod over g of P_g(agree)``. Two things differ on purpose: the
        groups are the declared categories and not clusters found in the answers, and the share is the plain one without
        the pseudo-counts ``(1 + agree) / (2 + seen)`` with which Polis corrects for a sample, because the seats of a
        category are all of it.
        """
        shares = [one.share for one in self.stated if one.share is not None]
        return prod(shares, start=Fraction(1)) if shares else None


def in_favour(scores: Iterable[int | None]) -> bool | None:
    """Is a seat in favour: do its own scores for an option, each criterion alike, come out above the middle of the scale?

    None where it gave no score at all: whoever cannot say is neither for nor against.
    """
    known = [one for one in scores if one is not None]
    return sum(known) > MIDDLE * len(known) if known else None


def agreement(
    asked: Mapping[str, int], stands: Iterable[tuple[str, bool | None]], *, fewest: int = AT_LEAST
) -> Agreement:
    """Count by category. ``asked`` holds the seats at the table in each, ``stands`` a category and yes or no for each seat.

    The order of seats makes no difference, and one more seat in favour never lowers a share that is stated.
    """
    given: dict[str, list[bool]] = {category: [] for category in asked}
    for category, stand in stands:
        if stand is not None:
            given.setdefault(category, []).append(stand)
    rows = (
        InCategory(category, max(asked.get(category, 0), len(known)), len(known), sum(known), fewest)
        for category, known in given.items()
    )
    return Agreement(tuple(rows))
