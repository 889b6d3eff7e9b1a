"""Activities of the main story: a focus group and a deliberation with minutes, a meeting to come and one of a group, a talk in confidence, a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from dialogues.activities.dates import When
from dialogues.activities.giving import Given
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.activities.services.attending import Coming, answer_meeting, invite_seats
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.services.meetings import add_meeting, hold_meeting, set_agenda
from dialogues.activities.services.minutes import add_item, approve_minutes, circulate, write_minutes
from dialogues.activities.services.taking import confirm_recorded, take
from dialogues.activities.services.tasks_done import tick_task
from dialogues.activities.states.activities import Tool
from dialogues.activities.states.meetings import ChangeKind, InvitedAnswer
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from dialogues.states import Attribution
from inspired.core.models.audit import Tier
from inspired.front.demo import domestic_meeting_words as words
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

REGIONS = ["Main island", "Northern islands", "Southern islands"]


def _key(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(map(str, parts)))


def use_tools(clock: Clock, table: Table) -> None:
    """Tell what was planned, held, moved and proposed, from the focus group to the conference to come."""
    with clock.at(-297):
        agreed = {"records_gender": True, "records_region": True, "regions": REGIONS, "least_women": 50}
        agreed |= {"least_categories": 5, "most_of_one_category": 40, "agreed_on": clock.day(-298).date()}
        verbs.set_recording(table.dialogue, by=table.host, revision=0, **agreed)
    _focus_group(clock, table)
    _deliberation(clock, table)
    _in_confidence(clock, table)
    _to_come(clock, table)
    _of_a_group(clock, table)
    with clock.at(-3, 15):
        verbs.propose_activity(
            table.dialogue,
            by=table.people["workers"],
            seat=table.seats["workers"],
            form_key=_key("training"),
            **words.TRAINING,
        )


def _plan(table: Table, day: date, keys: Sequence[str], said: dict[str, Any]) -> Activity:
    zone = table.dialogue.time_zone
    dates = {"starts_on": day, "ends_on": day, "time_zone": zone, "facilitator": table.host, "asks_all": not keys}
    seats = [table.seats[key] for key in keys]
    return verbs.plan_activity(
        table.dialogue, by=table.host, seats=seats, form_key=_key(said["title"]), **dates, **said
    )


def _meet(
    clock: Clock, table: Table, activity: Activity, day: int, agenda: list[tuple[str, int]], **said: Any
) -> Meeting:
    starts = clock.day(day, 10)
    length = timedelta(minutes=sum(minutes for _title, minutes in agenda))
    when = When(starts, starts + length, activity.place, "")
    meeting = add_meeting(
        activity, by=table.host, when=when, title=activity.title, form_key=_key(activity.title, day), **said
    )
    set_agenda(meeting, by=table.host, points=agenda)
    return meeting


def _focus_group(clock: Clock, table: Table) -> None:
    keys = (*words.FOCUS_THERE, *words.FOCUS_ABSENT)
    with clock.at(-92):
        activity = _plan(table, clock.day(-72).date(), keys, words.FOCUS)
        said = {
            "attribution": Attribution.CATEGORY,
            "interpretation": "Creole and Portuguese, both ways: a colleague of the university",
        }
        meeting = _meet(clock, table, activity, -75, words.FOCUS_AGENDA, **said)
        invite_seats(meeting, by=table.host, seats=[table.seats[key] for key in keys])
    _answers(clock, table, meeting, -88, words.FOCUS_THERE)
    with clock.at(-80, 16):
        starts = clock.day(-72, 10)
        when = When(starts, starts + timedelta(minutes=140), activity.place, "")
        reason = "No boat goes on the day first chosen; workers from the northern islands could not come."
        change_meeting(meeting, by=table.host, kind=ChangeKind.MOVE, reason=reason, sequence=0, when=when)
    recorded = _recorded(table, meeting, words.FOCUS_THERE, words.FOCUS_REMARKS, words.FOCUS_POSITIONS)
    recorded += [
        Given(_key(meeting.pk, key, "away"), "attendance", table.seats[key].pk, value="no")
        for key in words.FOCUS_ABSENT
    ]
    walked_in = "Interpreter of the university"
    recorded.append(Given(_key(meeting.pk, "walk"), "walk_in", words=walked_in, gender="woman", region=REGIONS[0]))
    with clock.at(-72, 15):
        take(meeting, by=table.host, source="room", given=recorded)
        hold_meeting(meeting, by=table.host)
    _confirmed(clock, table, meeting, -71, ("workers", "rural", "confederation", "university", "employers"))
    _minuted(clock, table, meeting, -70, words.FOCUS_TEXT, words.FOCUS_ITEMS)
    _approved(clock, table, meeting, -68, words.FOCUS_THERE)
    with clock.at(-60):
        tick_task(meeting.items.filter(kind="task").earliest("pk"), by=table.host, done=True)
        for remark in meeting.remarks.select_related("entry")[:2]:
            reason = "It stands in the chapter on evidence, in these words."
            decide(remark.entry, by=table.host, disposition=Disposition.ACCEPTED, reason=reason, version_label="PPA v2")
        verbs.hold_activity(activity, by=table.host)


def _deliberation(clock: Clock, table: Table) -> None:
    with clock.at(-30):
        activity = _plan(table, clock.day(-6).date(), (), words.OPTIONS)
        meeting = _meet(clock, table, activity, -6, words.OPTIONS_AGENDA)
        invite_seats(meeting, by=table.host, seats=[table.seats[key] for key in words.OPTIONS_THERE])
    _answers(clock, table, meeting, -25, words.OPTIONS_THERE)
    given = _recorded(table, meeting, words.OPTIONS_THERE, words.OPTIONS_REMARKS, words.OPTIONS_POSITIONS)
    with clock.at(-6, 14):
        take(meeting, by=table.host, source="sheet", given=given)
        hold_meeting(meeting, by=table.host)
    _confirmed(clock, table, meeting, -5, ("finance", "confederation", "university"))
    _minuted(clock, table, meeting, -4, words.OPTIONS_TEXT, words.OPTIONS_ITEMS)
    _approved(clock, table, meeting, -3, ("confederation", "university", "labour", "socialsecurity"))


def _in_confidence(clock: Clock, table: Table) -> None:
    said = words.OPTIONS | {"tool": Tool.BILATERAL, "title": "Talk with the budget directorate", "tier": Tier.HOST}
    said |= {"purpose": "Hear before the deliberation what the ministry cannot accept.", "place": "Ministry of finance"}
    with clock.at(-33):
        activity = _plan(table, clock.day(-31).date(), ("finance",), said)
    with clock.at(-31, 16):
        verbs.hold_activity(activity, by=table.host)


def _to_come(clock: Clock, table: Table) -> None:
    with clock.at(-10):
        activity = _plan(table, clock.day(40).date(), (), words.CLOSING)
        preparing = "Preparing the conference"
        starts = clock.day(12, 10)
        when = When(starts, starts + timedelta(hours=2), activity.place, "")
        said: dict[str, Any] = {"title": preparing, "answer_by": clock.end_of(8), "form_key": _key(preparing)}
        meeting = add_meeting(activity, by=table.host, when=when, **said)
        set_agenda(meeting, by=table.host, points=[("Who speaks", 40), ("What the press gets, and when", 30)])
        invite_seats(meeting, by=table.host, seats=list(table.seats.values()))
    _answers(clock, table, meeting, -8, ("labour", "finance", "statistics", "inspectorate", "committee"), gender="man")


def _of_a_group(clock: Clock, table: Table) -> None:
    group = table.dialogue.working_groups.get(name="Evidence")
    keys = [key for key, seat in table.seats.items() if seat.pk in group.member_seats()]
    with clock.at(-3, 12):
        activity = _plan(table, clock.day(5).date(), keys, words.HOURS | {"group": group})
        meeting = _meet(clock, table, activity, 5, words.HOURS_AGENDA, answer_by=clock.end_of(3))
        invite_seats(meeting, by=table.host, seats=[table.seats[key] for key in keys])
    _answers(clock, table, meeting, -2, ("university", "statistics"))


def _answers(clock: Clock, table: Table, meeting: Meeting, day: int, keys: Iterable[str], gender: str = "") -> None:
    for number, key in enumerate(keys):
        coming = Coming(
            InvitedAnswer.ACCEPTS,
            delegate=table.seats[key].delegates.first(),
            gender=gender or ("man" if number % 3 == 1 else "woman"),
            region=REGIONS[number % 2],
        )
        with clock.at(day + number % 4, 9 + number % 6):
            answer_meeting(meeting, table.seats[key], by=table.people[key], coming=coming)


def _recorded(
    table: Table,
    meeting: Meeting,
    there: Iterable[str],
    remarks: Iterable[tuple[str, int, str]],
    positions: Iterable[tuple[str, int, str, str]],
) -> list[Given]:
    points = {point.number: point.pk for point in meeting.agenda.all()}
    found = [Given(_key(meeting.pk, key), "attendance", table.seats[key].pk, value="yes") for key in there]
    for key, number, said in remarks:
        found.append(Given(_key(meeting.pk, key, said), "remark", table.seats[key].pk, points[number], words=said))
    for key, number, stance, said in positions:
        seat = table.seats[key].pk
        found.append(Given(_key(meeting.pk, key, number, stance), "position", seat, points[number], stance, said))
    return found


def _confirmed(clock: Clock, table: Table, meeting: Meeting, day: int, keys: Iterable[str]) -> None:
    for key in keys:
        with clock.at(day, 11):
            confirm_recorded(meeting, table.seats[key], by=table.people[key])


def _minuted(
    clock: Clock, table: Table, meeting: Meeting, day: int, text: str, items: Iterable[tuple[str, str, int, str]]
) -> None:
    points = {point.number: point for point in meeting.agenda.all()}
    with clock.at(day, 9):
        write_minutes(meeting, by=table.host, text=text, language="en", revision=0)
        for kind, said, number, key in items:
            task: dict[str, Any] = {"seat": table.seats[key], "due_on": clock.day(day + 21).date()} if key else {}
            add_item(
                meeting,
                by=table.host,
                kind=kind,
                text=said,
                point=points[number],
                form_key=_key(meeting.pk, said),
                **task,
            )
        circulate(meeting, by=table.host)


def _approved(clock: Clock, table: Table, meeting: Meeting, day: int, keys: Iterable[str]) -> None:
    for number, key in enumerate(keys):
        with clock.at(day + number % 3, 12):
            approve_minutes(meeting.minutes, table.seats[key], by=table.people[key], approves=True, round_number=1)
