"""Telling without e-mail: what was told by telephone or on paper, and taking that back. ``notices`` leaves the errands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Delegate, Dialogue, Errand, Seat
from dialogues.states import ByHand
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError


@transaction.atomic
def note_told(dialogue: Dialogue, errands: Collection[int], *, by: User, how: str, on: date | None = None) -> int:
    """Note that these were told on a day, today by default; return how many were still waiting.

    Raises StateError for a day to come, ValueError for a way that does not exist.
    """
    require(by, "dialogues.manage_dialogue", dialogue)
    way, day = ByHand(how), on or timezone.localdate()
    if day > timezone.localdate():
        raise StateError(_("This day has not come yet."))
    found = list(_locked(dialogue, errands).filter(told_on__isnull=True))
    Errand.objects.filter(pk__in=[one.pk for one in found]).update(told_on=day, told_how=way, told_by=by)
    for whom, number in _by_whom(found).items():
        record(by, "errand.told", whom, how=way, number=number, on=day.isoformat())
    return len(found)


@transaction.atomic
def take_back_told(dialogue: Dialogue, errands: Collection[int], *, by: User) -> int:
    """Put these back on the list, as not told; return how many were noted as told."""
    require(by, "dialogues.manage_dialogue", dialogue)
    found = list(_locked(dialogue, errands).filter(told_on__isnull=False))
    Errand.objects.filter(pk__in=[one.pk for one in found]).update(told_on=None, told_how="", told_by=None)
    for whom, number in _by_whom(found).items():
        record(by, "errand.taken_back", whom, number=number)
    return len(found)


def _locked(dialogue: Dialogue, errands: Collection[int]) -> QuerySet[Errand]:
    rows = Errand.objects.select_for_update(of=("self",)).filter(dialogue=dialogue, pk__in=errands)
    return rows.select_related("seat__dialogue", "delegate__seat__dialogue").order_by("pk")


def _by_whom(errands: list[Errand]) -> dict[Delegate | Seat, int]:
    counted: dict[Delegate | Seat, int] = {}
    for errand in errands:
        whom = errand.delegate or errand.seat
        counted[whom] = counted.get(whom, 0) + 1
    return counted
