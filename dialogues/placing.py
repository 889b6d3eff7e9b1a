"""Leads from a page of the guide to where the thing is done: one's own running dialogues, as far as one may go there."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from dialogues.models import Dialogue
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Link

SHOWN = 5
RUNNING = (Status.DRAFT, Status.OPEN, Status.PAUSED)
OWN = {  # a place by its key, which is also the name of its page, and the rule that page asks
    "phases": "dialogues.see_members_area",
    "participants": "dialogues.see_members_area",
    "ground_rules": "dialogues.see_members_area",
    "balance": "dialogues.manage_seats",
}


def in_own_dialogues(user: Anyone, page: str, rule: str) -> Iterator[Link]:
    """Offer a page of each running dialogue of this person that they may open; one query."""
    dialogues = Dialogue.objects.of_member(user).filter(status__in=RUNNING).order_by("title")[:SHOWN]
    for dialogue in dialogues:
        if may(user, rule, dialogue):
            yield Link(dialogue.title, reverse(page, args=[dialogue.slug]))


@ports.places.provide
def own_places(user: Anyone, place: str) -> Iterator[Link]:
    """Lead to phases, participants, ground rules and the balance of categories."""
    if place in OWN:
        yield from in_own_dialogues(user, place, OWN[place])
