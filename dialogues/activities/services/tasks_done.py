"""Ticking the tasks that minutes gave to seats."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.models import MinutesItem
from dialogues.activities.services.meetings import locked_meeting
from dialogues.activities.states.meetings import ItemKind
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError


@transaction.atomic
def tick_task(item: MinutesItem, *, by: User, done: bool) -> MinutesItem:
    """Say that a task is done, or not after all, also once the minutes are approved; reminders stop or begin again by that."""
    meeting = locked_meeting(item.meeting, by=by)
    item = MinutesItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.meeting = meeting
    if item.kind != ItemKind.TASK:
        raise StateError(_("Only a task can be done."))
    require(by, "activities.finish_task", item)
    if (item.done_on is not None) == done:
        return item
    item.done_on = timezone.localdate() if done else None
    item.save(update_fields=["done_on"])
    record(by, "task.done" if done else "task.reopened", item)
    return item
