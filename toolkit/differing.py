"""Finds which words differ between two texts. Computes, and decides nothing."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

LONGEST = 4000  # words; beyond that both are shown whole
Part = tuple[str, str]  # same, removed or added; the words


def word_differences(before: str, after: str) -> list[Part]:
    """Return the parts in order; joined, ``same`` and ``added`` give the later text, ``same`` and ``removed`` the earlier."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    if max(len(old), len(new)) > LONGEST:
        return [("removed", before), ("added", after)]
    parts: list[Part] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(old[start:end])))
            continue
        parts += [("removed", "".join(old[start:end]))] if start < end else []
        parts += [("added", "".join(new[new_start:new_end]))] if new_start < new_end else []
    return parts
