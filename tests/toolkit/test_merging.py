"""What a new version ships is merged into what admins keep: nothing of theirs is lost, and nothing is offered twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.merging import merge

WORDS = st.dictionaries(st.sampled_from(["a.en", "b.en", "c.fr"]), st.sampled_from(["", "one", "two", "three"]))


def test_what_nobody_changed_follows():
    merged = merge({"a.en": "old"}, {"a.en": "old"}, {"a.en": "new"})
    assert (merged.taken, merged.seeded, merged.offered) == ({"a.en": "new"}, {"a.en": "new"}, {})


def test_what_only_an_admin_changed_stays():
    merged = merge({"a.en": "ours"}, {"a.en": "old"}, {"a.en": "old"})
    assert (merged.taken, merged.seeded, merged.offered) == ({}, {"a.en": "old"}, {})


def test_what_both_changed_stays_and_is_offered():
    merged = merge({"a.en": "ours"}, {"a.en": "old"}, {"a.en": "new"})
    assert (merged.taken, merged.seeded, merged.offered) == ({}, {"a.en": "old"}, {"a.en": "new"})


def test_the_same_change_on_both_sides_is_no_difference():
    merged = merge({"a.en": "new"}, {"a.en": "old"}, {"a.en": "new"})
    assert (merged.taken, merged.seeded, merged.offered) == ({}, {"a.en": "new"}, {})


def test_a_field_that_was_never_shipped_fills_what_is_empty_and_only_that():
    merged = merge({"a.en": "", "b.en": "ours"}, {}, {"a.en": "new", "b.en": "new"})
    assert merged.taken == {"a.en": "new"}
    assert merged.offered == {"b.en": "new"}


def test_what_is_no_longer_shipped_goes_unless_it_was_changed():
    merged = merge({"a.en": "old", "b.en": "ours"}, {"a.en": "old", "b.en": "old"}, {})
    assert merged.taken == {"a.en": ""}
    assert merged.offered == {"b.en": ""}
    assert merged.seeded == {"b.en": "old"}


@given(own=WORDS, seeded=WORDS, shipped=WORDS)
def test_words_of_an_admin_are_never_overwritten(own, seeded, shipped):
    merged = merge(own, seeded, shipped)
    for key, mine in own.items():
        if mine and mine != seeded.get(key):
            assert key not in merged.taken


@given(own=WORDS, seeded=WORDS, shipped=WORDS)
def test_merging_again_changes_nothing(own, seeded, shipped):
    first = merge(own, seeded, shipped)
    again = merge({**own, **first.taken}, first.seeded, shipped)
    assert not again.taken
    assert again.seeded == first.seeded
    assert again.offered == first.offered
