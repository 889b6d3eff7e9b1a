"""One entry that a room or a sheet gives: the form in which pages and sheets hand it to the verb that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Given:
    """One entry: what it records, of which seat, on which point. ``value`` is yes, no or a position; ``words`` what was said, or who came."""

    key: UUID
    kind: str
    seat: int | None = None
    point: int | None = None
    value: str = ""
    words: str = ""
    category: str = ""
    gender: str = ""
    region: str = ""
