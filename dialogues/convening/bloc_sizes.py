"""Counts how many seats and how many people who may answer each bloc of a trust pulse holds today. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from dialogues.appearing import sizes
from dialogues.convening.models import PulseBloc
from dialogues.convening.states.pulse import FEWEST
from dialogues.models import Dialogue, DialogueRole, Mandate
from dialogues.states import Category


@dataclass(frozen=True)
class Size:
    """Seats at the table, and people with a mandate who may answer."""

    seats: int = 0
    people: int = 0


@dataclass(frozen=True)
class BlocLine:
    """A bloc with its categories and its size today."""

    name: str
    categories: str
    size: Size

    @property
    def is_too_small(self) -> bool:
        """Would it stay hidden even if everybody answered, and hide the others with it?"""
        return 0 < self.size.people < FEWEST

    @property
    def is_empty(self) -> bool:
        """Is there nobody who could answer?"""
        return not self.size.people


def category_sizes(dialogue: Dialogue) -> dict[str, Size]:
    """Return the size of each category; two queries. For the host team: unlisted seats are counted too."""
    team = DialogueRole.objects.active().team().filter(dialogue=dialogue)
    held = Mandate.objects.active().filter(delegate__seat__dialogue=dialogue)
    held = held.exclude(delegate__user__in=team.values("user"))
    people: defaultdict[str, set[int]] = defaultdict(set)
    for category, person in held.values_list("delegate__seat__category", "delegate__person"):
        people[category].add(person)
    seats = sizes(dialogue)
    return {one: Size(seats.get(one, 0), len(people[one])) for one in Category.values}


def size_words(size: Size) -> str:
    """Say a size: seats at the table, and people who may answer."""
    seats = ngettext("%(count)d seat", "%(count)d seats", size.seats) % {"count": size.seats}
    people = ngettext("%(count)d person may answer", "%(count)d people may answer", size.people) % {
        "count": size.people
    }
    return f"{seats}, {people}"


def bloc_lines(blocs: Sequence[PulseBloc], found: dict[str, Size]) -> list[BlocLine]:
    """Return each bloc with its size, from what ``category_sizes`` found."""
    lines = []
    for bloc in blocs:
        held = bloc.held
        size = Size(sum(found[one].seats for one in held), sum(found[one].people for one in held))
        lines.append(BlocLine(bloc.name, bloc.category_words, size))
    return lines
