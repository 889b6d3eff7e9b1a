"""Sentences for the events of Consensus Building, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Iterator

from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Telling

TOLD: tuple[Telling, ...] = ()


@ports.event_words.provide
def consensus_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of this app."""
    yield from TOLD
