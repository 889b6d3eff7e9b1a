"""The balance of categories: which are not needed here and why, and which affected groups there are."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dialogues.models import AffectedGroup, CategoryNeed, Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError


@transaction.atomic
def waive_category(dialogue: Dialogue, *, by: User, category: str, reason: str) -> CategoryNeed:
    """Say that this dialogue does not need a category, and why; saying it again replaces the reason.

    Raises StateError while a seat of this category is at the table.
    """
    dialogue = _locked(dialogue, by)
    if dialogue.seats.at_the_table().filter(category=category).exists():
        raise StateError(str(_("A seat of this category is at the table.")))
    need, _new = CategoryNeed.objects.update_or_create(
        dialogue=dialogue, category=category, defaults={"reason": reason}
    )
    record(by, "category.waived", dialogue, tier=Tier.PARTICIPANTS, category=category)
    return need


@transaction.atomic
def need_category(dialogue: Dialogue, *, by: User, category: str) -> None:
    """Take back that a category is not needed; harmless when nobody said so."""
    dialogue = _locked(dialogue, by)
    if CategoryNeed.objects.filter(dialogue=dialogue, category=category).delete()[0]:
        record(by, "category.needed", dialogue, tier=Tier.PARTICIPANTS, category=category)


@transaction.atomic
def add_group(dialogue: Dialogue, *, by: User, name: str) -> AffectedGroup:
    """Name a group that the policy affects. Raises StateError when it is named already."""
    dialogue = _locked(dialogue, by)
    name = " ".join(name.split())
    if AffectedGroup.objects.filter(dialogue=dialogue, name__iexact=name).exists():
        raise StateError(str(_("This group is on the list already.")))
    group = AffectedGroup.objects.create(dialogue=dialogue, name=name)
    record(by, "group.added", dialogue, tier=Tier.PARTICIPANTS, group=group.pk)
    return group


@transaction.atomic
def remove_group(group: AffectedGroup, *, by: User) -> None:
    """Take an affected group off the list; the seats that spoke for it stay."""
    dialogue = _locked(group.dialogue, by)
    if AffectedGroup.objects.filter(pk=group.pk).delete()[0]:
        record(by, "group.removed", dialogue, tier=Tier.PARTICIPANTS, group=group.pk)


def _locked(dialogue: Dialogue, by: User) -> Dialogue:
    found = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    require(by, "dialogues.manage_seats", found)
    return found
