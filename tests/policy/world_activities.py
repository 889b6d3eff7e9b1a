"""The activities and meetings of the world. Words in capitals are secrets: see canaries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from dialogues.activities.dates import When
from dialogues.activities.giving import Given
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.attending import Coming, answer_meeting, invite_seats
from dialogues.activities.services.meetings import add_meeting, attach_scan, hold_meeting, set_agenda
from dialogues.activities.services.taking import take
from inspired.core.models.audit import Tier
from tests.core.files import PDF, upload

QUESTIONS = {"is_necessary": "Yes", "builds_trust": "In circles", "joint_knowledge": "They write"}


def tools_in_use(world: Any) -> None:
    """Plan activities of every level, propose one, and hold a meeting whose minutes were sent round."""
    host, own = world.people["host"], world.seat

    def plan(title: str, seats: Any = (), **said: Any) -> Activity:
        said = {"tool": 7, "title": title, "purpose": f"PURPOSE-{title}", "asks_all": not seats} | QUESTIONS | said
        return verbs.plan_activity(world.dialogue, by=host, seats=list(seats), **said)

    shared = plan("ACTIVITY-OF-ALL", place="PLACE-OF-ACTIVITY", link="https://example.org/LINK-OF-ACTIVITY")
    closed = plan("ACTIVITY-OF-GROUP", [own], tier=Tier.GROUP)
    hidden = plan("ACTIVITY-OF-HOST", tool=9, tier=Tier.HOST)
    said = {"tool": 16, "title": "ACTIVITY-PROPOSED", "purpose": "PURPOSE-PROPOSED"} | QUESTIONS
    proposed = verbs.propose_activity(world.dialogue, by=world.people["head"], seat=own, **said)
    for activity, title in ((closed, "MEETING-OF-GROUP"), (hidden, "MEETING-OF-HOST")):
        _meet(host, activity, title)
    coming = _meet(host, shared, "MEETING-TO-COME")
    invite_seats(coming, by=host, seats=[own, world.neighbour_seat])
    answer = Coming("substitute", substitute="SUBSTITUTE-AT-MEETING", note="NOTE-IN-ANSWER")
    answer_meeting(coming, own, by=world.people["head"], coming=answer)
    world.objects |= {"activity": shared, "activity_proposed": proposed, "meeting": coming}
    _held(world, shared)


def _meet(host: Any, activity: Activity, title: str) -> Meeting:
    starts = timezone.now() + timedelta(days=3)
    when = When(starts, starts + timedelta(hours=2), f"PLACE-{title}", "")
    return add_meeting(activity, by=host, when=when, title=title)


def _held(world: Any, shared: Activity) -> None:
    host, seats = world.people["host"], [world.seat, world.neighbour_seat, world.shy_seat]
    meeting = _meet(host, shared, "MEETING-THAT-WAS")
    (point,) = set_agenda(meeting, by=host, points=[("POINT-OF-AGENDA", 20)])
    invite_seats(meeting, by=host, seats=seats)

    def gives(seat: Any, kind: str, **said: Any) -> Given:
        return Given(key=uuid4(), kind=kind, seat=seat.pk if seat else None, **said)

    own, neighbour, shy = seats
    recorded = [
        gives(own, "attendance", value="yes", words="WHO-SAT-ON-OWN"),
        gives(neighbour, "attendance", value="yes", words="WHO-SAT-ON-NEIGHBOUR"),
        gives(shy, "attendance", value="yes"),
        gives(None, "walk_in", words="WHO-WALKED-IN"),
        gives(own, "position", point=point.pk, value="opposes", words="POSITION-OF-OWN"),
        gives(own, "remark", point=point.pk, words="REMARK-OF-OWN"),
    ]
    take(meeting, by=host, source="room", given=recorded)
    hold_meeting(meeting, by=host)
    world.objects["item"] = minuting.add_item(meeting, by=host, kind="task", text="TASK-OF-MEETING", seat=own)
    world.objects["scan"] = attach_scan(meeting, by=host, upload=upload(PDF, "SIGNED-SHEET.pdf"))
    minuting.write_minutes(meeting, by=host, text="TEXT-OF-MINUTES", language="en", revision=0)
    minutes = minuting.circulate(meeting, by=host)
    neighbours = {"by": world.people["neighbour"], "approves": False, "round_number": 1}
    minuting.approve_minutes(minutes, neighbour, objection="OBJECTION-TO-MINUTES", **neighbours)
    draft = _meet(host, shared, "MEETING-WITH-DRAFT")
    minuting.write_minutes(draft, by=host, text="DRAFT-OF-MINUTES", language="en", revision=0)
    world.objects["met"] = meeting
