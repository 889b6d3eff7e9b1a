"""Breadth and depth of consensus, and what each type of Roadmap requires: their laws, whoever sits at the table."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dialogues.consensus.balance_of_consensus import ALL_CATEGORIES, breadth, depth
from dialogues.consensus.completeness import ATTRIBUTES, DEEP, PLANNED, missing, required
from dialogues.consensus.months import day_after, how_months_count, last_day, time_in_words
from dialogues.consensus.states.recommendations import RoadmapType
from dialogues.states import Category

ASKED = st.dictionaries(st.integers(0, 60), st.sampled_from(Category.values), max_size=60)
SAID = st.frozensets(st.sampled_from([one.key for one in ATTRIBUTES]))


def test_the_nine_categories_of_the_method_are_counted():
    assert len(Category) == ALL_CATEGORIES


@given(ASKED, st.sets(st.integers(0, 60)))
def test_breadth_lies_between_none_and_all_and_counts_only_who_was_asked(asked, endorsing):
    found = breadth(asked, endorsing)
    assert 0 <= found.endorsing <= found.asked == len(asked)
    assert found.categories <= min(ALL_CATEGORIES, found.endorsing)
    assert found.share is None if len(asked) < 3 else 0 <= found.share <= 1
    assert breadth(asked, {seat for seat in endorsing if seat in asked}) == found


@given(ASKED, st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_another_endorsement_never_makes_the_consensus_narrower(asked, endorsing, another):
    before, after = breadth(asked, endorsing), breadth(asked, endorsing | {another})
    assert after.endorsing >= before.endorsing
    assert after.categories >= before.categories
    assert (after.share or 0) >= (before.share or 0)


@given(ASKED, st.lists(st.integers(0, 60)), st.randoms())
def test_the_order_in_which_seats_answer_changes_nothing(asked, endorsing, chance):
    mixed = endorsing[:]
    chance.shuffle(mixed)
    order = list(asked.items())
    chance.shuffle(order)
    assert breadth(dict(order), mixed) == breadth(asked, endorsing)


@given(st.lists(SAID, max_size=40))
def test_depth_is_the_share_of_recommendations_that_say_all_four(said):
    found = depth(said)
    assert found.deep == sum(one >= DEEP for one in said)
    assert found.share is None if not said else 0 <= found.share <= 1


@given(st.lists(SAID, min_size=1, max_size=40), st.integers(0), st.sampled_from([one.key for one in ATTRIBUTES]))
def test_saying_more_never_makes_it_shallower(said, place, more):
    at = place % len(said)
    fuller = [one | {more} if number == at else one for number, one in enumerate(said)]
    assert depth(fuller).share >= depth(said).share


@given(SAID)
def test_each_type_requires_at_least_what_the_one_before_does(said):
    order = [RoadmapType.DECLARATION, RoadmapType.FRAMEWORK, RoadmapType.PLAN]
    wanted = [required(kind, said) for kind in order]
    assert wanted[0] < wanted[1] < wanted[2]
    assert required(RoadmapType.MIXED, said) == wanted[2 if "time" in said else 1]


@given(SAID, st.sampled_from(RoadmapType.values))
def test_what_is_missing_is_required_and_not_said_and_filling_it_in_leaves_nothing(said, kind):
    lacks = {one.key for one in missing(kind, said)}
    assert lacks == required(kind, said) - said
    assert not missing(kind, said | PLANNED)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 600))
def test_months_are_counted_as_a_calendar_does(start, months):
    found = day_after(start, months)
    assert (found.year - start.year) * 12 + found.month - start.month == months
    assert found.day <= start.day


def test_time_needs_both_ends():
    assert time_in_words(None, 3) == time_in_words(3, None) == ""
    assert time_in_words(0, 6) == "Months 0 to 6"


def test_the_end_is_the_last_month_and_not_the_one_after_it():
    begin = date(2027, 1, 1)
    assert time_in_words(0, 12, begin) == "Months 0 to 12 (January to December 2027)"
    assert time_in_words(6, 18, begin) == "Months 6 to 18 (July 2027 to June 2028)"
    assert time_in_words(3, 3, begin) == time_in_words(3, 4, begin).replace("3 to 4", "3 to 3")
    assert time_in_words(3, 4, begin) == "Months 3 to 4 (April 2027)"
    assert last_day(begin, 0, 12) == date(2027, 12, 31)
    assert "from 1 January 2027" in how_months_count(begin) and "until 31 December 2027" in how_months_count(begin)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 500), st.integers(0, 99))
def test_one_time_frame_ends_before_the_next_begins(start, begins, length):
    ends = begins + length
    last = last_day(start, begins, ends)
    assert last >= day_after(start, begins)
    assert length == 0 or last < day_after(start, ends)
