"""Reads out of a frozen Roadmap who is asked to take on what, until when, and how it is called. Computes only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogues.consensus.states.recommendations import Part

BLOCK = "recommendations"


@dataclass(frozen=True)
class Asked:
    """The part of one seat in one recommendation, by its number, as the frozen text has it: which words, until when."""

    number: int
    seat: int
    part: str
    words: str
    due_on: date | None = None


def asked_in(data: Mapping[str, Any]) -> Iterator[Asked]:
    """Yield the parts of a version, the lead of a recommendation before those who support it; each seat once in each.

    Where the text words no part for a seat of its own, it is asked for the recommendation itself.
    """
    for block in data.get("blocks", {}).get(BLOCK) or ():
        own = {int(part["seat_id"]): str(part.get("words") or "") for part in block.get("parts") or ()}
        due_on = date.fromisoformat(block["ends_on"]) if block.get("ends_on") else None
        for seat, part in _seats(block).items():
            words = own.get(seat) or block.get("text") or block.get("title") or ""
            yield Asked(int(block["number"]), seat, part, str(words).strip(), due_on)


def titles_in(data: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the number and the title of each recommendation that a version holds."""
    for block in data.get("blocks", {}).get(BLOCK) or ():
        yield int(block["number"]), str(block.get("title") or "")


def _seats(block: Mapping[str, Any]) -> dict[int, str]:
    lead = {int(block["lead_id"]): str(Part.LEAD)} if block.get("lead_id") else {}
    support = {int(seat): str(Part.SUPPORT) for seat in block.get("support_ids") or ()}
    return {**lead, **support, **lead}
