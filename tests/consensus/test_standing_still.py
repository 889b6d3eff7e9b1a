"""Silence procedures while their dialogue or phase rests: silence stands still, nothing passes, and the date moves by as long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.consensus.check_reading import view_of
from dialogues.consensus.models import PositionCheck
from dialogues.consensus.services import checks, reminding
from dialogues.deadlines import end_of_day
from dialogues.models import Dialogue, Notice
from dialogues.services.dialogue import change_status
from dialogues.services.phases import move_phase
from dialogues.states import Phase, PhaseMove, Status
from inspired.core import ports
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_checks
from tests.racing import at_once

REST = timedelta(days=10)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment."""
    with patch.object(timezone, "now", lambda: moment):
        yield


def day_end(moment: datetime, dialogue: Dialogue) -> datetime:
    """The last second of the day in which the moment is, where the dialogue is."""
    return end_of_day(moment.astimezone(ZoneInfo(dialogue.time_zone)).date(), dialogue.time_zone)


def status(dialogue: Dialogue, target: str) -> None:
    change_status(dialogue, by=make.host_of(dialogue), target=target, reason="An election")


def phase(dialogue: Dialogue, move: str) -> None:
    move_phase(dialogue, Phase.CONSENSUS, move, by=make.host_of(dialogue), reason="An election")


def asked(**set_up: Any) -> tuple[PositionCheck, Any, Any]:
    """A silence procedure that runs for a week, the seat asked and who speaks for it."""
    seat = make.seat(make.dialogue())
    head = make.delegate(seat)
    return make_checks.opened([seat], **{"is_silence": True, "is_hidden": False, **set_up}), seat, head


def now(check: PositionCheck) -> PositionCheck:
    return PositionCheck.objects.select_related("dialogue").get(pk=check.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["dialogue", "closed", "phase"])
def test_the_date_moves_by_as_long_as_work_rested_and_those_asked_are_told(how: str) -> None:
    check, _seat, head = asked()
    dialogue, host, due = check.dialogue, make.host_of(check.dialogue), check.due_at
    phase(dialogue, PhaseMove.OPEN)
    stop, go = {
        "dialogue": (partial(status, target=Status.PAUSED), partial(status, target=Status.OPEN)),
        "closed": (partial(status, target=Status.CLOSED), partial(status, target=Status.OPEN)),
        "phase": (partial(phase, move=PhaseMove.PAUSE), partial(phase, move=PhaseMove.RESUME)),
    }[how]
    stop(dialogue)
    rested = timezone.now()
    with at(rested + REST):
        still = now(check)
        assert still.takes_replies and not still.is_over and still.due_at == due
        assert view_of(host, still).count.tacit == 0 and not view_of(host, still).count.is_reached
        assert list(PositionCheck.objects.taking_replies()) == [check]
        assert not list(ports.deadlines.collect(None, dialogue)), "no date runs, nobody is reminded of one"
        assert {one.due for one in ports.todo.collect(head) if "Where do you stand" in one.title} <= {None}
        go(dialogue)
    moved = now(check)
    assert moved.halted_at is None
    assert [one.due for one in ports.todo.collect(head) if "Where do you stand" in one.title] == [moved.due_at]
    assert timedelta(0) <= moved.due_at - (due + REST) < timedelta(days=1), "the end of the day on which it falls"
    assert moved.due_at == day_end(moved.due_at, dialogue)
    assert Notice.objects.filter(user=head, kind="consensus.check_resumed").count() == 1
    told = Event.objects.get(verb="position_check.resumed")
    assert told.details["before"] == due.isoformat() and told.details["due"] == moved.due_at.isoformat()
    with at(moved.due_at + timedelta(minutes=1)):
        assert view_of(host, now(check)).count.tacit == 1


@pytest.mark.django_db
def test_two_rests_that_overlap_are_counted_once() -> None:
    check, _seat, _head = asked()
    dialogue, due, began = check.dialogue, check.due_at, timezone.now()
    phase(dialogue, PhaseMove.OPEN)
    with at(began + timedelta(days=1)):
        status(dialogue, Status.PAUSED)
    with at(began + timedelta(days=2)):
        phase(dialogue, PhaseMove.PAUSE)
    with at(began + timedelta(days=4)):
        status(dialogue, Status.OPEN)
        assert now(check).halted_at == began + timedelta(days=1)
    with at(began + timedelta(days=6)):
        phase(dialogue, PhaseMove.RESUME)
    assert now(check).due_at == day_end(due + timedelta(days=5), dialogue)


@pytest.mark.django_db
def test_what_was_over_before_or_is_no_silence_stays_as_it_is() -> None:
    check, seat, _head = asked()
    other = make_checks.opened([seat], title="No silence")
    dialogue = check.dialogue
    make_checks.is_past(check)
    dates = [now(one).due_at for one in (check, other)]
    status(dialogue, Status.PAUSED)
    with at(timezone.now() + REST):
        status(dialogue, Status.OPEN)
    assert [now(one).due_at for one in (check, other)] == dates
    assert not Event.objects.filter(verb__startswith="position_check.resumed").exists()


@pytest.mark.django_db
def test_nothing_closes_by_silence_and_no_silence_begins_while_work_rests() -> None:
    check, seat, head = asked()
    dialogue, host = check.dialogue, make.host_of(check.dialogue)
    draft = make_checks.prepared(dialogue, is_silence=True)
    status(dialogue, Status.PAUSED)
    with at(check.due_at + timedelta(minutes=1)), pytest.raises(StateError, match="until the date"):
        checks.close_check(check, by=host)
    with pytest.raises(StateError, match="no silence begins"):
        checks.open_check(draft, by=host, seats=[seat])
    with pytest.raises(StateError, match="nobody is reminded"):
        reminding.remind_of_check(check, by=host)
    client = Client()
    client.force_login(head)
    assert "so does the silence" in client.get(check.get_absolute_url()).content.decode()
    assert (
        "The silence stands still"
        in client.get(check.get_absolute_url().rpartition("checks/")[0] + "checks/").content.decode()
    )
    status(dialogue, Status.OPEN)
    make_checks.reply(check, seat, head)
    status(dialogue, Status.PAUSED)
    assert checks.close_check(check, by=host).halted_at is None, "everybody has spoken"


@pytest.mark.django_db(transaction=True)
def test_of_a_pause_and_a_close_at_once_neither_waits_for_ever_and_no_silence_passes() -> None:
    check, _seat, _head = asked()
    ended = at_once(
        partial(status, check.dialogue, Status.PAUSED),
        partial(checks.close_check, check, by=make.host_of(check.dialogue)),
    )
    assert ended == Counter({"done": 1, "StateError": 1})
    assert now(check).halted_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_a_pause_and_an_opening_at_once_no_silence_runs_on() -> None:
    seat = make.seat(make.dialogue())
    make.delegate(seat)
    draft, host = make_checks.prepared(seat.dialogue, is_silence=True), make.host_of(seat.dialogue)
    ended = at_once(
        partial(status, seat.dialogue, Status.PAUSED), partial(checks.open_check, draft, by=host, seats=[seat])
    )
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert (now(draft).halted_at is not None) == (ended["done"] == 2)
