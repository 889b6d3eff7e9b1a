"""Reads the events of a dialogue, who acted in them, and whether their chain is unbroken."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from dialogues.models import Dialogue
from dialogues.trail import moment_in
from inspired.core.access import Anyone
from inspired.core.audit import verify
from inspired.core.models import Event, Person

CHECKED_AT_ONCE = 2000


def people_in(dialogue: Dialogue) -> list[Person]:
    """Read everybody who acted or holds something in the dialogue, in one query, by name."""
    actors = Event.objects.filter(scope=dialogue.audit_scope).exclude(actor="").values("actor")
    holders = Q(user__dialogue_roles__dialogue=dialogue) | Q(delegates__seat__dialogue=dialogue)
    return list(Person.objects.filter(Q(key__in=actors) | holders).distinct().order_by("name", "pk"))


def events_of(user: Anyone, dialogue: Dialogue) -> QuerySet[Event]:
    """Read the events of a dialogue that a person may see, newest first, each with the reason beside it."""
    return Event.objects.visible_to(user).in_scope(dialogue.audit_scope).select_related("given_reason")


def chain_of(dialogue: Dialogue, newest: Event | None, *, asked: bool) -> dict[str, Any]:
    """Tell up to which event the chain is unbroken; a long one is walked only when asked."""
    number = newest.number if newest else 0
    walk = asked or number <= CHECKED_AT_ONCE
    faults = list(verify(dialogue.audit_scope)) if walk else []
    return {
        "number": number,
        "digest": newest.digest if newest else "",
        "at": moment_in(newest.at, ZoneInfo(dialogue.time_zone)) if newest else "",
        "checked": walk,
        "faults": [fault.said if fault.scope == dialogue.audit_scope else str(fault) for fault in faults],
    }


def newest_of(dialogue: Dialogue) -> Event | None:
    """Read the last event of a dialogue."""
    return Event.objects.in_scope(dialogue.audit_scope).first()
