"""How the group on evidence meets by itself: planned and kept by its coordinator, minuted by its rapporteur, with tasks that remain."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from dialogues.activities.dates import When
from dialogues.activities.giving import Given
from dialogues.activities.models import Meeting
from dialogues.activities.services.group_meetings import plan_group_meeting
from dialogues.activities.services.meetings import hold_meeting
from dialogues.activities.services.minutes import add_item, approve_minutes, circulate, write_minutes
from dialogues.activities.services.naming import name_keepers
from dialogues.activities.services.taking import confirm_recorded, take
from dialogues.activities.services.tasks_done import tick_task
from inspired.core.models.audit import Tier
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

TITLE = "Which talks count as evidence"
AGENDA = [("The twenty talks so far", 40), ("Who looks at the nights", 35), ("Who does what until when", 15)]
PURPOSE = "Know which of the talks can stand in the text, and who brings what is missing."
TEXT = """The group went through the talks one by one. Seventeen can be used as they are; in three the hours have to be asked again.

Whether a night on call in the house is work was left to the next meeting."""
THERE = ("university", "statistics", "workers", "confederation")
TASKS = (
    ("Ask the hours again in the three talks that lack them.", "workers", 6),
    ("Count the nights on call in the household survey.", "statistics", -2),
    ("Send the two collective agreements that name a night allowance.", "confederation", -4),
)


def meet_in_groups(clock: Clock, table: Table) -> None:
    """Tell one meeting of the group, and who keeps the meeting before the conference."""
    lead, pen = table.people["university"], table.people["statistics"]
    meeting = _planned(clock, table)
    with clock.at(-12, 13):
        given = [Given(_key(key), "attendance", table.seats[key].pk, value="yes") for key in THERE]
        point = meeting.agenda.get(number=2).pk
        said = "Who sleeps in the house gets up when the child does. Ask for the nights, not for the hours."
        given.append(Given(_key(said), "remark", table.seats["workers"].pk, point, words=said))
        take(meeting, by=lead, source="room", given=given)
        hold_meeting(meeting, by=lead)
    with clock.at(-11, 10):
        confirm_recorded(meeting, table.seats["workers"], by=table.people["workers"])
        write_minutes(meeting, by=pen, text=TEXT, language="en", revision=0)
        for words, key, days in TASKS:
            day = clock.day(days).date()
            add_item(meeting, by=pen, kind="task", text=words, seat=table.seats[key], due_on=day, form_key=_key(words))
        minutes = circulate(meeting, by=pen)
    for key in ("university", "confederation"):
        with clock.at(-9, 15):
            approve_minutes(minutes, table.seats[key], by=table.people[key], approves=True, round_number=1)
    with clock.at(-5, 9):
        done = meeting.items.get(seat=table.seats["confederation"])
        tick_task(done, by=table.people["confederation"], done=True)
    _named(clock, table)


def _planned(clock: Clock, table: Table) -> Meeting:
    group = table.dialogue.working_groups.get(name="Evidence")
    starts = clock.day(-12, 10)
    when = When(starts, starts + timedelta(minutes=sum(minutes for _title, minutes in AGENDA)), "Faculty, room 4")
    said = {"title": TITLE, "purpose": PURPOSE, "points": AGENDA, "tier": Tier.GROUP, "form_key": _key(TITLE)}
    with clock.at(-19, 11):
        return plan_group_meeting(group, by=table.people["university"], when=when, **said)  # type: ignore[arg-type]


def _named(clock: Clock, table: Table) -> None:
    """A commission that takes no side keeps the room before the conference; the university writes the minutes."""
    meeting = Meeting.objects.get(activity__dialogue=table.dialogue, title="Preparing the conference")
    chosen = {
        task: table.seats[key].delegates.get(user=table.people[key])
        for task, key in (("facilitator", "commission"), ("rapporteur", "university"))
    }
    with clock.at(-7, 10):
        name_keepers(meeting, by=table.host, **chosen)


def _key(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(("group", *map(str, parts))))
