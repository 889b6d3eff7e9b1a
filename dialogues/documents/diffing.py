"""Says what changed between two texts, word by word, and between two versions, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dialogues.documents.freezing import entries
from dialogues.documents.recommended import entry_text

Piece = tuple[Literal["same", "added", "removed"], str]
MAX_WORDS = 20_000  # of two longer texts only whether they are the same is said: the memory grows with the square
LONGEST_SAME = 3  # blocks in a row that are shown although nothing changed in them, where a difference is abridged
TAGS = {"same": "", "added": "ins", "removed": "del"}


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; without the removed ones they are the new text.

    Spaces belong to the word that follows them and make no difference by themselves.
    """
    from rapidfuzz.distance import Indel  # forty modules that the start of a process need not wait for

    before, after = re.findall(r"\s*\S+|\s+$", old), re.findall(r"\s*\S+|\s+$", new)
    old_words, new_words = [word.strip() for word in before], [word.strip() for word in after]
    if max(len(before), len(after)) > MAX_WORDS:
        return [("same", new)] if old_words == new_words else [("removed", old), ("added", new)]
    pieces: list[Piece] = []
    added: list[str] = []
    # difflib takes minutes over texts made to hurt it; this takes milliseconds over any.
    for step in Indel.opcodes(old_words, new_words):
        if step.tag == "insert":
            added += after[step.dest_start : step.dest_end]
            continue
        if step.tag == "delete":
            pieces.append(("removed", "".join(before[step.src_start : step.src_end])))
            continue
        if added:
            pieces.append(("added", "".join(added)))
            added = []
        pieces.append(("same", "".join(after[step.dest_start : step.dest_end])))
    return [*pieces, ("added", "".join(added))] if added else pieces


def abridged(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out blocks in which nothing changed, with … in their place; the first block and the words about a change stay."""
    found: list[Piece] = []
    for kind, text in pieces:
        blocks = text.split("\n\n")
        if kind == "same" and len(blocks) > LONGEST_SAME:
            is_last = len(found) == len(pieces) - 1
            text = "\n\n".join([blocks[0], "…", *([] if is_last else blocks[-1:])])
        found.append((kind, text))
    return found


def to_html(pieces: Iterable[Piece]) -> SafeString:
    """Show pieces with ``<ins>`` and ``<del>``; every word is escaped."""
    shown = ""
    before = "\n"
    for kind, text in pieces:
        words = escape(text.strip())
        if not words:
            continue
        # Words stand apart in either text, so pieces do; the space may have gone with a removed word.
        gap = before[len(before.rstrip()) :] + text[: len(text) - len(text.lstrip())]
        shown += ("\n" if "\n" in gap else " ") + (f"<{TAGS[kind]}>{words}</{TAGS[kind]}>" if TAGS[kind] else words)
        before = text
    return SafeString(shown.strip())


@dataclass(frozen=True)
class Change:
    """What became of one paragraph; ``number`` is its number in the new version, ``old_number`` in the old one."""

    kind: Literal["same", "edited", "added", "removed", "moved"]
    id: str
    old: str
    new: str
    number: int | str | None = None
    old_number: int | str | None = None


@dataclass(frozen=True)
class SectionChanges:
    """What became of a section, its paragraphs in reading order, removed ones where they stood."""

    key: str
    title: str
    old_title: str
    changes: tuple[Change, ...]

    @property
    def is_changed(self) -> bool:
        """Is any of its paragraphs, or its title, not the same?"""
        return self.title != self.old_title or any(change.kind != "same" for change in self.changes)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[SectionChanges]:
    """Return every section of both versions with what changed; the summary comes first, annexes come last.

    A paragraph is moved when it stands in another section or in another order among those that both versions have.
    """
    before, after = _parts(old), _parts(new)
    old_places, new_places = _places(before), _places(after)
    steady = _steady(old_places, new_places)
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        mine, theirs = after.get(key), before.get(key)
        changes = [_change(item, old_places, steady) for item in (mine or {"paragraphs": ()})["paragraphs"]]
        _insert_removed(changes, theirs["paragraphs"] if theirs else (), new_places)
        old_title = theirs["title"] if theirs else ""
        found.append(SectionChanges(key, mine["title"] if mine else old_title, old_title, tuple(changes)))
    return found


def _parts(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    summary = {"id": "summary", "number": None, "text": content["summary"]}
    parts: dict[str, Mapping[str, Any]] = {
        "summary": {"title": "", "paragraphs": [summary] if content["summary"] else []}
    }
    parts.update({section["key"]: section for section in content["sections"]})
    if found := entries(content):
        recommended = [{"id": one["id"], "number": one["code"], "text": entry_text(one)} for one in found]
        parts["recommendations"] = {"title": _("Recommendations"), "paragraphs": recommended}
    parts.update({f"annex-{place}": annex for place, annex in enumerate(content["annexes"], start=1)})
    return parts


def _places(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[int, str, Mapping[str, Any]]]:
    """Return for every paragraph its position in the whole text, its section and itself."""
    everything = [(key, item) for key, part in parts.items() for item in part["paragraphs"]]
    return {item["id"]: (at, key, item) for at, (key, item) in enumerate(everything)}


def _steady(old_places: Mapping[str, Any], new_places: Mapping[str, Any]) -> set[str]:
    """Return the ids that kept section and order: the longest run of them that rises in both versions."""
    names = [name for name in new_places if name in old_places and old_places[name][1] == new_places[name][1]]
    positions = [old_places[name][0] for name in names]
    return {names[at] for at in _longest_rise(positions)}


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Return the indexes of a longest strictly rising subsequence."""
    ends: list[int] = []  # smallest last value of a rise of each length
    last: list[int] = []  # where that value stands
    previous: list[int] = []
    for at, value in enumerate(values):
        length = bisect_left(ends, value)
        previous.append(last[length - 1] if length else -1)
        ends[length:], last[length:] = [value, *ends[length + 1 :]], [at, *last[length + 1 :]]
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(at)
        at = previous[at]
    return chain


def _change(item: Mapping[str, Any], old_places: Mapping[str, Any], steady: set[str]) -> Change:
    name, text, number = item["id"], item["text"], item["number"]
    if name not in old_places:
        return Change("added", name, "", text, number)
    was = old_places[name][2]
    if name not in steady:
        return Change("moved", name, was["text"], text, number, was["number"])
    return Change("same" if was["text"] == text else "edited", name, was["text"], text, number, was["number"])


def _insert_removed(changes: list[Change], old: Sequence[Mapping[str, Any]], new_places: Mapping[str, Any]) -> None:
    """Put each removed paragraph after the one that it followed, if that one is still here, else at the start."""
    at = 0
    for item in old:
        place = next((place for place, change in enumerate(changes) if change.id == item["id"]), None)
        if place is not None:
            at = place + 1
        elif item["id"] not in new_places:
            changes.insert(at, Change("removed", item["id"], item["text"], "", None, item["number"]))
            at += 1
