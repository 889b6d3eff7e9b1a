"""What letters offer to the ports of the floors below: answers that should have come by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.convening.models import Letter
from dialogues.models import Reach
from dialogues.waiting import WORDS, Waiting, told_as, waits
from inspired.core.access import Anyone
from inspired.core.ports import Todo


def _overdue(one: Waiting) -> Todo:
    title = _("No answer yet to letter %(reference)s") % {"reference": one.title}
    url = reverse("letter", args=[one.slug, one.pk])
    due = datetime.combine(date.fromisoformat(one.letter), time.max, ZoneInfo(one.named.time_zone))
    return Todo(title, url, _("Ask, or note the answer"), one.dialogue, one.who, due=due, rank=4)


@waits({"letter": _overdue})
def awaited_answers(user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Ask the host team about letters whose answer should have come."""
    if team := reach.team & reach.live:
        overdue = Letter.objects.visible_to(user).overdue().filter(dialogue__in=team)
        name = Coalesce("listed__organisation__name", "listed__name")
        yield told_as(
            overdue, "letter", title="reference", who=name, letter=Cast("answer_by", WORDS), dialogue="dialogue"
        )
