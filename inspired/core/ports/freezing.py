"""What other apps add to a text that is frozen, put into it as places, or know against freezing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FrozenBlock:
    """A part of a version's JSON that another app contributes when a text is frozen: plain values under a key of its own."""

    key: str
    content: Any


@dataclass(frozen=True)
class Anchor:
    """A place in a living text that another app puts there: its stable id, what it is called, and its words as they stand."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Caveat:
    """What the host should know before a text is frozen. It blocks nothing; ``count`` is kept in the trail under ``key``."""

    key: str
    count: int
    title: str
    text: str
    lines: tuple[str, ...] = ()
    url: str = ""
    action: str = ""
