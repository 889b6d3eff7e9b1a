"""Properties of the formulae of an appraisal: who sits where changes nothing, a supporter never harms, weights have no unit."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.consensus.agreement import agreement, in_favour
from dialogues.consensus.charts import BOTTOM, LEFT, RIGHT, SPREAD_WIDTH, TOP, picture, spread
from dialogues.consensus.judging import Judged, missing_scores, missing_words
from dialogues.consensus.scoring import figures, in_order, middle, weighed
from dialogues.consensus.sensitivity import Line, changes_of_first, crossing, lines, stretches
from dialogues.turnout import AT_LEAST, FEWEST

SCORE = st.integers(0, 4)
ANSWERS = st.lists(st.one_of(st.none(), SCORE), max_size=60)
CATEGORY = st.sampled_from(["social_agents", "media", "academia", "parties"])
STANDS = st.lists(st.tuples(CATEGORY, st.one_of(st.none(), st.booleans())), max_size=40)
ASKED = st.dictionaries(CATEGORY, st.integers(1, 12), min_size=1)
CRITERIA = ("fairness", "legality", "cost")
MEDIAN = st.integers(0, 8).map(lambda half: Fraction(half, 2))
MEDIANS = st.dictionaries(st.sampled_from("0ABCD"), st.fixed_dictionaries(dict.fromkeys(CRITERIA, MEDIAN)), min_size=2)
WEIGHTS = st.fixed_dictionaries({key: st.floats(0.01, 1) for key in CRITERIA})


@given(ANSWERS, st.randoms())
def test_the_order_of_seats_changes_no_figure(answers, chance) -> None:
    shuffled = list(answers)
    chance.shuffle(shuffled)
    assert figures(shuffled) == figures(answers)


@given(ANSWERS)
def test_figures_stay_on_the_scale_and_count_everybody(answers) -> None:
    told = figures(answers)
    assert told.answered == len(answers) and told.cannot_say == answers.count(None)
    if told.is_told:
        assert 0 <= told.low <= told.median <= told.high <= 4
    else:
        assert len(told.scores) < FEWEST and told.median is told.low is told.high is None and spread(told) is None


@given(st.lists(SCORE, min_size=1))
def test_the_median_has_half_of_the_scores_on_either_side(scores) -> None:
    half = middle(scores)
    assert sum(one <= half for one in scores) * 2 >= len(scores) <= sum(one >= half for one in scores) * 2


@given(st.lists(SCORE, min_size=FEWEST))
def test_disagreement_is_nought_only_where_all_agree(scores) -> None:
    told = figures(scores)
    assert (told.disagreement == (0, 0)) == (len(set(scores)) == 1)
    assert 0 <= told.disagreement[1] <= told.disagreement[0] <= 4


@given(ASKED, STANDS, st.randoms())
def test_the_order_of_seats_changes_no_agreement(asked, stands, chance) -> None:
    shuffled = list(stands)
    chance.shuffle(shuffled)
    one, other = agreement(asked, stands), agreement(asked, shuffled)
    assert {row.category: row for row in one.categories} == {row.category: row for row in other.categories}
    assert (one.smallest, one.product) == (other.smallest, other.product)


@given(ASKED, STANDS, CATEGORY)
def test_one_more_in_favour_never_lowers_support(asked, stands, category) -> None:
    before = {row.category: row for row in agreement(asked, stands).categories}
    after = {row.category: row for row in agreement(asked, [*stands, (category, True)]).categories}
    for name, row in before.items():
        if row.is_stated and after[name].is_stated:
            assert after[name].share >= row.share
    if category in before and before[category].is_stated:
        whole, more = agreement(asked, stands), agreement(asked, [*stands, (category, True)])
        assert more.smallest >= whole.smallest and more.product >= whole.product


@given(ASKED, STANDS)
def test_the_product_is_never_above_the_smallest_and_needs_every_category(asked, stands) -> None:
    found = agreement(asked, stands)
    if found.smallest is None:
        assert found.product is None and not found.stated
    else:
        assert 0 <= found.product <= found.smallest <= 1
    assert len(found.stated) + len(found.missing) == len(found.categories) >= len(asked)


@given(ASKED, STANDS, st.integers(2, 3))
def test_a_category_is_stated_only_with_half_its_seats_and_enough_of_them(asked, stands, fewest) -> None:
    for row in agreement(asked, stands, fewest=fewest).categories:
        enough = row.answered >= fewest and row.answered * 2 >= row.asked
        assert row.is_stated == enough and (row.share is not None) == enough
        assert fewest >= AT_LEAST


def test_many_of_one_category_do_not_outweigh_another() -> None:
    stands = [("civil_society", True)] * 9 + [("administration", False)] * 2
    found = agreement({"civil_society": 9, "administration": 2}, stands)
    assert (found.smallest, found.product) == (0, 0)


@given(st.lists(st.one_of(st.none(), SCORE), max_size=9), st.randoms())
def test_a_seat_is_in_favour_above_the_middle_whatever_the_order(scores, chance) -> None:
    shuffled = list(scores)
    chance.shuffle(shuffled)
    assert in_favour(scores) == in_favour(shuffled)
    known = [one for one in scores if one is not None]
    assert in_favour(scores) == (sum(known) / len(known) > 2 if known else None)


@given(st.fixed_dictionaries(dict.fromkeys(CRITERIA, MEDIAN)), WEIGHTS, st.integers(1, 64))
def test_weights_have_no_unit(values, weights, factor) -> None:
    scaled = {key: weight * 2**factor for key, weight in weights.items()}  # by a power of two: floats stay exact
    assert weighed(values, scaled) == weighed(values, weights)
    assert min(values.values()) <= weighed(values, weights) <= max(values.values())


def test_without_any_weight_there_is_no_score() -> None:
    assert weighed({"fairness": Fraction(3)}, {}) is None


@given(st.dictionaries(st.sampled_from("0ABCDE"), MEDIAN))
def test_equals_share_a_place(scores) -> None:
    places = in_order(scores)
    assert sorted(one for place in places for one in place) == sorted(scores)
    assert all(len({scores[one] for one in place}) == 1 for place in places)
    assert all(scores[before[0]] > scores[after[0]] for before, after in pairwise(places))


@given(MEDIANS, WEIGHTS, st.sampled_from(CRITERIA))
def test_lines_meet_the_agreed_score_at_the_agreed_weight(medians, weights, criterion) -> None:
    total = sum(map(Fraction, weights.values()))
    at = Fraction(weights[criterion]) / total
    for line in lines(medians, weights, criterion):
        assert line.at(at) == weighed(medians[line.option], weights)
        assert line.end == medians[line.option][criterion]


@given(MEDIANS, WEIGHTS, st.sampled_from(CRITERIA), st.fractions(0, 1))
def test_stretches_cover_the_whole_way_and_tell_the_order_everywhere(medians, weights, criterion, weight) -> None:
    drawn = lines(medians, weights, criterion)
    cut = stretches(drawn)
    assert cut[0].begins == 0 and cut[-1].ends == 1
    assert all(before.ends == after.begins for before, after in pairwise(cut))
    inside = next((one for one in cut if one.begins < weight < one.ends), None)
    if inside is not None:
        told = in_order({line.option: line.at(weight) for line in drawn})
        assert [sorted(place) for place in told] == [sorted(place) for place in inside.order]
    assert set(changes_of_first(cut)) <= {one.begins for one in cut[1:]}


@given(*[st.builds(Line, st.just(name), MEDIAN, MEDIAN) for name in "AB"])
def test_crossings_are_exact(one, other) -> None:
    weight = crossing(one, other)
    if weight is None:
        before, after = one.start - other.start, one.end - other.end
        assert before * after >= 0
    else:
        assert one.at(weight) == other.at(weight) and 0 < weight < 1


def test_an_option_without_all_medians_is_left_out_of_the_order() -> None:
    medians = {"A": {"fairness": Fraction(2)}, "B": {key: Fraction(3) for key in CRITERIA}}
    assert [line.option for line in lines(medians, dict.fromkeys(CRITERIA, 1.0), "fairness")] == ["B"]


def test_a_criterion_that_carries_all_the_weight_leaves_the_others_alike() -> None:
    medians = {"A": {"fairness": Fraction(0), "legality": Fraction(4), "cost": Fraction(2)}}
    (line,) = lines(medians, {"fairness": 1.0, "legality": 0.0, "cost": 0.0}, "fairness")
    assert (line.start, line.end) == (3, 0)


@given(MEDIANS, WEIGHTS)
def test_drawings_stay_within_their_frame(medians, weights) -> None:
    drawn = lines(medians, weights, "fairness")
    shown = picture(drawn, stretches(drawn), weights["fairness"] / sum(weights.values()))
    assert all(TOP <= y <= BOTTOM for line in shown.lines for y in (line.y_start, line.y_end))
    assert all(LEFT <= x <= RIGHT for x in (*shown.cuts, shown.agreed))
    told = spread(figures([0, 2, 4]))
    assert 0 < told.low < told.median < told.high < SPREAD_WIDTH


@pytest.mark.parametrize(
    ("said", "unanswered", "bare"),
    [
        ({}, 2, 0),
        ({(1, 1): Judged(3), (1, 2): Judged(cannot_say=True)}, 0, 0),
        ({(1, 1): Judged(4), (1, 2): Judged(0, reason="It harms")}, 0, 1),
        ({(1, 1): Judged(), (1, 2): Judged(2)}, 1, 0),
    ],
)
def test_what_is_missing_of_scores_is_named(said, unanswered, bare) -> None:
    found = missing_scores(said, [(1, 1), (1, 2)])
    assert (len(found.unanswered), len(found.unreasoned)) == (unanswered, bare)
    assert not missing_scores(said, [(1, 1), (1, 2)], needs_reasons=False).unreasoned


def test_of_words_anything_will_do() -> None:
    assert missing_words({}, [(1, 1)])
    assert not missing_words({(1, 1): Judged(gains="Workers")}, [(1, 1), (1, 2)])


@given(SCORE, st.text(max_size=5))
def test_a_reason_is_kept_at_the_extremes_alone(score, reason) -> None:
    assert Judged(score, reason=reason).tidied().reason == (reason.strip() if score in {0, 4} else "")
    assert Judged(score, cannot_say=True).tidied().score is None
