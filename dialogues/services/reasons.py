"""Reasons beside events of the trail: kept so that they can be checked, and can be taken out again."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from dialogues.models import Dialogue, EventReason
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import Event, User


def record_with_reason(
    verb: str, obj: models.Model, *, by: User, dialogue: Dialogue, reason: str, **details: Any
) -> Event:
    """Record an event as ``record`` does; the words stand in a row of their own, their salted fingerprint in the event.

    The trail cannot be rewritten and outlives the dialogue, so that words about people do not belong into it.
    """
    given = EventReason(dialogue=dialogue, text=reason.strip())
    given.event = record(by, verb, obj, reason_sha256=given.fingerprint, **details)
    given.save(force_insert=True)
    return given.event


@transaction.atomic
def take_out_reason(given: EventReason, *, by: User) -> EventReason:
    """Take the words of a reason out for good; the event stays, with their fingerprint. A second time changes nothing."""
    given = EventReason.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=given.pk)
    require(by, "dialogues.take_out_reason", given)
    if given.taken_out_at is not None:
        return given
    number = given.event.number
    given.text, given.salt, given.taken_out_at = "", "", timezone.now()
    given.save(update_fields=["text", "salt", "taken_out_at"])
    record(by, "reason.taken_out", given, number=number)
    return given
