"""Says which voices a group lacks: categories, affected groups, non-state actors. Warnings only; nothing is blocked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextField, Value
from django.db.models.functions import Cast

from dialogues.models import AffectedGroup, Seat
from dialogues.states import Category
from inspired.core.access import Anyone
from workinggroups.models import Group

STATE = frozenset({Category.ADMINISTRATION, Category.PARLIAMENT})


@dataclass(frozen=True)
class Lacking:
    """What the members and those invited do not cover, of what is at the table."""

    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    no_other_than_state: bool = False
    is_empty: bool = False

    @property
    def is_anything(self) -> bool:
        """Is there something to warn of?"""
        return bool(self.categories or self.groups or self.no_other_than_state or self.is_empty)


def lacking(user: Anyone, group: Group) -> Lacking:
    """Compare those invited and accepted with the table, as far as this person may see it; one query."""
    here = group.member_seats() | group.invited_seats()
    if not here:
        return Lacking(is_empty=True)
    at_table, spoken = _table(user, group)
    inside = {category for pk, category in at_table if pk in here}
    absent = {category for _pk, category in at_table} - inside
    heard = {name for pk, name in spoken if pk in here}
    return Lacking(
        categories=tuple(str(category.label) for category in Category if category.value in absent),
        groups=tuple(sorted({name for _pk, name in spoken} - heard)),
        no_other_than_state=bool(inside) and inside <= STATE,
    )


def _table(user: Anyone, group: Group) -> tuple[list[tuple[int, str]], list[tuple[int | None, str]]]:
    """Read the seats with their categories, and the affected groups with the seats that speak for them, in one query."""
    seats = Seat.objects.visible_to(user).at_the_table().filter(dialogue=group.dialogue_id).order_by()
    groups = AffectedGroup.objects.filter(dialogue=group.dialogue_id).order_by()
    words = TextField()
    told = seats.values_list(Value("seat", words), "pk", Cast("category", words))
    rows = list(told.union(groups.values_list(Value("group", words), "seats", Cast("name", words)), all=True))
    spoken = [(pk, word) for kind, pk, word in rows if kind == "group"]
    return [(pk, word) for kind, pk, word in rows if kind == "seat"], spoken
