"""Two hosts decide about one activity at the same moment, or two computers send what was written down: one counts, the other is told."""

from __future__ import annotations

from collections import Counter
from functools import partial
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from dialogues.activities.models import Attendance, MeetingPrint, MinutesItem, Rates, Taken, ToolRecord
from dialogues.activities.services import activities as verbs
from dialogues.activities.services import minutes as minuting
from dialogues.activities.services.activities import set_recording
from dialogues.activities.services.papers import print_paper, set_allowances
from dialogues.activities.services.records import add_row, write_record
from dialogues.activities.services.tasks_done import tick_task
from dialogues.activities.sheets import MARK, header
from dialogues.activities.states.activities import ActivityState, Tool
from dialogues.activities.states.meetings import ItemKind, MinutesState
from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, Notice
from dialogues.states import Role
from inspired.core.audit import verify
from inspired.core.models import Event, Job, User
from tests import make
from tests.activities import make as acts
from tests.racing import at_once, ends_of

pytestmark = pytest.mark.django_db(transaction=True)
ONE_OF_TWO = Counter({"done": 1, "StateError": 1})


@pytest.fixture
def dialogue() -> Dialogue:
    return make.dialogue()


@pytest.fixture
def hosts(dialogue) -> tuple[User, User]:
    colleague = make.user(is_host=True)
    make.role(dialogue, colleague, Role.HOST)
    return make.host_of(dialogue), colleague


def proposed(dialogue):
    """A proposal of a seat, and who made it."""
    seat = make.seat(dialogue)
    head = make.delegate(seat)
    said = {name: words for name, words in acts.SAID.items() if name in verbs.PROPOSED}
    return verbs.propose_activity(dialogue, by=head, seat=seat, **said), head


@pytest.mark.parametrize("turn", range(3))
def test_taken_up_and_declined_at_once_has_one_answer(dialogue, hosts, turn) -> None:
    activity, head = proposed(dialogue)
    ended = at_once(
        partial(verbs.accept_proposal, activity, by=hosts[0], revision=activity.revision),
        partial(verbs.decline_proposal, activity, by=hosts[1], reason="Not now"),
    )
    assert ended == ONE_OF_TWO, "who comes second reads that it was answered"
    activity.refresh_from_db()
    assert (activity.state, activity.reason) in {(ActivityState.PLANNED, ""), (ActivityState.DECLINED, "Not now")}
    assert activity.steps.count() == 2, "proposed, and one answer"
    assert Notice.objects.filter(kind="activities.answered", user=head).count() == 1
    assert not list(verify(dialogue.audit_scope))


def test_taken_up_by_two_at_once_is_taken_up_once(dialogue, hosts) -> None:
    activity, head = proposed(dialogue)
    takes = [
        partial(verbs.accept_proposal, activity, by=host, revision=activity.revision, title=f"By {number}")
        for number, host in enumerate(hosts)
    ]
    assert at_once(*takes) == ONE_OF_TWO
    assert Event.objects.filter(verb="activity.accepted").count() == 1
    assert Notice.objects.filter(kind="activities.answered", user=head).count() == 1


def test_held_and_cancelled_at_once_is_one_of_both(dialogue, hosts) -> None:
    activity = acts.activity(dialogue)
    ended = at_once(
        partial(verbs.hold_activity, activity, by=hosts[0]),
        partial(verbs.cancel_activity, activity, by=hosts[1], reason="Rain"),
    )
    assert ended == ONE_OF_TWO
    activity.refresh_from_db()
    assert activity.steps.last().state == activity.state != ActivityState.PLANNED


def test_a_sheet_taken_in_on_two_computers_at_once_counts_once(dialogue, hosts) -> None:
    seats = [make.seat(dialogue) for _ in range(2)]
    meeting = acts.meeting(dialogue, seats=seats)
    lines = [[f"{MARK}{meeting.form_key}", meeting.title], header()]
    lines += [[str(one.pk), "", "yes", "Bea", "", "", "1", "", "Many do not know the law"] for one in seats]
    lines += [["", "", "", "A neighbour", "", "", "", "", ""]]
    sheet = "\n".join(";".join(cells) for cells in lines)
    clients = [Client(), Client()]
    for client, host in zip(clients, hosts, strict=True):
        client.force_login(host)
    place = reverse("meeting_take_in", args=[dialogue.slug, meeting.pk])
    answers = ends_of(*[partial(client.post, place, {"text": sheet}) for client in clients])
    told = sorted(str(said) for answer in answers for said in get_messages(answer.wsgi_request))
    assert told == ["0 entries were new and are recorded.", "5 entries were new and are recorded."]
    assert (Attendance.objects.count(), Entry.objects.count(), Taken.objects.count()) == (3, 2, 5)


def test_the_room_page_sent_twice_at_once_is_answered_twice_and_counts_once(dialogue, hosts) -> None:
    seat = make.seat(dialogue)
    meeting = acts.meeting(dialogue, seats=[seat])
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(hosts[0])
    entry = {"key": uuid4(), "form": "remark", "source": "room", "seat": seat.pk, "words": "We start at five"}
    place = reverse("meeting_take", args=[dialogue.slug, meeting.pk])
    answers = ends_of(*[partial(client.post, place, entry) for client in clients])
    assert {answer.status_code for answer in answers} == {302}
    assert Entry.objects.count() == Taken.objects.count() == 1


def minutes_of_two(dialogue, hosts):
    """A meeting that was held, with minutes that hold a task, and who was there."""
    seats = [make.seat(dialogue) for _ in range(2)]
    people = [make.delegate(one) for one in seats]
    meeting = acts.meeting(dialogue, seats=seats)
    acts.taken(meeting, *(acts.attends(one) for one in seats))
    meeting = acts.held(meeting)
    minuting.write_minutes(meeting, by=hosts[0], text="We talked.", language="en", revision=0)
    task = minuting.add_item(meeting, by=hosts[0], kind=ItemKind.TASK, text="Ask the register", seat=seats[0])
    return meeting, task, people


def test_minutes_sent_round_by_two_at_once_reach_everybody_once(dialogue, hosts) -> None:
    meeting, _task, people = minutes_of_two(dialogue, hosts)
    assert at_once(*[partial(minuting.circulate, meeting, by=host) for host in hosts]) == ONE_OF_TWO
    assert meeting.minutes.round == 1
    assert Notice.objects.filter(kind="activities.minutes", user__in=people).count() == len(people)


def test_the_last_approval_and_the_hosts_closing_at_once_approve_once(dialogue, hosts) -> None:
    meeting, _task, people = minutes_of_two(dialogue, hosts)
    minutes = minuting.circulate(meeting, by=hosts[0])
    first, second = meeting.attendance_rows.order_by("pk").values_list("seat", flat=True)
    seats = {one.pk: one for one in dialogue.seats.all()}
    minuting.approve_minutes(minutes, seats[first], by=people[0], approves=True, round_number=1)
    ended = at_once(
        partial(minuting.approve_minutes, minutes, seats[second], by=people[1], approves=True, round_number=1),
        partial(minuting.close_approval, meeting, by=hosts[1], reason="Two weeks have passed"),
    )
    assert ended == ONE_OF_TWO
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.APPROVED
    assert Event.objects.filter(verb="minutes.approved").count() == 1


def test_a_task_ticked_by_two_at_once_is_done_once(dialogue, hosts) -> None:
    _meeting, task, _people = minutes_of_two(dialogue, hosts)
    ticks = [partial(tick_task, task, by=host, done=True) for host in hosts]
    assert at_once(*ticks) == {"done": 2}
    assert MinutesItem.objects.get().done_on is not None
    assert Event.objects.filter(verb="task.done").count() == 1


def test_the_first_words_on_one_record_written_by_two_at_once_are_kept_once(dialogue, hosts) -> None:
    activity = acts.activity(dialogue, tool=Tool.COACHING)
    writes = [
        partial(write_record, activity, by=host, revision=0, coach=f"Coach {number}")
        for number, host in enumerate(hosts)
    ]
    assert at_once(*writes) == {"done": 1, "StaleError": 1}
    assert ToolRecord.objects.get().revision == 1
    key = uuid4()
    row = partial(add_row, activity, "goals", by=hosts[0], form_key=key, seat=make.seat(dialogue), goal="Plan")
    assert at_once(*[partial(row, state="agreed")] * 4) == {"done": 4}
    assert Event.objects.filter(verb="record.row_added").count() == 1


def test_rates_and_balance_set_by_two_at_once_are_set_by_one(dialogue, hosts) -> None:
    meeting = acts.meeting(dialogue, seats=[make.seat(dialogue)])
    rates = {"currency": "EUR", "per_day": 1, "per_km": 0}
    sets = [partial(set_allowances, meeting, by=host, revision=0, rates=rates, rows={}) for host in hosts]
    assert at_once(*sets) == {"done": 1, "StaleError": 1} and Rates.objects.count() == 1
    sets = [
        partial(set_recording, dialogue, by=host, revision=0, least_categories=number)
        for number, host in enumerate(hosts, start=3)
    ]
    assert at_once(*sets) == {"done": 1, "StaleError": 1}


def test_a_paper_asked_for_by_two_at_once_is_printed_once(dialogue, hosts) -> None:
    meeting = acts.meeting(dialogue, seats=[make.seat(dialogue)])
    assert at_once(*[partial(print_paper, meeting, "agenda", by=host) for host in hosts]) == {"done": 2}
    assert MeetingPrint.objects.count() == Job.objects.filter(kind="activities.print_paper").count() == 1
