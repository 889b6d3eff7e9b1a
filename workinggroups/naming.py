"""Says how the seats of a group are called for one reader. Computes only; one query for a whole page at most."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from dialogues.appearing import label, level, sizes
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Appearance, Audience
from inspired.core.access import Anyone
from workinggroups.models import Member


class Names:
    """How seats are called for one reader of one dialogue: in full to the host team and to themselves, else as they wish."""

    def __init__(self, user: Anyone, dialogue: Dialogue) -> None:
        self.dialogue, self.standing = dialogue, dialogue.standing_of(user)
        is_inside = dialogue.pk in reach_of(user).inside
        self.audience = Audience.PARTICIPANTS if is_inside else Audience.PUBLIC

    @cached_property
    def counts(self) -> dict[str, int]:
        """The seats at the table in each category."""
        return sizes(self.dialogue)

    def of(self, seat: Seat) -> str:
        """Name a seat; needs ``seat.organisation`` loaded."""
        if self.standing.is_team or seat.pk in self.standing.seats:
            return str(seat.organisation.name)
        return label(seat, self.audience, self.counts if level(seat, self.audience) == Appearance.CATEGORY else {})

    def knows_people_of(self, member: Member) -> bool:
        """May this reader know whom the seat sends: the host team and the seat itself?"""
        return self.standing.is_team or member.seat_id in self.standing.seats


def printed(seats: Iterable[Seat], counts: dict[str, int]) -> list[str]:
    """Name seats as they wish to appear in documents, those alike counted together."""
    return counted_together(label(seat, Audience.DOCUMENTS, counts) for seat in seats)


def counted_together(said: Iterable[str]) -> list[str]:
    """Put names in order, those alike counted together: two whom one may not tell apart are one line."""
    names = list(said)
    alike = {name: names.count(name) for name in names}
    return [
        name if number == 1 else _("%(name)s (%(n)d)") % {"name": name, "n": number}
        for name, number in sorted(alike.items())
    ]
