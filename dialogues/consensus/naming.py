"""Says how seats are called for one reader in Consensus Building, and whether single answers may be listed. Two queries at most."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dialogues.appearing import NAMED, label, level, sizes
from dialogues.models import Dialogue, Seat
from dialogues.states import Attribution, Audience
from inspired.core.access import Anyone
from workinggroups.naming import counted_together

BY_NAME = frozenset({Attribution.PERSON, Attribution.ORGANISATION})


class Names:
    """How seats are called for one reader of one dialogue, never more openly than the ground rules promise.

    The host team and a seat's own people read the organisation. As long as no ground rules are agreed nothing was
    allowed, and nobody else reads who said what.
    """

    def __init__(self, user: Anyone, dialogue: Dialogue) -> None:
        self.dialogue, self.standing = dialogue, dialogue.standing_of(user)

    @cached_property
    def promised(self) -> tuple[str, str]:
        """To whom contributions are attributed, and how answers are shown, by the rules in force."""
        found = self.dialogue.ground_rules.in_force().values_list("attribution", "answers_shown").first()
        return found or (Attribution.NOBODY, Attribution.NOBODY)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The seats at the table in each category."""
        return sizes(self.dialogue)

    @property
    def may_list(self) -> bool:
        """May this reader see what single seats answered? Donors never do; participants where the rules name organisations."""
        shown = self.promised[1] in BY_NAME and self.promised[0] in BY_NAME
        return self.standing.is_team or (self.standing.is_participant and shown)

    def knows(self, seat: Seat) -> bool:
        """May this reader know whose word it is, whatever was promised to others?"""
        return self.standing.is_team or seat.pk in self.standing.seats

    def is_open(self, seat: Seat) -> bool:
        """May what this seat said be read under its name: by this reader, or because rules and seat both allow it?"""
        return self.knows(seat) or level(seat, Audience.PARTICIPANTS, self.promised[0]) in NAMED

    def of(self, seat: Seat) -> str:
        """Name a seat that contributed something; needs ``seat.organisation`` loaded."""
        if self.knows(seat):
            return str(seat.organisation.name)
        return label(seat, Audience.PARTICIPANTS, self.counts, attribution=self.promised[0])

    def of_all(self, seats: Iterable[Seat]) -> list[str]:
        """Name several seats, those alike counted together."""
        return counted_together(self.of(seat) for seat in seats)
