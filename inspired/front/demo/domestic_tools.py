"""What came of tools in the main story, through the verbs: visit, mission, training, parties, grants, notes of talks, papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from dialogues.activities.models import Activity, Invited, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.activities.services.bilaterals import show_summary, write_note, write_summary
from dialogues.activities.services.papers import say_needs, set_allowances
from dialogues.activities.services.records import add_row, write_record
from dialogues.activities.states.activities import Tool
from inspired.front.demo import domestic_tool_words as words
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock


def _key(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(map(str, ("tools", *parts))))


def record_tools(clock: Clock, table: Table) -> None:
    """Record what came of what was held, from the training in phase 1 to the grants of phase 3."""
    _course(clock, table)
    _visit(clock, table)
    _focus_group(clock, table)
    _mission(clock, table)
    _parties(clock, table)
    _grants(clock, table)
    _talks(clock, table)
    _before_the_conference(clock, table)


def _held(clock: Clock, table: Table, day: int, said: dict[str, Any], seats: Sequence[str] = ()) -> Activity:
    days = {"starts_on": clock.day(day).date(), "time_zone": table.dialogue.time_zone, "facilitator": table.host}
    with clock.at(day - 20):
        activity = verbs.plan_activity(
            table.dialogue,
            by=table.host,
            seats=[table.seats[key] for key in seats],
            form_key=_key(said["title"]),
            asks_all=not seats,
            **days,
            **said,
        )
    with clock.at(day, 17):
        verbs.hold_activity(activity, by=table.host)
    return activity


def _row(table: Table, activity: Activity, part: str, *key: object, **said: Any) -> Any:
    return add_row(activity, part, by=table.host, form_key=_key(activity.pk, part, *key), **said)


def _write(table: Table, activity: Activity, said: dict[str, Any]) -> None:
    write_record(activity, by=table.host, revision=0, **said)


def _course(clock: Clock, table: Table) -> None:
    seats = [key for key, *_said in words.TRAINEES]
    activity = _held(clock, table, -180, words.COURSE, seats)
    with clock.at(-178):
        _write(table, activity, words.COURSE_SAID)
        for key, who, before, after, said in words.TRAINEES:
            marks = {"before": before, "after": after, "words": said}
            _row(table, activity, "trainees", key, seat=table.seats[key], who=who, **marks)


def _visit(clock: Clock, table: Table) -> None:
    activity = _held(clock, table, -52, words.VISIT, ("finance", "socialsecurity", "confederation", "workers"))
    with clock.at(-46):
        _write(table, activity, words.VISIT_SAID)
        for day, where, said in words.VISIT_STOPS:
            _row(table, activity, "stops", day, on=clock.day(day).date(), where=where, words=said)


def _focus_group(clock: Clock, table: Table) -> None:
    activity = table.dialogue.activities.filter(tool=Tool.WORKSHOPS).earliest("pk")
    with clock.at(-66):
        _write(table, activity, words.FOCUS)
        for number, group in enumerate(words.FOCUS_GROUPS):
            _row(table, activity, "groups", number, on=activity.starts_on, **group)


def _mission(clock: Clock, table: Table) -> None:
    activity = _held(clock, table, -28, words.MISSION, ("finance", "committee", "workers"))
    with clock.at(-25):
        _write(table, activity, words.MISSION_SAID)
        for day, whom, message, obtained in words.AUDIENCES:
            said = {"whom": whom, "message": message, "obtained": obtained}
            _row(table, activity, "audiences", day, on=clock.day(day).date(), **said)


def _parties(clock: Clock, table: Table) -> None:
    activity = _held(clock, table, -18, words.PARTIES)
    with clock.at(-16):
        _write(table, activity, words.PARTIES_SAID)
        for key, party, before, after, said in words.STANDS:
            stand = {"party": party, "before": before, "after": after, "words": said}
            _row(table, activity, "positions", key, party, seat=table.seats.get(key), **stand)
        for key, party, pledge, said in words.PLEDGES:
            pledged = {"party": party, "pledge": pledge, "words": said, "on": clock.day(-18).date()}
            _row(table, activity, "undertakings", key, party, seat=table.seats.get(key), **pledged)


def _grants(clock: Clock, table: Table) -> None:
    with clock.at(-15):
        activity = verbs.plan_activity(
            table.dialogue, by=table.host, form_key=_key(words.SCHEME["title"]), asks_all=True, **words.SCHEME
        )
        _write(table, activity, words.SCHEME_SAID | {"closes_on": clock.day(-7).date()})
    with clock.at(-6):
        asked = {"project": "Contracts read aloud on four islands", "recommendation": "R2, model contract"}
        asked |= {"amount": 8400, "currency": "EUR", "state": "awarded", "decided_on": clock.day(-6).date()}
        grant = _row(table, activity, "grants", "workers", seat=table.seats["workers"], **asked)
        for number, (due, paid, report) in enumerate(((-5, -4, 60), (75, None, 150))):
            paid_on = clock.day(paid).date() if paid else None
            said = {"due_on": clock.day(due).date(), "paid_on": paid_on, "report_due_on": clock.day(report).date()}
            _row(table, activity, "instalments", number, grant=grant, amount=4200, **said)
        waiting = {"project": "Twelve programmes for listeners who clean while they listen", "recommendation": "R12"}
        waiting |= {"amount": 11000, "currency": "EUR", "state": "applied"}
        _row(table, activity, "grants", "radio", seat=table.seats["radio"], **waiting)


def _talks(clock: Clock, table: Table) -> None:
    activity = table.dialogue.activities.get(title=words.TITLE_OF_TALK)
    said = {"seat": table.seats["finance"], "on": clock.day(-31).date(), **words.NOTE}
    with clock.at(-31, 18):
        note = write_note(activity, by=table.host, form_key=_key("note", "finance"), **said)
    with clock.at(-29):
        summary = write_summary(note, by=table.host, text=words.SUMMARY, revision=0)
        show_summary(summary, by=table.host)
    with clock.at(-13):
        said = {"seat": table.seats["radio"], "on": clock.day(-13).date(), **words.RADIO_NOTE}
        write_note(activity, by=table.host, form_key=_key("note", "radio"), **said)


def _before_the_conference(clock: Clock, table: Table) -> None:
    meeting = Meeting.objects.get(activity__dialogue=table.dialogue, title="Preparing the conference")
    invited = {one.seat_id: one for one in Invited.objects.filter(meeting=meeting)}
    own = {key: invited[table.seats[key].pk] for key in ("labour", "finance", "statistics", "committee")}
    with clock.at(-6, 11):
        said = {"access": "A room without stairs", "diet": "No pork"}
        say_needs(own["statistics"], by=table.people["statistics"], **said)
        say_needs(own["committee"], by=table.people["committee"], interpretation="English", childcare="One child, 4")
    with clock.at(-2):
        rates = {"currency": "EUR", "per_day": 35, "per_km": "0.30"}
        far = {own["labour"].pk: (1, 12), own["finance"].pk: (1, 8), own["statistics"].pk: (2, 140)}
        set_allowances(meeting, by=table.host, revision=0, rates=rates, rows=far)
