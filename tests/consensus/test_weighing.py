"""Weights: the rank-order-centroid rule, points, the mean over seats, and what must hold whatever seats say."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.consensus.method_criteria import METHOD, in_words
from dialogues.consensus.states.criteria import Weighting
from dialogues.consensus.weighing import (
    centroid_weights,
    fits,
    from_places,
    from_points,
    placed,
    shared_weights,
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = ["fairness", "legality", "value", "access"]
PLACES = st.fixed_dictionaries(dict.fromkeys(KEYS, st.one_of(st.none(), st.integers(1, 4))))
RANKS = PLACES.filter(lambda given: any(given.values())).map(lambda given: placed(KEYS, given))


def points() -> st.SearchStrategy[dict[str, int]]:
    cuts = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
    return cuts.map(lambda at: dict(zip(KEYS, (at[0], at[1] - at[0], at[2] - at[1], 100 - at[2]), strict=True)))


def test_the_published_weights_of_four_criteria() -> None:
    assert centroid_weights(4) == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=1e-4)
    assert centroid_weights(1) == [1]


def test_what_shares_a_place_shares_the_weight_and_what_has_none_comes_last() -> None:
    assert placed(KEYS, {"legality": 1, "value": 4}) == {"fairness": 3, "legality": 1, "value": 2, "access": 3}
    weights = from_places(placed(KEYS, {"legality": 1, "value": 4}))
    assert weights["fairness"] == weights["access"] == pytest.approx((0.1458 + 0.0625) / 2, abs=1e-4)


def test_points_of_nothing_are_equal_shares() -> None:
    assert from_points({"fairness": 0, "legality": 0}) == {"fairness": 0.5, "legality": 0.5}


def test_one_added_since_asks_a_seat_again() -> None:
    assert fits(KEYS, placed(KEYS, {"value": 1}))
    assert not fits([*KEYS, "gender"], placed(KEYS, {"value": 1}))


@pytest.mark.parametrize(("weighting", "said"), [(Weighting.RANK, RANKS), (Weighting.POINTS, points())])
def test_weights_sum_to_one_and_permuting_the_seats_changes_nothing(weighting, said) -> None:
    @UNHURRIED
    @given(st.lists(said, max_size=8), st.data())
    def holds(given_, data) -> None:
        weights = shared_weights(KEYS, weighting, given_)
        assert sum(weights.values()) == pytest.approx(1) and all(value >= 0 for value in weights.values())
        mixed = data.draw(st.permutations(given_))
        assert shared_weights(KEYS, weighting, mixed) == pytest.approx(weights)
        if len(given_) < 3:
            assert set(weights.values()) == {0.25}, "one or two seats would give themselves away"

    holds()


@UNHURRIED
@given(st.lists(RANKS, min_size=3, max_size=8), st.data())
def test_raising_a_criterion_in_one_order_never_lowers_its_weight(given_, data) -> None:
    at, raised = data.draw(st.integers(0, len(given_) - 1)), data.draw(st.sampled_from(KEYS))
    first = {**given_[at], raised: 0}
    after = [*given_[:at], placed(KEYS, first), *given_[at + 1 :]]
    before = shared_weights(KEYS, Weighting.RANK, given_)[raised]
    assert shared_weights(KEYS, Weighting.RANK, after)[raised] >= before - 1e-12


@UNHURRIED
@given(points())
def test_points_become_their_share(said) -> None:
    assert from_points(said) == pytest.approx({key: value / 100 for key, value in said.items()})


def test_the_method_has_five_criteria_of_which_one_has_three_parts() -> None:
    assert len(METHOD) == 7 and sum("feasibility" in one.key for one in METHOD) == 3
    assert [row["key"] for row in in_words("en")] == [one.key for one in METHOD]
    assert in_words("fr")[2]["title"] != in_words("en")[2]["title"], "a dialogue in French begins in French"
