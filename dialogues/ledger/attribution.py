"""Says how the author of an entry is called for whoever reads it. Computes only; one query for a whole page at most."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _

from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, Seat
from dialogues.states import Appearance, Attribution, Category
from inspired.core.access import Anyone

FEWEST_SEATS = 3  # below it the category's name would point to one organisation
LEVELS = (Attribution.NOBODY, Attribution.CATEGORY, Attribution.ORGANISATION, Attribution.PERSON)
WISHED = {
    Appearance.UNLISTED: Attribution.NOBODY,
    Appearance.CATEGORY: Attribution.CATEGORY,
    Appearance.ORGANISATION: Attribution.ORGANISATION,
    Appearance.NAME: Attribution.PERSON,
}


class Labels:
    """How authors are called for one reader of one dialogue; load rows with ``for_table()``.

    The host team and the author's own delegates read the organisation. Everybody else reads the more discreet of what
    the entry promises and what the seat wishes; a person is named only who wishes it, a category only with three seats
    or more, otherwise "A participant".
    """

    def __init__(self, user: Anyone, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.standing = dialogue.standing_of(user)

    @cached_property
    def speakable(self) -> frozenset[str]:
        """The categories with enough seats at the table to be named."""
        seats = Seat.objects.at_the_table().filter(dialogue=self.dialogue)
        counts = seats.order_by().values("category").annotate(seats=Count("pk"))
        return frozenset(row["category"] for row in counts if row["seats"] >= FEWEST_SEATS)

    def knows(self, entry: Entry) -> bool:
        """Say whether this reader may know whose entry it is, whatever was promised to others."""
        return self.standing.is_team or entry.seat_id in self.standing.seats

    def of(self, entry: Entry) -> str:
        """Return the label of the entry's author."""
        seat = entry.seat
        if seat is None:
            return _("A participant")
        if self.knows(entry):
            return str(seat)
        level = level_of(entry)
        if level == Attribution.PERSON and entry.author:
            return f"{entry.author.name}, {seat}"
        if level == Attribution.ORGANISATION:
            return str(seat)
        if level == Attribution.CATEGORY and seat.category in self.speakable:
            return str(Category(seat.category).label)
        return _("A participant")


def level_of(entry: Entry) -> Attribution:
    """Return the more discreet of what the entry promises, what its seat wishes and what its author wishes."""
    if entry.seat is None:
        return Attribution.NOBODY
    wished = WISHED[Appearance(entry.seat.appear_to_participants)]
    level = min(Attribution(entry.attribution), wished, key=LEVELS.index)
    if level == Attribution.PERSON and not (entry.author and getattr(entry, "author_named", False)):
        return Attribution.ORGANISATION
    return level
