"""Counts what became of the contributions of each category, and says nothing where a figure would point to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.appearing import FEWEST_IN_CATEGORY
from dialogues.ledger.models import Entry
from dialogues.ledger.states import TAKEN_UP, UNDECIDED, Disposition
from dialogues.models import Dialogue
from dialogues.states import Attribution, Category


@dataclass(frozen=True)
class Share:
    """What became of one category's entries. ``counts`` is None when too few seats contributed to say."""

    label: str
    counts: dict[str, int] | None = None

    @property
    def total(self) -> int:
        """All entries, decided or not."""
        return sum((self.counts or {}).values())

    @property
    def decided(self) -> int:
        """The entries that have their disposition."""
        return sum(number for name, number in (self.counts or {}).items() if name not in UNDECIDED)

    @property
    def taken_up(self) -> int:
        """The entries accepted or partly accepted."""
        return sum(number for name, number in (self.counts or {}).items() if name in TAKEN_UP)

    @property
    def cells(self) -> list[int]:
        """The counts in the order of the dispositions."""
        return [(self.counts or {}).get(name, 0) for name in Disposition.values]

    @property
    def sentence(self) -> str:
        """The share in words."""
        if self.counts is None:
            return _("Too few to say")
        if not self.decided:
            return _("None decided yet")
        return ngettext(
            "%(taken)d of %(decided)d decided accepted, wholly or in part",
            "%(taken)d of %(decided)d decided accepted, wholly or in part",
            self.decided,
        ) % {"taken": self.taken_up, "decided": self.decided}


OTHERS = gettext_lazy("Other categories together")


def share_accepted(dialogue: Dialogue) -> list[Share]:
    """Return one share per category that contributed; one query.

    A category is counted when at least 3 of its seats contributed. The smaller ones stand together in a last row
    when they make 3 seats between them, so that no difference between two figures shows one of them. Entries
    attributed to nobody are counted nowhere, because a category would be an attribution.
    """
    names = {f"n_{value}": Count("pk", filter=Q(disposition=value)) for value in Disposition.values}
    rows = (
        Entry.objects.filter(dialogue=dialogue, seat__isnull=False)
        .exclude(attribution=Attribution.NOBODY)
        .order_by()
        .values("seat__category")
        .annotate(seats=Count("seat", distinct=True), **names)
    )
    found = {row["seat__category"]: row for row in rows}
    large = {key for key, row in found.items() if row["seats"] >= FEWEST_IN_CATEGORY}
    small = [row for key, row in found.items() if key not in large]
    shares = [
        Share(str(Category(key).label), _counts(found[key]) if key in large else None)
        for key in Category.values
        if key in found
    ]
    if sum(row["seats"] for row in small) >= FEWEST_IN_CATEGORY:
        shares.append(Share(str(OTHERS), {key: sum(_counts(row)[key] for row in small) for key in Disposition.values}))
    return shares


def _counts(row: dict[str, int]) -> dict[str, int]:
    return {value: row[f"n_{value}"] for value in Disposition.values}
