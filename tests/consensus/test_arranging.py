"""The order of challenges: moved by hand, taken over from a ranking by the host alone, and followed by what belongs to them."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.consensus.models import Challenge, Recommendation
from dialogues.consensus.priorities import in_order_of
from dialogues.consensus.recommendations_offers import recommendations_of_roadmap
from dialogues.consensus.services import arranging, challenges, rankings
from dialogues.consensus.states.challenges import RankingStatus
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentStatus
from dialogues.models import Dialogue
from dialogues.states import Status
from inspired.core.models import Event, User
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_challenges as mk
from tests.consensus import make_roadmap
from tests.consensus.test_challenge_pages import closed_with, of, opened, text
from tests.consensus.test_criteria_policy import cast, who_may
from tests.racing import at_once


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def order(dialogue: Dialogue) -> list[int]:
    return [one.number for one in Challenge.objects.filter(dialogue=dialogue).on_table()]


@pytest.mark.django_db
def test_a_challenge_moves_by_hand_and_keeps_its_number() -> None:
    dialogue = make.dialogue()
    rows = [mk.challenge(dialogue, f"Challenge {place}") for place in range(3)]
    host, client = make.host_of(dialogue), signed_in(make.host_of(dialogue))
    assert arranging.move_challenge(rows[2], by=host, up=True).number == 3
    assert order(dialogue) == [1, 3, 2]
    arranging.move_challenge(rows[0], by=host, up=True)
    assert order(dialogue) == [1, 3, 2] and Event.objects.filter(verb="challenge.moved").count() == 1
    assert client.post(of(dialogue, "challenges/1/move/"), {"up": "no"}).status_code == 302
    assert order(dialogue) == [3, 1, 2]
    page = text(client, of(dialogue))
    assert page.index("3. <bdi>") < page.index("1. <bdi>") < page.index("2. <bdi>")
    assert mk.challenge(dialogue, "A later one").number == 4 and order(dialogue) == [3, 1, 2, 4]
    with pytest.raises(PermissionDenied):
        arranging.move_challenge(rows[0], by=make.delegate(make.seat(dialogue)), up=True)
    challenges.leave_out(rows[0], by=host, reason="Another belongs here")
    with pytest.raises(StateError, match="on the table"):
        arranging.move_challenge(rows[0], by=host, up=True)
    assert order(dialogue) == [3, 2, 4]


@pytest.mark.django_db
def test_the_order_of_a_ranking_is_taken_over_by_the_host_who_has_seen_it_and_by_nothing_else() -> None:
    dialogue, _rows, table, ranking = closed_with([2, 0], [2, 1], [2, 0])
    host, client = make.host_of(dialogue), signed_in(make.host_of(dialogue))
    later = mk.challenge(dialogue, "Nobody was asked about it")
    assert order(dialogue) == [1, 2, 3, 4], "figures alone move nothing"
    assert "Take over the order" in text(client, of(dialogue))
    assert "Take over the order" not in text(signed_in(table[0][1]), of(dialogue))
    page = text(client, of(dialogue, "ranking/1/take-over/"))
    assert [part.split('"')[0] for part in page.split('name="seen" value="')[1:]] == ["3", "1", "2", "4"]
    assert "was not ranked" in page
    with pytest.raises(StateError, match="have changed"):
        arranging.take_over_ranking(ranking, by=host, seen=[3, 1, 2])
    forged = {"seen": ["9" * 5000, "3", "\u0663", "-1"]}
    assert client.post(of(dialogue, "ranking/1/take-over/"), forged).status_code == 200, "is no order at all"
    assert client.post(of(dialogue, "ranking/1/take-over/"), {"seen": ["3", "1", "2", "4"]}).status_code == 302
    assert order(dialogue) == [3, 1, 2, later.number]
    event = Event.objects.get(verb="ranking.taken_over")
    assert event.details["order"] == [3, 1, 2, 4] and event.details["before"] == [1, 2, 3, 4]
    assert "stand in this order already" in text(client, of(dialogue, "ranking/1/take-over/"))
    assert "Take over the order" not in text(client, of(dialogue))
    trail = text(client, reverse("audit_trail", args=[dialogue.slug]))
    assert "in the order of ranking 1" in trail


@pytest.mark.django_db
def test_what_comes_back_to_the_table_comes_after_what_was_put_in_order_meanwhile() -> None:
    dialogue = make.dialogue()
    rows = [mk.challenge(dialogue, f"Challenge {place}") for place in range(3)]
    host = make.host_of(dialogue)
    challenges.leave_out(rows[0], by=host, reason="Another belongs here")
    arranging.move_challenge(rows[2], by=host, up=True)
    challenges.put_on_table(rows[0], by=host)
    assert order(dialogue) == [3, 2, 1]


def test_places_that_are_left_free_let_nobody_come_before_them() -> None:
    kept, later = Challenge(pk=1, number=1), Challenge(pk=9, number=9)
    assert in_order_of([later, kept], {1: 5}) == [kept, later]


@pytest.mark.django_db
def test_a_ranking_without_a_result_has_no_order_to_take_over() -> None:
    dialogue, _rows, _table, ranking = opened()
    host = make.host_of(dialogue)
    with pytest.raises(PermissionDenied):
        arranging.take_over_ranking(ranking, by=host, seen=[1, 2, 3])
    rankings.close_ranking(ranking, by=host, conclusion="Nobody came")
    with pytest.raises(StateError, match="no order to take over"):
        arranging.take_over_ranking(ranking, by=host, seen=[1, 2, 3])
    assert "Take over the order" not in text(signed_in(host), of(dialogue))


@pytest.mark.django_db
def test_recommendations_and_what_freezes_follow_and_a_frozen_roadmap_stands_still() -> None:
    roadmap = make_roadmap.roadmap()
    dialogue, host = roadmap.dialogue, make.host_of(roadmap.dialogue)
    first, second = mk.challenge(dialogue, "First"), mk.challenge(dialogue, "Second")
    make_roadmap.agreed(first, "One contribution")
    make_roadmap.agreed(second, "A desk")
    arranging.move_challenge(second, by=host, up=True)
    assert [one.code for one in Recommendation.objects.filter(dialogue=dialogue)] == ["R2", "R1"]
    blocks = {block.key: block.content for block in recommendations_of_roadmap(host, roadmap.document)}
    assert [one["code"] for one in blocks["recommendations"]] == ["R2", "R1"]
    assert [one["challenge_number"] for one in blocks["recommendations"]] == [2, 1], "numbers stay"
    page = text(signed_in(host), of(dialogue, "recommendations/"))
    assert page.index("2. <bdi>Second") < page.index("1. <bdi>First")
    Document.objects.filter(pk=roadmap.document_id).update(status=DocumentStatus.LOCKED)
    with pytest.raises(StateError, match="frozen"):
        arranging.move_challenge(first, by=host, up=True)
    assert signed_in(host).post(of(dialogue, "challenges/1/move/"), {"up": "yes"}).status_code == 403
    assert order(dialogue) == [2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ranking_is", "dialogue_is", "who"),
    [
        (RankingStatus.CLOSED, Status.OPEN, {"host", "facilitator"}),
        (RankingStatus.OPEN, Status.OPEN, set()),
        (RankingStatus.CLOSED, Status.CLOSED, set()),
    ],
)
def test_only_the_host_team_takes_over_a_closed_ranking_in_a_live_dialogue(
    ranking_is: str, dialogue_is: str, who: set[str]
) -> None:
    dialogue, _rows, _table, ranking = opened()
    people = cast(dialogue)
    ranking.dialogue, ranking.status, dialogue.status = dialogue, ranking_is, dialogue_is
    assert who_may(people, "consensus.take_over_ranking", ranking) == who


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_at_once_each_has_a_place() -> None:
    dialogue = make.dialogue()
    rows = [mk.challenge(dialogue, f"Challenge {place}") for place in range(4)]
    host = make.host_of(dialogue)
    moves = [partial(arranging.move_challenge, one, by=host, up=True) for one in rows[1:]]
    assert at_once(*moves) == Counter({"done": 3})
    ranks = sorted(Challenge.objects.filter(dialogue=dialogue).values_list("rank", flat=True))
    assert ranks == [1, 2, 3, 4]
