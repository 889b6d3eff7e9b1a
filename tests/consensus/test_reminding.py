"""Reminding seats of a check, a ranking, an appraisal: those that owe an answer, once a day, while an answer could be given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dialogues.consensus.models import Appraisal, PositionCheck, Ranking
from dialogues.consensus.services import checks, rankings, reminding
from dialogues.consensus.states.appraisal import Depth
from dialogues.consensus.states.checks import Stance
from dialogues.models import Dialogue, Notice, Seat
from dialogues.states import Channel, Status
from inspired.core import ports
from inspired.core.models import Event, User
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_appraisal, make_checks
from tests.consensus import make_challenges as mk

pytestmark = pytest.mark.django_db
Table = list[tuple[Seat, User]]
Remind = Callable[..., int]


def of_check(dialogue: Dialogue, table: Table) -> tuple[Any, Remind, str]:
    check = make_checks.opened([seat for seat, _head in table])
    make_checks.reply(check, *table[0])
    return check, partial(reminding.remind_of_check, check), "consensus.check_reminder"


def of_ranking(dialogue: Dialogue, table: Table) -> tuple[Any, Remind, str]:
    rows = [mk.challenge(dialogue, f"Challenge {number}") for number in range(2)]
    due = timezone.now() + timedelta(days=5)
    ranking = rankings.open_ranking(dialogue, by=make.host_of(dialogue), due_at=due)
    rankings.give_order(ranking, by=table[0][1], seat=table[0][0], order=[rows[1].pk])
    return ranking, partial(reminding.remind_of_ranking, ranking), "consensus.ranking_reminder"


def of_appraisal(dialogue: Dialogue, table: Table) -> tuple[Any, Remind, str]:
    appraisal = make_appraisal.appraisal(make_appraisal.challenge(dialogue))
    make_appraisal.opinion(appraisal, *table[0][:1], by=table[0][1])
    return appraisal, partial(reminding.remind_of_appraisal, appraisal), "consensus.appraisal_reminder"


@pytest.fixture(params=[of_check, of_ranking, of_appraisal])
def asked(request: Any) -> tuple[Dialogue, Table, Any, Remind, str]:
    """Three seats asked, of which the first has answered."""
    dialogue = make.dialogue()
    table = mk.table(dialogue, 3)
    return (dialogue, table, *request.param(dialogue, table))


def test_those_who_owe_an_answer_are_reminded_once_a_day_and_counted(asked: Any) -> None:
    dialogue, table, _row, remind, kind = asked
    host = make.host_of(dialogue)
    assert remind(by=host) == 2
    told = Notice.objects.filter(kind=kind)
    assert {one.user_id for one in told} == {head.pk for _seat, head in table[1:]}
    assert set(Notice.objects.visible_to(table[1][1]).filter(kind=kind)) == set(told.filter(user=table[1][1]))
    assert remind(by=host) == 0 and told.count() == 2, "once a day"
    assert list(Event.objects.filter(verb__endswith=".reminded").values_list("details__people", flat=True)) == [2, 0]
    with pytest.raises(PermissionDenied):
        remind(by=table[1][1])


def test_whom_it_would_reach_is_foreseen(asked: Any) -> None:
    dialogue, table, _row, _remind, _kind = asked
    again = [one for one in ports.audiences.collect(make.host_of(dialogue), dialogue) if "again" in one.key]
    assert [set(one.seats or ()) for one in again] == [{seat.pk for seat, _head in table[1:]}]


def test_nobody_is_reminded_of_what_takes_no_answers_or_while_the_dialogue_rests(asked: Any) -> None:
    dialogue, _table, row, remind, kind = asked
    host = make.host_of(dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.PAUSED)
    with pytest.raises(StateError, match="not open"):
        remind(by=host)
    Dialogue.objects.filter(pk=dialogue.pk).update(status=Status.OPEN)
    type(row).objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(StateError, match="owes an answer"):
        remind(by=host)
    assert not Notice.objects.filter(kind=kind).exists()


def test_nobody_is_asked_to_do_what_takes_no_answers_any_more(asked: Any) -> None:
    _dialogue, table, row, _remind, _kind = asked
    awaited = lambda: [todo for todo in ports.todo.collect(table[1][1]) if "/consensus/" in todo.url]  # noqa: E731
    assert len(awaited()) == 1
    type(row).objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    assert not awaited()


def test_the_host_reminds_from_the_page_and_reads_how_many(asked: Any) -> None:
    dialogue, table, row, _remind, kind = asked
    host, seat = Client(), Client()
    host.force_login(make.host_of(dialogue))
    seat.force_login(table[1][1])
    names = {PositionCheck: "check", Ranking: "ranking", Appraisal: "appraisal"}
    assert f"{names[type(row)]}" in row.get_absolute_url()
    url = f"{row.get_absolute_url()}remind/"
    assert f'action="{url}"' in host.get(row.get_absolute_url()).content.decode()
    assert f'action="{url}"' not in seat.get(row.get_absolute_url()).content.decode()
    assert "2 people are being reminded" in host.post(url, follow=True).content.decode()
    assert "reminded today already" in host.post(url, follow=True).content.decode()
    assert Notice.objects.filter(kind=kind).count() == 2


def test_what_was_entered_and_nobody_has_confirmed_is_still_awaited() -> None:
    dialogue = make.dialogue()
    ((seat, head),) = mk.table(dialogue, 1)
    check, host = make_checks.opened([seat]), make.host_of(dialogue)
    said = {"channel": Channel.PHONE, "stance": Stance.AGREE}
    reply = checks.enter_reply(check.asked.get(), by=host, **said)
    assert reminding.remind_of_check(check, by=host) == 1
    checks.confirm_reply(reply, by=head, revision=reply.revision)
    with pytest.raises(StateError, match="owes an answer"):
        reminding.remind_of_check(check, by=host)


def test_nobody_owes_dots_that_are_put_in_the_room() -> None:
    dialogue = make.dialogue()
    mk.table(dialogue, 1)
    appraisal = make_appraisal.appraisal(make_appraisal.challenge(dialogue), depth=Depth.DOTS)
    with pytest.raises(StateError, match="owes an answer"):
        reminding.remind_of_appraisal(appraisal, by=make.host_of(dialogue))
