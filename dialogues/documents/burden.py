"""Counts how many texts seats already have before them, so that nobody is asked for more than they can read. Reads only."""

from __future__ import annotations

from collections import Counter

from dialogues.documents.models import CommentPeriod, Invitee
from dialogues.documents.states import RoundStatus
from dialogues.models import Dialogue
from dialogues.speakers import table_of

MOST = 2  # rounds and comment periods open at once for one seat; our suggestion


def overburdened(dialogue: Dialogue, *, more: int = 1) -> int:
    """Return how many seats at the table would have more than two rounds or comment periods open; three queries."""
    here = {"closed_at__isnull": True, "document__dialogue": dialogue}
    for_all = CommentPeriod.objects.filter(**here).count()
    asked = Invitee.objects.filter(round__status=RoundStatus.OPEN, round__version__document__dialogue=dialogue)
    rounds = Counter(asked.values_list("seat", flat=True))
    return sum(1 for seat in table_of(dialogue) if for_all + rounds[seat] + more > MOST)
