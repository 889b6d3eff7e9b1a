"""Leads from a page of the guide to commitments and to the trace."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.placing import in_own_dialogues
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Link

OWN = ("monitoring", "trace")  # keys of places, which are also the names of their pages


@ports.places.provide
def own_places(user: Anyone, place: str) -> Iterator[Link]:
    """Lead to the pages of this app."""
    if place in OWN:
        yield from in_own_dialogues(user, place, "monitoring.see_inside")
