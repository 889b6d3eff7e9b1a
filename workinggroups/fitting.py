"""Proposes members for a group: seats whose specialisation shares words with its name, mission and outputs. Computes only.

A seat's score is the number of different words of four letters or more that its specialisation, and what it was a member for
in other groups of the dialogue, share with the group; letters' case does not matter. Ties are in order of name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dialogues.models import Seat
from inspired.core.access import Anyone
from workinggroups.models import Group, Member, Specialism
from workinggroups.states import MemberState

WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Candidate:
    """A seat that could be invited: the words it shares with the group, what it knows, and whether it was asked before."""

    seat: Seat
    shared: tuple[str, ...] = ()
    known_for: str = ""
    before: str = ""

    @property
    def label(self) -> str:
        """The seat in one line, with what it answered when it was asked before."""
        said = [str(self.seat.organisation.name), str(self.seat.get_category_display()), self.before]
        return " · ".join(one for one in said if one)

    @property
    def score(self) -> int:
        """How many words it shares."""
        return len(self.shared)


def words_in(*texts: str) -> set[str]:
    """Return the words of four letters or more, in small letters."""
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def candidates(user: Anyone, group: Group) -> list[Candidate]:
    """Return the seats at the table that are neither members nor invited, the best fitting first; three queries."""
    mission = group.mission
    outputs = [one.title for one in mission.outputs.all()] if mission else []
    wanted = words_in(group.name, mission.text if mission else "", *outputs)
    places = {one.seat_id: one for one in group.places}
    taken = {pk for pk, one in places.items() if one.state in {MemberState.INVITED, MemberState.ACCEPTED}}
    seats = Seat.objects.visible_to(user).at_the_table().filter(dialogue=group.dialogue_id).exclude(pk__in=taken)
    known = dict(
        Specialism.objects.visible_to(user).filter(seat__dialogue=group.dialogue_id).values_list("seat", "words")
    )
    elsewhere: dict[int, list[str]] = {}
    others = (
        Member.objects.visible_to(user).accepted().filter(group__dialogue=group.dialogue_id).exclude(group=group.pk)
    )
    for pk, words in others.exclude(specialisation="").values_list("seat", "specialisation"):
        elsewhere.setdefault(pk, []).append(words)
    found = []
    for seat in seats.select_related("organisation"):
        said = [known.get(seat.pk, ""), *elsewhere.get(seat.pk, [])]
        place = places.get(seat.pk)
        shared = tuple(sorted(words_in(*said) & wanted))
        before = str(place.get_state_display()) if place else ""
        found.append(Candidate(seat, shared, "; ".join(one for one in dict.fromkeys(said) if one), before))
    return sorted(found, key=lambda one: (-one.score, one.seat.organisation.name.casefold()))
