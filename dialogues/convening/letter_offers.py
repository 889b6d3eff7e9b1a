"""What letters offer to the ports of the floors below: answers that should have come by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.convening.models import Letter
from dialogues.models import reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo

MOST = 20


@ports.todo.provide
def awaited_answers(user: Anyone) -> Iterator[Todo]:
    """Ask the host team about letters whose answer should have come, the longest overdue first."""
    reach = reach_of(user)
    if not (team := reach.team & reach.live):
        return
    overdue: Any = Letter.objects.visible_to(user).overdue().filter(dialogue__in=team)
    names = ("reference", "answer_by", "dialogue__time_zone", "listed__name", "listed__organisation__name")
    for pk, dialogue, reference, day, zone, *name in overdue.order_by("answer_by", "pk").values_list(
        "pk", "dialogue", *names
    )[:MOST]:
        yield Todo(
            title=_("No answer yet to letter %(reference)s") % {"reference": reference},
            url=reverse("letter", args=[reach.named[dialogue].slug, pk]),
            action=_("Ask, or note the answer"),
            dialogue_id=dialogue,
            context=name[1] or name[0],
            due=datetime.combine(day, time.max, ZoneInfo(zone)),
            rank=4,
        )
