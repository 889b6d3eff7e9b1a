"""What changed: words inside a paragraph, paragraphs between two versions."""

import re
import time
from random import Random
from typing import Any

from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.documents import diffing, freezing
from dialogues.documents.alignment import Paragraph
from tests.documents.test_freezing import AT, SUBJECT


def version(*sections: list[tuple[str, str]], **changes: Any) -> dict[str, Any]:
    parts = [
        freezing.Section(f"s{number}", f"Section {number}", [Paragraph(id=name, text=text) for name, text in section])
        for number, section in enumerate(sections)
    ]
    return freezing.build(SUBJECT, **{"version": 1, "frozen_at": AT, "summary": "", "sections": parts, **changes})


def kinds(old: dict[str, Any], new: dict[str, Any]) -> list[list[tuple[str, str]]]:
    return [
        [(change.id, change.kind) for change in section.changes]
        for section in diffing.compare(old, new)
        if section.key != "summary"
    ]


def test_added_and_removed_words() -> None:
    pieces = diffing.word_diff("one place in every town", "one place, by telephone and in every  town now")
    assert pieces == [
        ("same", "one"),
        ("removed", " place"),
        ("added", " place, by telephone and"),
        ("same", " in every  town"),
        ("added", " now"),
    ]


def test_what_is_shown_is_escaped() -> None:
    shown = diffing.to_html(diffing.word_diff("a <b> c", "a <script>alert(1)</script> c"))
    assert shown == "a <del>&lt;b&gt;</del> <ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins> c"


@given(st.text(alphabet="ab \n<", max_size=40), st.text(alphabet="ab \n<", max_size=40))
@settings(max_examples=300, deadline=None)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = diffing.word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != "removed") == new
    assert " ".join(text for kind, text in pieces if kind != "added").split() == old.split()
    assert re.sub("<del>[^>]*</del>|</?ins>", " ", diffing.to_html(pieces)).split() == escape(new).split()


def test_six_thousand_words_are_compared_fast() -> None:
    chance = Random(7)  # the same words every time
    words = [chance.choice(["the", "of", "and", *(f"word{number}" for number in range(2000))]) for _at in range(6000)]
    changed = [word if chance.random() > 0.05 else "changed" for word in words]
    times = []
    for _turn in range(3):
        started = time.perf_counter()
        diffing.word_diff(" ".join(words), " ".join(changed))
        times.append(time.perf_counter() - started)
    assert min(times) < 2


def test_texts_made_to_hurt_are_compared_fast() -> None:
    started = time.perf_counter()
    diffing.word_diff("a " * 6000, "a b " * 3000)
    assert diffing.word_diff("a " * 50_000, "b a " * 25_000) == [("removed", "a " * 50_000), ("added", "b a " * 25_000)]
    assert time.perf_counter() - started < 5


def test_paragraphs_same_edited_added_and_removed() -> None:
    old = version([("a", "One"), ("b", "Two"), ("c", "Three")])
    new = version([("a", "One"), ("d", "New"), ("c", "Three and more")])
    assert kinds(old, new) == [[("a", "same"), ("b", "removed"), ("d", "added"), ("c", "edited")]]


def test_paragraphs_that_moved() -> None:
    old = version([("a", "One"), ("b", "Two"), ("c", "Three")], [("d", "Four")])
    assert kinds(old, version([("c", "Three"), ("a", "One"), ("b", "Two")], [("d", "Four")]))[0] == [
        ("c", "moved"),
        ("a", "same"),
        ("b", "same"),
    ]
    assert kinds(old, version([("a", "One"), ("c", "Three")], [("d", "Four"), ("b", "Two!")])) == [
        [("a", "same"), ("c", "same")],
        [("d", "same"), ("b", "moved")],
    ]


def test_a_removed_section_a_new_annex_and_a_changed_summary_are_shown() -> None:
    old = version([("a", "One")], [("b", "Two")], summary="Short")
    new = version([("a", "One")], summary="Shorter", annexes=[freezing.Annex("Minutes", [Paragraph(id="x", text="Y")])])
    changed = {section.key: [change.kind for change in section.changes] for section in diffing.compare(old, new)}
    assert changed == {"summary": ["edited"], "s0": ["same"], "annex-1": ["added"], "s1": ["removed"]}
    assert [section.is_changed for section in diffing.compare(old, new)] == [True, False, True, True]
    assert [section.is_changed for section in diffing.compare(old, old)] == [False, False, False]


def test_numbers_of_both_versions_are_told() -> None:
    old, new = version([("a", "One"), ("b", "Two")]), version([("b", "Two")])
    change = diffing.compare(old, new)[1].changes[1]
    assert (change.number, change.old_number) == (1, 2)


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(IDS, IDS)
@settings(max_examples=300, deadline=None)
def test_every_paragraph_of_both_versions_is_told_once(old_ids: list[str], new_ids: list[str]) -> None:
    old, new = version([(name, name) for name in old_ids]), version([(name, name) for name in new_ids])
    told = kinds(old, new)[0]
    assert sorted(name for name, _kind in told) == sorted({*old_ids, *new_ids})
    assert [name for name, kind in told if kind != "removed"] == new_ids
    assert {name for name, kind in told if kind == "removed"} == set(old_ids) - set(new_ids)
