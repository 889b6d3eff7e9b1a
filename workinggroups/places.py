"""Reads the places of seats in many groups at once, as plain values: the board holds hundreds and names one of each group. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from dialogues.models import Organisation, Seat
from workinggroups.models import Group, Member


class Place(NamedTuple):
    """A place of a group as rules and the board ask about it; its seat is put together when it is named."""

    group: int
    seat_id: int
    state: str
    is_coordinator: bool
    is_rapporteur: bool
    category: str
    appear_to_participants: str
    appear_in_documents: str
    appear_in_public: str
    organisation: str

    @property
    def seat(self) -> Seat:
        """The seat, as far as naming it needs it."""
        return Seat(
            pk=self.seat_id,
            category=self.category,
            appear_to_participants=self.appear_to_participants,
            appear_in_documents=self.appear_in_documents,
            appear_in_public=self.appear_in_public,
            organisation=Organisation(name=self.organisation),
        )


def fill_places(groups: Sequence[Group]) -> None:
    """Give each group the places of all seats that were ever asked (``Group.places``); one query."""
    own = ("group", "seat", "state", "is_coordinator", "is_rapporteur")
    wishes = ("seat__appear_to_participants", "seat__appear_in_documents", "seat__appear_in_public")
    rows = Member.objects.filter(group__in=[group.pk for group in groups]).order_by("pk")
    found: dict[int, list[Place]] = defaultdict(list)
    for place in map(Place._make, rows.values_list(*own, "seat__category", *wishes, "seat__organisation__name")):
        found[place.group].append(place)
    for group in groups:
        group.places = list(found[group.pk])
