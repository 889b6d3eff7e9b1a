"""Leads from a page of the guide to Consensus Building."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.placing import in_own_dialogues
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Link

OWN = {  # a place by its key, which is also the name of its page, and the rule that page asks
    "consensus": "consensus.see_consensus",
    "checks": "consensus.see_consensus",
    "recommendations": "consensus.see_roadmap",
    "roadmap": "consensus.see_roadmap",
}


@ports.places.provide
def own_places(user: Anyone, place: str) -> Iterator[Link]:
    """Lead to the phase, position checks, recommendations and the Roadmap."""
    if place in OWN:
        yield from in_own_dialogues(user, place, OWN[place])
