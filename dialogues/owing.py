"""Finds who is to be told something by mail now, and whose notices no mail will ever bring up. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dialogues.models import Notice, PaceChoice
from dialogues.pacing import STALE, is_due
from dialogues.states import Pace
from inspired.core.noticing import KINDS


def owing(now: datetime, dialogue: int | None = None) -> dict[int, list[int]]:
    """Return by dialogue the accounts for whom something is to be done: a mail is due, or notices are to be set aside.

    One query for the notices and one for each dialogue's paces.
    """
    waiting = Notice.objects.untold().order_by("dialogue", "user", "pk")
    if dialogue is not None:
        waiting = waiting.filter(dialogue=dialogue)
    places: dict[tuple[int, str], dict[int, list[tuple[str, datetime]]]] = {}
    for place, zone, user, kind, at in waiting.values_list("dialogue", "dialogue__time_zone", "user", "kind", "at"):
        places.setdefault((place, zone), {}).setdefault(user, []).append((kind, at))
    return {place: _owed(place, zone, people, now) for (place, zone), people in places.items()}


def _owed(dialogue: int, zone: str, people: dict[int, list[tuple[str, datetime]]], now: datetime) -> list[int]:
    paces = PaceChoice.objects.paces_in(dialogue, set(people))
    return [
        user for user, notices in people.items() if _something(notices, paces.get(user, Pace.USUAL), zone=zone, now=now)
    ]


def _something(notices: Iterable[tuple[str, datetime]], pace: Pace, *, zone: str, now: datetime) -> bool:
    if pace == Pace.NEVER:
        return True
    return any(at < now - STALE or is_due(KINDS[kind], at, pace, now=now, zone=zone) for kind, at in notices)
