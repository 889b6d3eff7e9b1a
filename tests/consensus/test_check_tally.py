"""What a position check counts: shares, quorum, categories and silence, as properties."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.consensus.check_tally import Rules, count
from dialogues.consensus.states.checks import FAVOURABLE, OFFERED, Basis, Scale, Stance
from dialogues.states import Category

CATEGORIES = [category.value for category in Category][:4]
RULES = st.builds(
    Rules,
    scale=st.just(Scale.FIVE),
    basis=st.sampled_from(Basis.values),
    threshold=st.integers(1, 100),
    quorum=st.integers(1, 100),
    per_category=st.booleans(),
)
ASKED = st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=14).map(lambda found: dict(enumerate(found)))
STANCES = st.sampled_from(OFFERED[Scale.FIVE])


@st.composite
def checks(draw: st.DrawFn) -> tuple[Rules, dict[int, str], dict[int, Stance]]:
    """Rules, the seats asked with their category, and what some of them said."""
    asked = draw(ASKED)
    said = draw(st.dictionaries(st.sampled_from(sorted(asked)), STANCES, max_size=len(asked)))
    return draw(RULES), asked, said


@given(checks(), st.randoms(use_true_random=False))
def test_which_seat_says_it_changes_nothing(drawn, random) -> None:
    rules, asked, said = drawn
    names = list(asked)
    random.shuffle(names)
    new = dict(zip(asked, names, strict=True))
    again = count(
        rules, {new[seat]: its for seat, its in asked.items()}, {new[s]: x for s, x in said.items()}, is_over=True
    )
    assert again == count(rules, asked, said, is_over=True)


@given(
    st.lists(st.tuples(st.sampled_from(CATEGORIES), STANCES), min_size=3, max_size=12),
    st.sampled_from(CATEGORIES),
    RULES,
)
def test_one_more_in_favour_never_lowers_the_share(said, category, rules) -> None:
    asked = dict(enumerate([its for its, _stance in said] + [category]))
    stances = {seat: stance for seat, (_its, stance) in enumerate(said)}
    before = count(rules, asked, stances, is_over=True)
    after = count(rules, asked, stances | {len(said): Stance.AGREE}, is_over=True)
    assert after.share is not None
    assert before.share is None or after.share >= before.share
    if not rules.per_category:  # a category whose share can be stated only now may lack what was looked for
        assert after.is_reached or not before.is_reached


@given(checks())
def test_silence_enters_neither_share_nor_quorum(drawn) -> None:
    rules, asked, said = drawn
    quiet = Rules(rules.scale, rules.basis, rules.threshold, rules.quorum, rules.per_category, is_silence=True)
    plain, silent = count(rules, asked, said, is_over=True), count(quiet, asked, said, is_over=True)
    assert (silent.share, silent.has_quorum, silent.counts, silent.categories) == (
        plain.share,
        plain.has_quorum,
        plain.counts,
        plain.categories,
    )
    assert silent.tacit == len(asked) - len(said)
    assert silent.is_reached is not any(stance in {Stance.NOT_YET, Stance.CANNOT} for stance in said.values())
    assert not count(quiet, asked, said, is_over=False).is_reached


@given(checks())
def test_nothing_is_stated_of_too_few(drawn) -> None:
    rules, asked, said = drawn
    counted = count(rules, asked, said, is_over=True)
    assert (counted.share is None) >= (len(said) < 3)
    for one in counted.categories:
        is_enough = one.answered >= 2 and 2 * one.answered >= one.asked
        assert bool(one.counts) is is_enough
        assert one.share is None or is_enough
    assert (
        sum(one.answered for one in counted.categories) == counted.answered == sum(n for _stance, n in counted.counts)
    )
    assert sum(one.asked for one in counted.categories) == counted.asked


@given(checks(), st.dictionaries(st.integers(100, 110), STANCES))
def test_who_was_not_asked_counts_nowhere(drawn, strangers) -> None:
    rules, asked, said = drawn
    assert count(rules, asked, said | strangers, is_over=True) == count(rules, asked, said, is_over=True)


@pytest.mark.parametrize(
    ("said", "basis", "share"),
    [
        ([Stance.AGREE, Stance.RESERVE, Stance.NOT_YET], Basis.ANSWERS, Fraction(2, 3)),
        ([Stance.AGREE, Stance.RESERVE, Stance.NOT_YET], Basis.INVITED, Fraction(1, 2)),
        ([Stance.AGREE, Stance.ABSTAIN, Stance.ABSTAIN], Basis.ANSWERS, Fraction(1)),
        ([Stance.ABSTAIN, Stance.ABSTAIN, Stance.ABSTAIN], Basis.ANSWERS, None),
        ([Stance.AGREE, Stance.AGREE], Basis.ANSWERS, None),
    ],
)
def test_the_share_is_counted_of_those_the_rules_name(said, basis, share) -> None:
    asked = dict.fromkeys(range(4), CATEGORIES[0])
    counted = count(Rules(Scale.FIVE, basis, 50, 50), asked, dict(enumerate(said)), is_over=True)
    assert counted.share == share


def test_nine_of_one_kind_do_not_outweigh_the_only_one_of_another() -> None:
    asked = dict.fromkeys(range(9), CATEGORIES[0]) | {9: CATEGORIES[1]}
    said = dict.fromkeys(range(9), Stance.AGREE) | {9: Stance.CANNOT}
    assert count(Rules(Scale.FIVE, Basis.ANSWERS, 75, 50), asked, said, is_over=True).is_reached
    strict = count(Rules(Scale.FIVE, Basis.ANSWERS, 75, 50, per_category=True), asked, said, is_over=True)
    assert not strict.is_reached
    assert strict.missing == (str(Category(CATEGORIES[1]).label),)


def test_a_share_that_is_just_reached_is_reached_and_reads_no_higher() -> None:
    asked = dict.fromkeys(range(4), CATEGORIES[0])
    said = {0: Stance.AGREE, 1: Stance.AGREE, 2: Stance.AGREE, 3: Stance.CANNOT}
    assert count(Rules(Scale.FIVE, Basis.ANSWERS, 75, 100), asked, said, is_over=True).is_reached
    asked, said = dict.fromkeys(range(3), CATEGORIES[0]), {0: Stance.AGREE, 1: Stance.AGREE, 2: Stance.CANNOT}
    assert count(Rules(Scale.FIVE, Basis.ANSWERS, 67, 100), asked, said, is_over=True).percent == 66
    assert not count(Rules(Scale.FIVE, Basis.ANSWERS, 67, 100), asked, said, is_over=True).is_reached


def test_every_favourable_answer_is_offered_somewhere() -> None:
    assert set().union(*OFFERED.values()) >= FAVOURABLE
