"""Names the characters that no bundled font has, so that they are known before a text is frozen and never print as boxes."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

COVERAGE = Path(__file__).parent / "fonts" / "coverage.json"
# Never drawn: controls, joiners and direction marks, line ends, variation selectors.
INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@cache
def _runs() -> tuple[list[int], list[int]]:
    runs = json.loads(COVERAGE.read_text(encoding="utf-8"))
    return [first for first, _last in runs], [last for _first, last in runs]


def is_covered(char: str) -> bool:
    """Say whether a bundled font draws this character, or whether there is nothing to draw."""
    code = ord(char)
    firsts, lasts = _runs()
    at = bisect_right(firsts, code) - 1
    if at >= 0 and code <= lasts[at]:
        return True
    return unicodedata.category(char) in INVISIBLE or code in VARIATION_SELECTORS


def uncovered(texts: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return each character that cannot be printed, its name and how often it occurs; the most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(unicodedata.normalize("NFC", text))
    missing = [(char, number) for char, number in counts.items() if not is_covered(char)]
    return [(char, _name(char), number) for char, number in sorted(missing, key=lambda item: (-item[1], item[0]))]


def spelled_out(text: str) -> str:
    """Put the code of each character that cannot be printed in its place, so that none is ever a box."""
    return "".join(char if is_covered(char) else f"[{_code(char)}]" for char in unicodedata.normalize("NFC", text))


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _name(char: str) -> str:
    """Return the character's Unicode name, and its code where it has none."""
    code = _code(char)
    name = unicodedata.name(char, "")
    return f"{name} ({code})" if name else code
