"""The count of orders: places, what is left out, and what must hold whatever seats say."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.consensus.counting import count, places_in, quarters
from dialogues.consensus.ranking_chart import picture_of
from dialogues.consensus.turnout import countable, may_list_rest
from dialogues.turnout import FEWEST

AMONG = [11, 12, 13, 14, 15]
ORDER = st.permutations(AMONG).flatmap(lambda order: st.integers(1, len(order)).map(lambda most: order[:most]))
ORDERS = st.lists(ORDER, min_size=1, max_size=12)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_places_of_an_order_that_leaves_something_out() -> None:
    assert places_in([13, 11], AMONG) == {11: 2, 12: 4, 13: 1, 14: 4, 15: 4}


def test_borda_points_the_median_and_the_spread() -> None:
    first, second, third = count([[11, 12, 13], [11, 13, 12], [12, 11, 13]], [11, 12, 13])
    assert (first.challenge, first.place, first.points, first.middle, first.firsts) == (11, 1, 5, 1, 2)
    assert (second.challenge, second.points, second.best, second.worst) == (12, 3, 1, 3)
    assert second.is_disputed and not first.is_disputed
    assert (third.challenge, third.points) == (13, 1)


def test_equal_points_are_put_in_order_by_the_median_and_then_share_a_place() -> None:
    shared = count([[11, 12], [12, 11]], [11, 12])
    assert [one.place for one in shared] == [1, 1]
    same = count([[11, 12, 13], [11, 12, 13], [12, 13, 11]], [11, 12, 13])
    assert [(one.challenge, one.points, one.middle) for one in same[:2]] == [(11, 4, 1), (12, 4, 2)]
    assert [one.place for one in same] == [1, 2, 3]


def test_quarters_are_told_of_eight_places_and_no_fewer() -> None:
    assert quarters([1, 2, 3, 4, 5, 6, 7]) is None
    assert quarters([8, 7, 6, 5, 4, 3, 2, 1]) == (2.75, 6.25)


def test_the_picture_of_a_ranking_stays_within_its_frame() -> None:
    result = count([AMONG, AMONG[::-1], [13]] * 3, AMONG)
    picture = picture_of([(one.challenge, one) for one in result])
    assert picture is not None and [step for step, _x in picture.steps] == [1, 2, 3, 4, 5]
    for bar in picture.bars:
        assert 0 <= bar.best <= bar.box[0] <= bar.middle <= bar.box[1] <= bar.worst <= picture.width
        assert 0 < bar.y < picture.foot
    assert picture_of([]) is None
    many = count([list(range(40))] * 3, list(range(40)))
    assert len(picture_of([(one.challenge, one) for one in many]).steps) <= 12


def test_no_orders_no_result() -> None:
    assert count([], AMONG) == [] and count([[11]], []) == []


@UNHURRIED
@given(ORDERS, st.data())
def test_permuting_the_seats_changes_nothing(orders, data) -> None:
    assert count(data.draw(st.permutations(orders)), AMONG) == count(orders, AMONG)


@UNHURRIED
@given(ORDERS)
def test_points_add_up_and_places_stay_within_bounds(orders) -> None:
    result = count(orders, AMONG)
    most = len(AMONG) - 1
    assert sum(one.points for one in result) == pytest.approx(len(orders) * most * len(AMONG) / 2)
    assert all(0 <= one.points <= len(orders) * most for one in result)
    assert all((one.quarters is None) == (len(orders) < 8) for one in result)
    told = [(one, one.quarters) for one in result if one.quarters]
    assert all(one.best <= first <= one.middle <= third <= one.worst for one, (first, third) in told)
    assert all(1 <= one.best <= one.middle <= one.worst <= len(AMONG) for one in result)
    assert [one.place for one in result] == sorted(one.place for one in result)


@UNHURRIED
@given(ORDERS, st.data())
def test_raising_a_challenge_in_one_order_never_lowers_it(orders, data) -> None:
    at = data.draw(st.integers(0, len(orders) - 1))
    raised = data.draw(st.sampled_from(AMONG))
    order = list(orders[at])
    place = order.index(raised) if raised in order else len(order)
    without = [one for one in order if one != raised]
    better = data.draw(st.integers(0, place))
    after = [*orders[:at], [*without[:better], raised, *without[better:]], *orders[at + 1 :]]

    def placed(result) -> int:
        return next(one.place for one in result if one.challenge == raised)

    assert placed(count(after, AMONG)) <= placed(count(orders, AMONG))


TURNOUT = st.dictionaries(st.sampled_from("abcdefghi"), st.integers(0, 8), min_size=1)


@UNHURRIED
@given(TURNOUT, st.data())
def test_no_single_answer_can_be_worked_out_from_what_is_counted(answered, data) -> None:
    asked = {name: said + data.draw(st.integers(0, 6)) for name, said in answered.items()}
    shown = countable(answered, asked)
    assert all(answered[name] >= FEWEST and 2 * answered[name] >= asked[name] for name in shown)
    rest = sum(answered.values()) - sum(answered[name] for name in shown)
    assert rest == 0 or rest >= FEWEST or not shown


def test_single_answers_are_listed_only_when_the_hidden_ones_stay_hidden() -> None:
    assert may_list_rest([True, True])
    assert not may_list_rest([True, True, False]), "the third could be worked out"
    assert may_list_rest([True, False, False, False])
    assert not may_list_rest([False, False, False])
