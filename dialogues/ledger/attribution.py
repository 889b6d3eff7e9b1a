"""Says how the author of an entry is called for whoever reads it. Computes only; one query for a whole page at most."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _

from dialogues.appearing import level, name_at, sizes
from dialogues.ledger.models import Entry
from dialogues.models import Dialogue
from dialogues.states import Appearance, Audience
from inspired.core.access import Anyone


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
    def counts(self) -> dict[str, int]:
        """The seats at the table in each category."""
        return sizes(self.dialogue)

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
        shown = level_of(entry)
        if shown == Appearance.NAME and entry.author:
            return _("%(name)s, %(organisation)s") % {"name": entry.author.name, "organisation": seat}
        return name_at(shown, seat, self.counts if shown == Appearance.CATEGORY else {})


def level_of(entry: Entry) -> Appearance:
    """Return the more discreet of what the entry promises, what its seat wishes and what its author wishes."""
    if entry.seat is None:
        return Appearance.UNLISTED
    shown = level(entry.seat, Audience.PARTICIPANTS, entry.attribution)
    if shown == Appearance.NAME and not (entry.author and getattr(entry, "author_named", False)):
        return Appearance.ORGANISATION
    return shown
