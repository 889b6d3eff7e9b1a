"""Leads from a page of the guide to contacts, knowledge shelf and trust pulse."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.placing import in_own_dialogues
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Link

OWN = {"contacts": "convening.see_contacts", "shelf": "convening.see_shelf", "pulses": "convening.see_pulses"}


@ports.places.provide
def own_places(user: Anyone, place: str) -> Iterator[Link]:
    """Lead to the pages of this app."""
    if place in OWN:
        yield from in_own_dialogues(user, place, OWN[place])
