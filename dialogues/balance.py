"""Counts who is at the table: seats by category, what is missing or not needed, affected groups. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from dialogues.models import AffectedGroup, CategoryNeed, Dialogue, Invitation, Seat
from dialogues.models.seats import seen_by
from dialogues.states import Category
from inspired.core.access import Anyone


@dataclass(frozen=True)
class CategoryLine:
    """One of the nine categories: how many seats this reader may count, how many are invited, why none is needed."""

    category: str
    label: str
    seats: int
    waived: str | None = None
    invited: int = 0

    @property
    def is_missing(self) -> bool:
        """Is nobody of this category at the table although somebody is needed?"""
        return not self.seats and self.waived is None


@dataclass(frozen=True)
class GroupLine:
    """An affected group, and whether a seat at the table speaks for it."""

    pk: int
    name: str
    at_the_table: bool


@dataclass(frozen=True)
class Balance:
    """The nine categories in their order, the affected groups, and the true size of each category for naming."""

    lines: list[CategoryLine]
    groups: list[GroupLine]
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def seats(self) -> int:
        """How many seats are at the table."""
        return sum(line.seats for line in self.lines)

    @property
    def present(self) -> int:
        """How many categories are at the table."""
        return sum(1 for line in self.lines if line.seats)

    @property
    def groups_present(self) -> int:
        """How many affected groups are at the table."""
        return sum(1 for group in self.groups if group.at_the_table)


def balance_of(user: Anyone, dialogue: Dialogue) -> Balance:
    """Count as far as this person may see: an unlisted seat leaves no gap for others; two queries."""
    visible = Seat.objects.visible_to(user).filter(dialogue=dialogue)
    joined, seen = Q(joined_at__isnull=False), seen_by(user)
    invited = Q(pk__in=Invitation.objects.open().values("seat"))
    counted = (
        dialogue.seats.filter(left_at__isnull=True)
        .values("category")
        .order_by("category")
        .annotate(
            all=Count("pk", filter=joined),
            seen=Count("pk", filter=joined & seen),
            invited=Count("pk", filter=~joined & seen & invited),
        )
    )
    rows = {row["category"]: row for row in counted}
    waived, groups = _needs_and_groups(dialogue, visible)
    lines = [_line(category, rows.get(category, {}), waived.get(category.value)) for category in Category]
    return Balance(lines, groups, {name: row["all"] for name, row in rows.items() if row["all"]})


def unseated(dialogue: Dialogue) -> list[str]:
    """Name the categories that have no seat in the dialogue and are not marked as not needed; one query.

    Counted of all seats: figures by category say of every category with a seat how many of it were asked.
    """
    seated = dialogue.seats.filter(joined_at__isnull=False, left_at__isnull=True).order_by().values_list("category")
    waived = CategoryNeed.objects.filter(dialogue=dialogue).order_by().values_list("category")
    known = {category for (category,) in seated.union(waived)}
    return [str(category.label) for category in Category if category.value not in known]


def _line(category: Category, row: Mapping[str, Any], waived: str | None) -> CategoryLine:
    return CategoryLine(category.value, str(category.label), row.get("seen", 0), waived, row.get("invited", 0))


def _needs_and_groups(dialogue: Dialogue, visible: QuerySet[Seat]) -> tuple[dict[str, str], list[GroupLine]]:
    """Read both small lists in one query: they stand on a page whose queries are counted."""
    words, no = TextField(), Value(False, output_field=BooleanField())
    needs = CategoryNeed.objects.filter(dialogue=dialogue).annotate(
        kind=Value("need"), word=Cast("category", words), there=no
    )
    speaking = visible.at_the_table().filter(speaks_for=OuterRef("pk"))  # type: ignore[attr-defined]
    groups = AffectedGroup.objects.filter(dialogue=dialogue).annotate(
        kind=Value("group"), word=Cast("name", words), reason=Value("", output_field=words), there=Exists(speaking)
    )
    columns = ("kind", "pk", "word", "reason", "there")
    rows = list(needs.values_list(*columns).union(groups.order_by().values_list(*columns), all=True))
    named = [GroupLine(pk, name, bool(there)) for kind, pk, name, _none, there in rows if kind == "group"]
    waived = {category: reason for kind, _pk, category, reason, _no in rows if kind == "need"}
    return waived, sorted(named, key=lambda group: group.name.casefold())
