"""The ranking of challenges: what stands still meanwhile, answers and what is entered for others, the close and its races."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.consensus.models import Ballot, Ranking
from dialogues.consensus.services import challenges, rankings
from dialogues.consensus.states.challenges import RankingStatus
from dialogues.models import Notice
from dialogues.services.notices import remind
from dialogues.states import Channel
from inspired.core import ports
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_challenges as mk
from tests.racing import at_once

SOON = timedelta(days=2)


def opened(seats: int = 2):
    dialogue = make.dialogue()
    rows = [mk.challenge(dialogue, f"Challenge no. {number}") for number in range(3)]
    table = mk.table(dialogue, seats)
    ranking = rankings.open_ranking(dialogue, by=make.host_of(dialogue), due_at=timezone.now() + SOON)
    return rows, table, ranking


@pytest.mark.django_db
def test_a_ranking_needs_a_date_to_come_and_two_challenges_and_is_open_alone() -> None:
    dialogue = make.dialogue()
    host, due = make.host_of(dialogue), timezone.now() + SOON
    mk.challenge(dialogue)
    with pytest.raises(StateError, match="at least two"):
        rankings.open_ranking(dialogue, by=host, due_at=due)
    mk.challenge(dialogue, "Another")
    with pytest.raises(StateError, match="has not passed"):
        rankings.open_ranking(dialogue, by=host, due_at=timezone.now())
    rankings.open_ranking(dialogue, by=host, due_at=due)
    with pytest.raises(StateError, match="open already"):
        rankings.open_ranking(dialogue, by=host, due_at=due)


@pytest.mark.django_db
def test_what_is_ranked_stands_still() -> None:
    rows, _table, ranking = opened()
    host = make.host_of(ranking.dialogue)
    with pytest.raises(StateError, match="ranking this"):
        challenges.edit_challenge(rows[0], by=host, revision=1, title="Other words", text="")
    with pytest.raises(StateError, match="ranking this"):
        challenges.leave_out(rows[0], by=host, reason="No")
    mk.challenge(ranking.dialogue, "A later one")
    assert ranking.challenges.count() == 3
    rankings.close_ranking(ranking, by=host, conclusion="The first")
    challenges.edit_challenge(rows[0], by=host, revision=1, title="Other words", text="")


@pytest.mark.django_db
def test_orders_that_do_not_fit_and_people_who_may_not_are_refused() -> None:
    rows, table, ranking = opened()
    (seat, head), (other, _neighbour) = table
    for order in ([], [rows[0].pk, rows[0].pk], [987654]):
        with pytest.raises(StateError):
            rankings.give_order(ranking, by=head, seat=seat, order=order)
    with pytest.raises(PermissionDenied):
        rankings.give_order(ranking, by=head, seat=other, order=[rows[0].pk])
    with pytest.raises(PermissionDenied):
        rankings.give_order(ranking, by=make.host_of(ranking.dialogue), seat=seat, order=[rows[0].pk])
    Ranking.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(StateError, match="no answers any more"):
        rankings.give_order(ranking, by=head, seat=seat, order=[rows[0].pk])


@pytest.mark.django_db
def test_paper_counts_until_the_close_and_is_confirmed_also_after_it() -> None:
    rows, table, ranking = opened()
    host, (seat, head) = make.host_of(ranking.dialogue), table[0]
    Ranking.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    entered = rankings.enter_order(ranking, by=host, seat=seat, order=[rows[1].pk], channel=Channel.PAPER)
    assert not entered.is_confirmed
    assert Notice.objects.filter(user=head, kind="consensus.ballot_entered").exists()
    with pytest.raises(StateError, match="which way"):
        rankings.enter_order(ranking, by=host, seat=table[1][0], order=[rows[1].pk], channel=Channel.WEB)
    with pytest.raises(StateError, match="Say what follows"):
        rankings.close_ranking(ranking, by=host, conclusion=" ")
    rankings.close_ranking(ranking, by=host, conclusion="The second")
    with pytest.raises(PermissionDenied):
        rankings.confirm_ballot(entered, by=table[1][1])
    assert rankings.confirm_ballot(entered, by=head).is_confirmed
    assert rankings.confirm_ballot(entered, by=head).given_by == head


@pytest.mark.django_db
def test_a_seat_that_owes_its_order_has_it_to_do_and_is_reminded() -> None:
    rows, table, ranking = opened()
    dialogue, host = ranking.dialogue, make.host_of(ranking.dialogue)
    (seat, head), (_other, neighbour) = table
    assert any(one.action == "Give your order" for one in ports.todo.collect(head))
    rankings.give_order(ranking, by=head, seat=seat, order=[rows[0].pk])
    assert not any(one.action == "Give your order" for one in ports.todo.collect(head))
    assert any(one.action == "Give your order" for one in ports.todo.collect(neighbour))
    Ranking.objects.update(due_at=timezone.now() + timedelta(hours=1), opened_at=timezone.now() - timedelta(days=9))
    remind(dialogue, by=None)
    reminded = Notice.objects.filter(kind__startswith="consensus.rankings.")
    assert {one.user_id for one in reminded} == {neighbour.pk}
    later = rankings.extend_ranking(ranking, by=host, due_at=timezone.now() + timedelta(days=9), reason="Holidays")
    assert Notice.objects.filter(user=neighbour, kind="consensus.ranking_extended").exists()
    with pytest.raises(StateError):
        rankings.extend_ranking(later, by=host, due_at=timezone.now() + SOON, reason="Earlier")
    assert list(ports.calendar.collect(head, [dialogue.pk]))


@pytest.mark.django_db(transaction=True)
def test_of_a_close_and_a_late_order_the_order_is_in_time_or_refused() -> None:
    rows, table, ranking = opened()
    seat, head = table[0]
    ended = at_once(
        partial(rankings.close_ranking, ranking, by=make.host_of(ranking.dialogue), conclusion="So be it"),
        partial(rankings.give_order, ranking, by=head, seat=seat, order=[rows[0].pk]),
    )
    assert ended in (Counter({"done": 2}), Counter({"done": 1, "StateError": 1}))
    assert Ballot.objects.exists() == (ended["done"] == 2)
    closed = Ranking.objects.get()
    assert closed.status == RankingStatus.CLOSED
    if ballot := Ballot.objects.first():
        assert ballot.given_at <= closed.closed_at


@pytest.mark.django_db(transaction=True)
def test_two_orders_of_one_seat_at_once_are_one() -> None:
    rows, table, ranking = opened()
    seat, head = table[0]
    gives = [partial(rankings.give_order, ranking, by=head, seat=seat, order=[one.pk]) for one in rows[:2]]
    assert at_once(*gives) == Counter({"done": 2})
    assert Ballot.objects.count() == 1
