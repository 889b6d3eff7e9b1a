"""Fills activities: many planned ones, and one meeting to which every seat is invited, half of it recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from dialogues.activities.dates import When
from dialogues.activities.giving import Given
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services.activities import plan_activity
from dialogues.activities.services.attending import invite_seats
from dialogues.activities.services.meetings import add_meeting, set_agenda
from dialogues.activities.services.records import add_row, write_record
from dialogues.activities.services.taking import take

if TYPE_CHECKING:
    from bench.filling import Filled
    from inspired.core.models import User


def _record(activity: Activity, count: int, *, by: User) -> None:
    """Write what came of an activity, with a row for each of its groups."""
    write_record(activity, by=by, revision=0, method="focus_group", findings="A day has fourteen hours.", next="Count")
    for number in range(count // 4):
        add_row(activity, "groups", by=by, group=f"Circle {number}", people=8, words="They begin at five.")


def fill_meetings(made: Filled, count: int) -> Meeting:
    """Plan that many activities, each with a meeting; record half of the seats in the last one and return it."""
    starts = timezone.now() + timedelta(days=3)
    said = {
        "purpose": "To hear what a working day is",
        "is_necessary": "Yes",
        "builds_trust": "So",
        "joint_knowledge": "So",
    }
    first = plan_activity(made.dialogue, by=made.host, tool=7, title="Focus group", asks_all=True, **said)
    _record(first, count, by=made.host)
    Activity.objects.bulk_create(
        Activity(dialogue=made.dialogue, by=made.host, tool=1 + number % 19, title=f"Activity {number}", **said)
        for number in range(count)
    )
    Meeting.objects.bulk_create(
        Meeting(activity=activity, by=made.host, title="Round", starts_at=starts, ends_at=starts + timedelta(hours=2))
        for activity in made.dialogue.activities.exclude(pk=first.pk)
    )
    when = When(starts, starts + timedelta(hours=2), "House of unions")
    meeting = add_meeting(first, by=made.host, when=when, title="Round with everybody")
    points = set_agenda(meeting, by=made.host, points=[(f"Point {number}", 20) for number in range(6)])
    invite_seats(meeting, by=made.host, seats=made.seats)
    for seat in made.seats[::2]:
        given = [
            Given(uuid4(), "attendance", seat.pk, value="yes"),
            Given(uuid4(), "position", seat.pk, points[0].pk, "supports", "On conditions that we named"),
        ]
        take(meeting, by=made.host, source="room", given=given)
    return meeting
