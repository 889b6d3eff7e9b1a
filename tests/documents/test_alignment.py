"""Paragraph ids survive editing, moving and splitting; nothing is lost."""

import time
from collections.abc import Callable
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.documents.alignment import Paragraph, align, new_id, source_of
from inspired.core.text import blocks

TEXTS = [
    "A single monthly contribution is paid by the household that employs the worker for most hours.",
    "The social-security institute opens one place of registration in every municipality this year.",
    "The voucher pilot runs on two islands for eighteen months and is reviewed by the monitoring group.",
    "- first task of the inspectorate\n- second task of the inspectorate",
    "# What follows",
]


def numbered(start: int = 0) -> Callable[[], str]:
    numbers = count(start)
    return lambda: f"p-{next(numbers):08x}"


def first(texts: list[str]) -> list[Paragraph]:
    return align([], "\n\n".join(texts), fresh=numbered())


def ids(paragraphs: list[Paragraph]) -> list[str]:
    return [paragraph["id"] for paragraph in paragraphs]


def test_new_ids_have_their_shape() -> None:
    assert len({new_id() for _turn in range(100)}) == 100
    assert all(len(new_id()) == 10 and new_id().startswith("p-") for _turn in range(10))


def test_an_edited_paragraph_keeps_its_id() -> None:
    old = first(TEXTS)
    edited = [
        *TEXTS[:1],
        TEXTS[1].replace("this year", "and by telephone, before the end of the first year"),
        *TEXTS[2:],
    ]
    assert ids(align(old, "\n\n".join(edited), fresh=numbered(50))) == ids(old)


def test_a_heading_keeps_its_id() -> None:
    old = first(["# Introduction", TEXTS[0]])
    assert ids(align(old, f"# Introductory\n\n{TEXTS[0]}", fresh=numbered(50))) == ids(old)


def test_a_moved_and_edited_paragraph_keeps_its_id() -> None:
    old = first(TEXTS)
    new = align(old, "\n\n".join([TEXTS[2] + " Twice.", *TEXTS[:2], *TEXTS[3:]]), fresh=numbered(50))
    assert ids(new) == [old[2]["id"], old[0]["id"], old[1]["id"], old[3]["id"], old[4]["id"]]


def test_an_inserted_paragraph_gets_a_fresh_id_and_a_removed_one_loses_it() -> None:
    old = first(TEXTS)
    new = align(
        old, "\n\n".join([TEXTS[0], "Something quite different stands here now.", *TEXTS[2:]]), fresh=numbered(50)
    )
    assert ids(new) == [old[0]["id"], "p-00000032", *ids(old)[2:]]


def test_of_a_split_paragraph_one_part_keeps_the_id() -> None:
    halves = ["The pilot runs on two islands for a whole year.", "It is reviewed by the group that monitors results."]
    old = first([TEXTS[0], " ".join(halves), TEXTS[1]])
    new = align(old, "\n\n".join([TEXTS[0], *halves, TEXTS[1]]), fresh=numbered(50))
    assert ids(new) == [old[0]["id"], old[1]["id"], "p-00000032", old[2]["id"]]


def test_ids_used_elsewhere_are_not_given_again() -> None:
    assert ids(align([], "a\n\nb", fresh=numbered(), taken={"p-00000000", "p-00000002"})) == [
        "p-00000001",
        "p-00000003",
    ]


def test_texts_made_to_hurt_are_aligned_fast() -> None:
    started = time.perf_counter()
    old = align([], "\n\n".join(["a"] * 20_000))
    assert ids(align(old, "\n\n".join(["a"] * 10_000 + ["b"] * 10_000)))[:10_000] == ids(old)[:10_000]
    old = align([], "\n\n".join(["a"] * 400))
    align(old, "\n\n".join(["a", "b"] * 200))
    assert time.perf_counter() - started < 20


PARTS = st.lists(st.sampled_from([*TEXTS, "short", "b c", "|a|\n|-|\n|1|", "1. x\n2. y", "b c d e f g"]), max_size=8)
WORDS = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6).map(" ".join), max_size=8)


@given(PARTS | WORDS, PARTS | WORDS)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_ids_are_unique(before: list[str], after: list[str]) -> None:
    old = first(before)
    source = "\n\n".join(after)
    new = align(old, source, fresh=numbered(500))
    assert [paragraph["text"] for paragraph in new] == blocks(source)
    assert len(set(ids(new))) == len(new)
    assert new == align(old, source, fresh=numbered(500))
    assert align(new, source_of(new), fresh=numbered(900)) == new


@given(PARTS | WORDS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_moving_alone_changes_no_id(before: list[str], chance: object) -> None:
    old = first(sorted(set(before)))
    moved = old.copy()
    chance.shuffle(moved)  # type: ignore[attr-defined]
    if blocks(source_of(moved)) != [paragraph["text"] for paragraph in moved]:
        return  # two neighbouring lists became one
    assert align(old, source_of(moved), fresh=numbered(500)) == moved


@given(PARTS | WORDS, st.integers(0, 8), st.sampled_from([*TEXTS, "new"]))
@settings(max_examples=200, deadline=None)
def test_inserting_keeps_every_unchanged_id(before: list[str], at: int, text: str) -> None:
    old = first(before)
    texts = [paragraph["text"] for paragraph in old]
    texts.insert(at, text)
    if blocks("\n\n".join(texts)) == texts:
        assert set(ids(old)) <= set(ids(align(old, "\n\n".join(texts), fresh=numbered(500))))
