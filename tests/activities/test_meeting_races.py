"""Several people act on one meeting at the same moment; real threads on a real database."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dialogues.activities.models import Attendance, Minutes, Remark, Taken
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.attending import Coming, answer_meeting, invite_seats
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.services.taking import take
from dialogues.activities.states.meetings import MinutesState
from dialogues.ledger.models import Entry
from inspired.core.models import Event
from tests import make
from tests.activities import make as acts
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_the_same_entry_sent_at_once_counts_once() -> None:
    dialogue = make.dialogue()
    seat, host = make.seat(dialogue), make.host_of(dialogue)
    meeting = acts.meeting(dialogue)
    given = [acts.remark(seat), acts.attends(seat)]
    ended = at_once(*[lambda: take(meeting, by=host, source="room", given=given)] * AT_ONCE)
    assert ended == {"done": AT_ONCE}
    assert (Entry.objects.count(), Remark.objects.count(), Attendance.objects.count()) == (1, 1, 1)
    assert Taken.objects.count() == 2


def test_entries_of_two_colleagues_at_once_are_all_there() -> None:
    dialogue = make.dialogue()
    seats, host = [make.seat(dialogue) for _ in range(AT_ONCE)], make.host_of(dialogue)
    meeting = acts.meeting(dialogue)
    ended = at_once(
        *[
            lambda one=one: take(meeting, by=host, source="room", given=[acts.remark(one), acts.attends(one)])
            for one in seats
        ]
    )
    assert ended == {"done": AT_ONCE}
    assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, AT_ONCE + 1))
    assert Attendance.objects.count() == AT_ONCE


def test_the_last_two_approvals_at_once_approve_the_minutes_once() -> None:
    dialogue = make.dialogue()
    host, seats = make.host_of(dialogue), [make.seat(dialogue) for _ in range(2)]
    people = [make.delegate(one) for one in seats]
    meeting = acts.meeting(dialogue, seats=seats)
    acts.taken(meeting, *(acts.attends(one) for one in seats))
    acts.held(meeting)
    minuting.write_minutes(meeting, by=host, text="We talked.", language="en", revision=0)
    minutes = minuting.circulate(meeting, by=host)
    ended = at_once(
        *[
            lambda one=one, by=by: minuting.approve_minutes(minutes, one, by=by, approves=True, round_number=1)
            for one, by in zip(seats, people, strict=True)
        ]
    )
    assert ended == {"done": 2}
    assert Minutes.objects.get().state == MinutesState.APPROVED
    assert Event.objects.filter(verb="minutes.approved").count() == 1


def test_one_seat_approving_many_times_at_once_is_one_approval() -> None:
    dialogue = make.dialogue()
    host, seat, other = make.host_of(dialogue), make.seat(dialogue), make.seat(dialogue)
    head = make.delegate(seat)
    meeting = acts.meeting(dialogue, seats=[seat, other])
    acts.taken(meeting, acts.attends(seat), acts.attends(other))
    acts.held(meeting)
    minuting.write_minutes(meeting, by=host, text="We talked.", language="en", revision=0)
    minutes = minuting.circulate(meeting, by=host)
    said = {"by": head, "approves": True, "round_number": 1}
    assert at_once(*[lambda: minuting.approve_minutes(minutes, seat, **said)] * AT_ONCE) == {"done": AT_ONCE}
    assert minutes.approvals.count() == 1 and Minutes.objects.get().state == MinutesState.CIRCULATED


def test_of_those_who_change_the_date_at_once_one_succeeds() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    meeting = acts.meeting(dialogue, seats=[seat])
    moves = [
        lambda days=days: change_meeting(
            meeting, by=host, kind="move", reason="Rain", sequence=0, when=acts.when(days=10 + days)
        )
        for days in range(AT_ONCE)
    ]
    assert at_once(*moves) == {"done": 1, "StateError": AT_ONCE - 1}
    meeting.refresh_from_db()
    assert meeting.sequence == 1 and meeting.changes.count() == 1


def test_invited_and_answered_at_once_stands_once() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    head, meeting = make.delegate(seat), acts.meeting(dialogue)
    assert at_once(*[lambda: invite_seats(meeting, by=host, seats=[seat])] * AT_ONCE) == {"done": AT_ONCE}
    answers = [
        lambda name=name: answer_meeting(meeting, seat, by=head, coming=Coming("substitute", substitute=name))
        for name in "ABCDEF"
    ]
    assert at_once(*answers) == {"done": AT_ONCE}
    assert meeting.invited.get().substitute in set("ABCDEF")


def test_the_same_activity_planned_at_once_stands_once() -> None:
    dialogue = make.dialogue()
    key = uuid4()
    made = at_once(*[lambda: acts.activity(dialogue, form_key=key)] * AT_ONCE)
    assert made == {"done": AT_ONCE} and dialogue.activities.count() == 1
