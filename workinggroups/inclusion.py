"""Says which voices a group lacks: categories, affected groups, non-state actors. Warnings only; nothing is blocked."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Compare those invited and accepted with the table, as far as this person may see it; two queries."""
    here = group.member_seats() | group.invited_seats()
    if not here:
        return Lacking(is_empty=True)
    table = Seat.objects.visible_to(user).at_the_table().filter(dialogue=group.dialogue_id)
    at_table = list(table.order_by("pk").values_list("pk", "category"))
    inside = {category for pk, category in at_table if pk in here}
    absent = {category for _pk, category in at_table} - inside
    spoken = AffectedGroup.objects.filter(dialogue=group.dialogue_id).values_list("pk", "name", "seats")
    groups: dict[str, bool] = {}
    for _pk, name, seat in spoken:
        groups[name] = groups.get(name, False) or seat in here
    return Lacking(
        categories=tuple(str(category.label) for category in Category if category.value in absent),
        groups=tuple(sorted(name for name, is_heard in groups.items() if not is_heard)),
        no_other_than_state=bool(inside) and inside <= STATE,
    )
