"""Of how many answers anything is said together, and how a share reads."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.turnout import AT_LEAST, FEWEST, in_percent, is_enough

SEATS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("answered", "asked", "fewest", "enough"),
    [
        (0, 0, AT_LEAST, False),
        (1, 1, AT_LEAST, False),
        (2, 2, AT_LEAST, True),
        (2, 4, AT_LEAST, True),
        (2, 5, AT_LEAST, False),
        (2, 2, FEWEST, False),
        (3, 6, FEWEST, True),
        (3, 7, FEWEST, False),
    ],
)
def test_a_category_is_stated_with_half_of_its_seats_and_enough_of_them(answered, asked, fewest, enough) -> None:
    assert is_enough(answered, asked, fewest=fewest) == enough


@given(SEATS, SEATS, st.sampled_from([AT_LEAST, FEWEST]))
def test_one_more_answer_never_makes_a_category_unstated(answered, asked, fewest) -> None:
    assert is_enough(answered + 1, asked, fewest=fewest) >= is_enough(answered, asked, fewest=fewest)


@given(st.fractions(0, 1), st.integers(0, 100))
def test_a_share_reads_as_reached_only_where_it_is(share, threshold) -> None:
    said = in_percent(share)
    assert said is not None and 100 * share - 1 < said <= 100 * share
    assert (said >= threshold) == (100 * share >= threshold)


def test_what_is_not_stated_has_no_figure() -> None:
    assert in_percent(None) is None and in_percent(Fraction(2, 3)) == 66
