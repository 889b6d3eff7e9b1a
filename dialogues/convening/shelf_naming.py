"""Says who brought an entry of the shelf, as its reader may know it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.appearing import label, sizes
from dialogues.convening.models import ShelfEntry
from dialogues.models import Dialogue
from dialogues.states import Audience
from inspired.core.access import Anyone


class Bringers:
    """Says who brought an entry, as its reader may know it; the seats of each category are counted once."""

    def __init__(self, user: Anyone, dialogue: Dialogue) -> None:
        standing = dialogue.standing_of(user)
        self.audience = Audience.PARTICIPANTS if standing.is_participant or standing.is_team else Audience.PUBLIC
        self.counts, self.sees_all, self.own = sizes(dialogue), standing.is_team, standing.seats

    def name(self, entry: ShelfEntry) -> str:
        """Name who brought it."""
        if entry.is_from_team:
            return _("The host team")
        if entry.is_from_donor:
            named = entry.by.name if self.sees_all and entry.by else ""
            return _("A donor: %(name)s") % {"name": named} if named else _("A donor of this dialogue")
        if entry.seat is None:
            return _("A participant")
        if self.sees_all or entry.seat_id in self.own:
            return str(entry.seat)
        return label(entry.seat, self.audience, self.counts)
