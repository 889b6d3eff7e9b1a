"""Leads from a page of the guide to working groups."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.placing import in_own_dialogues
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Link


@ports.places.provide
def own_places(user: Anyone, place: str) -> Iterator[Link]:
    """Lead to the page of this app."""
    if place == "groups":
        yield from in_own_dialogues(user, "groups", "workinggroups.see_groups")
