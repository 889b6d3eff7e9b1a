"""Questions written once: the same answer as the queryset gives, for each id, on each day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models.standing import HELD, _held, standings_of
from dialogues.states import Role
from inspired.core.models.people import Person
from inspired.core.written import UnwritableError, Written, writing
from tests import make

pytestmark = pytest.mark.django_db


def test_it_answers_for_each_id_what_the_queryset_answers() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    people = [make.delegate(seat), make.role(dialogue, make.user(), Role.DONOR).user, make.host_of(dialogue)]
    today = timezone.localdate()
    for day in (today, today + timedelta(days=1), today - timedelta(days=1)):
        for user in [*people, *people]:
            assert sorted(HELD.ask(user.pk, day)) == sorted(_held(user.pk, day)), (user, day)
    assert not HELD.ask(0, today)


def test_it_asks_one_query_and_follows_the_rows() -> None:
    role = make.role(make.dialogue(), make.user(), Role.OBSERVER)
    with CaptureQueriesContext(connection) as seen:
        assert standings_of(role.user)[role.dialogue_id].is_participant
    assert len(seen) == 1
    type(role).objects.filter(pk=role.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert not standings_of(role.user)


def test_a_question_that_forgets_the_id_is_refused() -> None:
    with pytest.raises(ValueError, match="about the id"):
        Written(lambda _about, _key: Person.objects.values_list("name")).ask(1)


def test_nothing_is_asked_while_a_question_is_written() -> None:
    with writing(), pytest.raises(UnwritableError, match="rest on no answer"):
        Person.objects.exists()
    assert not Person.objects.filter(pk=0).exists()
