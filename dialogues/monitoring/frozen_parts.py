"""Reads out of a frozen Roadmap who is asked to take on what, and until when. Computes only."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogues.consensus.states.recommendations import Part

BLOCK = "recommendations"


@dataclass(frozen=True)
class Asked:
    """The part of one seat in one recommendation, by its number, as the frozen text has it."""

    number: int
    seat: int
    part: str
    words: str


def asked_in(data: Mapping[str, Any]) -> Iterator[Asked]:
    """Yield the parts of a version, the lead of a recommendation before those who support it; each seat once in each."""
    for block in data.get("blocks", {}).get(BLOCK) or ():
        seen: set[int] = set()
        for part, seat in _seats(block):
            if seat not in seen:
                seen.add(seat)
                yield Asked(int(block["number"]), seat, part, _words(block, seat))


def _seats(block: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    if block.get("lead_id"):
        yield Part.LEAD, int(block["lead_id"])
    yield from ((Part.SUPPORT, int(seat)) for seat in block.get("support_ids") or ())


def _words(block: Mapping[str, Any], seat: int) -> str:
    """Return what the seat takes on in the words of the text; where it says nothing of its own, the recommendation's."""
    own = {int(key): words for key, words in (block.get("words") or {}).items()}
    return str(own.get(seat) or block.get("text") or block.get("title") or "").strip()


def end_of_month(begin: date | None, month: int | None) -> date | None:
    """Return the last day of the given month counted from ``begin``, which is in the first one; None where either is open."""
    if begin is None or not month:
        return None
    months = begin.year * 12 + begin.month - 1 + month - 1
    year, number = divmod(months, 12)
    return date(year, number + 1, monthrange(year, number + 1)[1])
