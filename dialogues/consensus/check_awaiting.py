"""What waits for a person in position checks: to say where a seat stands, to confirm what was entered for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, DateTimeField, Exists, OuterRef, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
from dialogues.consensus.offers import TAB
from dialogues.models.standing import Reach
from dialogues.waiting import UNDATED, Waiting, told_as, waits
from inspired.core.access import Anyone
from inspired.core.ports import Todo


def _stand(one: Waiting) -> Todo:
    title = _("Where do you stand? %(title)s") % {"title": one.title}
    url = reverse("check_reply", args=[one.slug, one.first, one.pk])
    return Todo(title, url, _("Answer"), one.dialogue, "", due=one.due, rank=3)


def _confirm(one: Waiting) -> Todo:
    title = _("Confirm what was entered for you: %(title)s") % {"title": one.title}
    url = reverse("check", args=[one.slug, one.first])
    return Todo(title, url, _("Read and confirm"), one.dialogue, "", rank=4)


@waits({"stand": _stand, "position_entered": _confirm}, TAB)
def asked_in_checks(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name the checks in which seats one speaks for have said nothing, or have something to confirm."""
    if not reach.speaking:
        return
    said = Reply.objects.filter(position_check=OuterRef("position_check"), seat=OuterRef("seat"))
    mine = CheckSeat.objects.filter(seat__in=reach.speaking).exclude(position_check__dialogue__in=reach.team)
    taking = PositionCheck.objects.taking_replies().values("pk")
    waiting = mine.filter(~Exists(said), position_check__in=taking)
    runs = When(
        position_check__halted_at__isnull=True, then="position_check__due_at"
    )  # no date while the silence stands still
    entered = Exists(said.filter(confirmed_at__isnull=True).exclude(entered_by=user.pk))
    for kind, rows, due in (
        ("stand", waiting, Case(runs, output_field=DateTimeField())),
        ("position_entered", mine.filter(entered), UNDATED),
    ):
        at = {name: f"position_check__{path}" for name, path in (("title", "title"), ("dialogue", "dialogue"))}
        yield told_as(rows, kind, first="position_check__number", due=due, **at)
