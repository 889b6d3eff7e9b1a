"""Makes activities and meetings through their verbs, for tests of this app."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from dialogues.activities.dates import When
from dialogues.activities.giving import Given
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.activities.services.attending import Coming, answer_meeting, invite_seats
from dialogues.activities.services.meetings import add_meeting, hold_meeting, set_agenda
from dialogues.activities.services.taking import take
from dialogues.activities.states.activities import Tool
from dialogues.models import Dialogue, Seat
from tests import make

SAID = {
    "tool": Tool.WORKSHOPS,
    "title": "Focus group with live-in workers",
    "purpose": "To hear what a working day is",
    "is_necessary": "Nobody has asked them",
    "builds_trust": "They sit in their own circle",
    "joint_knowledge": "They write the findings themselves",
}


def activity(dialogue: Dialogue, seats: Any = (), **said: Any) -> Activity:
    """A planned activity of all seats, or of those given."""
    said = SAID | {"asks_all": not seats} | said
    return verbs.plan_activity(dialogue, by=make.host_of(dialogue), seats=list(seats), **said)


def when(days: int = 7, hours: int = 2) -> When:
    """Two hours some days from now."""
    starts = timezone.now() + timedelta(days=days)
    return When(starts, starts + timedelta(hours=hours), "House of unions", "")


def meeting(dialogue: Dialogue, *, seats: Any = (), days: int = 7, **said: Any) -> Meeting:
    """A meeting with two points, to which these seats are invited."""
    about = {name: said.pop(name) for name in ("tier",) if name in said}
    host = make.host_of(dialogue)
    made = add_meeting(activity(dialogue, **about), by=host, when=when(days), **({"title": "First round"} | said))
    set_agenda(made, by=host, points=[("Opening", 20), ("A working day", 60)])
    if seats:
        invite_seats(made, by=host, seats=seats)
    return made


def attends(seat: Seat | None, value: str = "yes", **said: Any) -> Given:
    """An entry of attendance."""
    return Given(key=said.pop("key", uuid4()), kind="attendance", seat=seat.pk if seat else None, value=value, **said)


def remark(seat: Seat, words: str = "We start at five", key: UUID | None = None, **said: Any) -> Given:
    """An entry with what somebody said."""
    return Given(key=key or uuid4(), kind="remark", seat=seat.pk, words=words, **said)


def position(seat: Seat, point: int, value: str = "supports", **said: Any) -> Given:
    """An entry with where a seat stood."""
    return Given(key=uuid4(), kind="position", seat=seat.pk, point=point, value=value, **said)


def taken(meeting: Meeting, *given: Given, source: str = "room") -> int:
    """Take entries as the host."""
    return take(meeting, by=make.host_of(meeting.activity.dialogue), source=source, given=given)


def comes(meeting: Meeting, seat: Seat, by: Any, **said: Any) -> Any:
    """Answer for a seat that it comes."""
    return answer_meeting(meeting, seat, by=by, coming=Coming(**({"answer": "accepts"} | said)))


def held(meeting: Meeting) -> Meeting:
    """Say that it took place."""
    return hold_meeting(meeting, by=make.host_of(meeting.activity.dialogue))
