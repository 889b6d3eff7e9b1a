"""Forgets at night how peers on a shelf are reached, once their dialogue has been closed for as long as its host set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dialogues.convening.models import ShelfEntry
from dialogues.models import Dialogue
from dialogues.retaining import long_closed
from inspired.core import ports
from inspired.core.ports import Forgotten


@ports.retention.provide
def forget_ways_to_peers(now: datetime, at_most: int) -> Iterator[Forgotten]:
    """Forget the ways, each once; the entries themselves stay."""
    reached = ShelfEntry.objects.exclude(way_in="")
    due = long_closed(Dialogue.objects.filter(pk__in=reached.values("dialogue")), now)
    keys = list(reached.filter(dialogue__in=due).order_by("pk").values_list("pk", flat=True)[:at_most])
    yield Forgotten("ways_to_peers", ShelfEntry.objects.filter(pk__in=keys).update(way_in=""))
