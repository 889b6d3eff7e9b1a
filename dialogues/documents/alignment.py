"""Keeps the ids of paragraphs while a section is edited, so that comments and reservations stay where they belong."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TypedDict

from inspired.core.text import blocks

SIMILAR_ANYWHERE = 0.5  # share of common words above which a moved paragraph is still the same one
SIMILAR_IN_PLACE = 0.3  # the same between the same two neighbours
SIMILAR_LETTERS = 0.6  # share of common letters, for headings and other short paragraphs in place
SHORT = 200
MAX_BLOCKS = 500  # beyond it only equal texts keep their ids: comparing each with each would take minutes


class Paragraph(TypedDict):
    """A block of text with an id that survives editing."""

    id: str
    text: str


def new_id() -> str:
    """Return a fresh random paragraph id."""
    return f"p-{secrets.token_hex(4)}"


def source_of(paragraphs: Iterable[Paragraph]) -> str:
    """Join paragraphs to the text that their author edits."""
    return "\n\n".join(paragraph["text"] for paragraph in paragraphs)


def align(
    old: Sequence[Paragraph],
    new_source: str,
    *,
    fresh: Callable[[], str] = new_id,
    taken: Collection[str] = (),
) -> list[Paragraph]:
    """Return the paragraphs of a text: unchanged, edited and moved ones keep their id, new ones get a fresh one.

    Of a split paragraph the most similar part keeps the id. ``taken`` names ids used elsewhere in the document.
    The same input and the same ``fresh`` give the same answer.
    """
    new = blocks(new_source)
    kept = _unchanged(old, new)
    places = _places(kept, len(old), len(new))
    _moved(old, new, kept)
    _edited(old, new, kept, places)
    used = {*taken, *(paragraph["id"] for paragraph in old)}
    return [
        Paragraph(id=old[kept[at]]["id"] if at in kept else _unused(fresh, used), text=new[at])
        for at in range(len(new))
    ]


def _unused(fresh: Callable[[], str], used: set[str]) -> str:
    name = fresh()
    while name in used:
        name = fresh()
    used.add(name)
    return name


def _unchanged(old: Sequence[Paragraph], new: Sequence[str]) -> dict[int, int]:
    """Match equal texts that stand in the same order: position in the new text to position in the old."""
    if max(len(old), len(new)) > MAX_BLOCKS:
        return {}
    matcher = SequenceMatcher(None, [paragraph["text"] for paragraph in old], new, autojunk=False)
    return {block.b + step: block.a + step for block in matcher.get_matching_blocks() for step in range(block.size)}


def _places(kept: dict[int, int], old_length: int, new_length: int) -> tuple[list[int], list[int]]:
    """Number the gaps between unchanged paragraphs, for every old and every new position."""
    kept_old = set(kept.values())
    gaps: tuple[list[int], list[int]] = ([], [])
    for gap, length, anchors in ((gaps[0], old_length, kept_old), (gaps[1], new_length, set(kept))):
        passed = 0
        for at in range(length):
            passed += at in anchors
            gap.append(passed)
    return gaps


def _moved(old: Sequence[Paragraph], new: Sequence[str], kept: dict[int, int]) -> None:
    free: dict[str, list[int]] = {}
    for at in sorted(set(range(len(old))) - set(kept.values())):
        free.setdefault(old[at]["text"], []).append(at)
    for at, text in enumerate(new):
        if at not in kept and free.get(text):
            kept[at] = free[text].pop(0)


def _edited(
    old: Sequence[Paragraph], new: Sequence[str], kept: dict[int, int], places: tuple[list[int], list[int]]
) -> None:
    """Give each remaining new paragraph the most similar remaining old one, best pairs first."""
    free_old = sorted(set(range(len(old))) - set(kept.values()))
    free_new = [at for at in range(len(new)) if at not in kept]
    old_words = {at: _word_count(old[at]["text"]) for at in free_old}
    pairs = []
    if len(free_new) * len(free_old) > MAX_BLOCKS**2:
        return  # nobody rewrites so much at once
    for new_at in free_new:
        words = _word_count(new[new_at])
        for old_at in free_old:
            in_place = places[0][old_at] == places[1][new_at]
            score = _shared(old_words[old_at], words)
            if score < SIMILAR_ANYWHERE and in_place:
                score = max(score, _letters(old[old_at]["text"], new[new_at]))
            if score >= (SIMILAR_IN_PLACE if in_place else SIMILAR_ANYWHERE):
                pairs.append((-score, not in_place, new_at, old_at))
    gone: set[int] = set()
    for _score, _away, new_at, old_at in sorted(pairs):
        if new_at not in kept and old_at not in gone:
            kept[new_at] = old_at
            gone.add(old_at)


def _word_count(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common words, 0 to 1 (Dice coefficient over the bags of words)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _letters(one: str, other: str) -> float:
    if len(one) > SHORT or len(other) > SHORT:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= SIMILAR_LETTERS else 0.0
