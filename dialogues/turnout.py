"""Says whether enough have answered for anything to be said of them together. Computes only.

Our rules, the same wherever answers are counted: no statistic of fewer than three, and of a category only once at least
half of its seats have answered, and two of them.
"""

from __future__ import annotations

from fractions import Fraction

FEWEST = 3  # answers of which something is said together
AT_LEAST = 2  # answers of a category that is stated, where organisations answer under their names


def is_enough(answered: int, asked: int, *, fewest: int = AT_LEAST) -> bool:
    """Have at least half of the seats of a category answered, and at least ``fewest`` of them?"""
    return answered >= fewest and 2 * answered >= asked


def in_percent(share: Fraction | None) -> int | None:
    """Return a share in whole per cent, rounded down: 74.6 does not read as 75, and nothing as reached that is not."""
    return None if share is None else int(100 * share)
