"""Several people act on one meeting at the same moment; real threads on a real database."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dialogues.activities.models import Attendance, Minutes, Remark, Taken
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.attending import Coming, answer_meeting, invite_seats
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.services.naming import name_keepers
from dialogues.activities.services.taking import take
from dialogues.activities.services.tasks_done import tick_task
from dialogues.activities.states.meetings import MinutesState
from dialogues.ledger.models import Entry
from dialogues.models import Delegate
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


def test_host_and_rapporteur_who_save_at_once_lose_nothing() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    pen = make.delegate(seat)
    meeting = acts.meeting(dialogue, seats=[seat])
    name_keepers(meeting, by=host, rapporteur=Delegate.objects.get(user=pen))
    minuting.write_minutes(meeting, by=host, text="Begun.", language="en", revision=0)
    texts = {f"Text {number}": by for number, by in enumerate([host, pen] * 3)}
    saves = [
        lambda text=text, by=by: minuting.write_minutes(meeting, by=by, text=text, language="en", revision=1)
        for text, by in texts.items()
    ]
    assert at_once(*saves) == {"done": 1, "StaleMinutes": AT_ONCE - 1}
    stored = Minutes.objects.get()
    assert stored.text in texts and stored.written_by == texts[stored.text] and stored.revision == 2


def test_the_rapporteur_takes_back_no_minutes_that_the_host_closes_at_once() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    pen = make.delegate(seat)
    meeting = acts.meeting(dialogue, seats=[seat])
    name_keepers(meeting, by=host, rapporteur=Delegate.objects.get(user=pen))
    acts.taken(meeting, acts.attends(seat))
    acts.held(meeting)
    minuting.write_minutes(meeting, by=pen, text="We talked.", language="en", revision=0)
    minuting.circulate(meeting, by=pen)
    ended = at_once(
        lambda: minuting.close_approval(meeting, by=host, reason="All have read it"),
        lambda: minuting.take_back_minutes(meeting, by=pen),
    )
    assert ended in ({"done": 1, "PermissionDenied": 1}, {"done": 1, "StateError": 1})
    was_closed = Event.objects.filter(verb="minutes.approved").exists()
    assert was_closed != Event.objects.filter(verb="minutes.taken_back").exists()
    assert Minutes.objects.get().state == (MinutesState.APPROVED if was_closed else MinutesState.DRAFT)


def test_a_task_ticked_by_host_and_seat_at_once_is_done_once() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    head, meeting = make.delegate(seat), acts.meeting(dialogue, seats=[seat])
    acts.taken(meeting, acts.attends(seat))
    acts.held(meeting)
    item = minuting.add_item(meeting, by=host, kind="task", text="Ask", seat=seat)
    minuting.circulate(meeting, by=host)
    ticks = [lambda by=by: tick_task(item, by=by, done=True) for by in [host, head] * 3]
    assert at_once(*ticks) == {"done": AT_ONCE}
    assert Event.objects.filter(verb="task.done").count() == 1


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
