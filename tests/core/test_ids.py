"""Sets of keys: questions take them as they are, and find what Django finds for any other set."""

from __future__ import annotations

import pytest

from dialogues.models import Dialogue, Seat
from inspired.core.ids import Ids
from tests import make

pytestmark = pytest.mark.django_db


def test_they_find_what_a_set_finds() -> None:
    seats = [make.seat(make.dialogue()) for _ in range(3)]
    for chosen in ([], seats[:1], seats[1:]):
        keys = frozenset(seat.dialogue_id for seat in chosen)
        assert set(Seat.objects.filter(dialogue__in=Ids(keys))) == set(Seat.objects.filter(dialogue__in=keys))
        assert set(Seat.objects.exclude(dialogue__in=Ids(keys))) == set(Seat.objects.exclude(dialogue__in=keys))
        assert set(Dialogue.objects.filter(pk__in=Ids(keys))) == set(Dialogue.objects.filter(pk__in=keys))
        assert str(Seat.objects.filter(dialogue__in=Ids(keys or {1})).query) == str(
            Seat.objects.filter(dialogue__in=keys or {1}).query
        )


def test_joined_they_stay_what_they_are() -> None:
    one, other = Ids({1, 2}), Ids({2, 3})
    for joined, keys in ((one | other, {1, 2, 3}), (one & other, {2}), (one - other, {1}), (one | {9}, {1, 2, 9})):
        assert joined == keys and type(joined) is Ids
    assert Ids.of_all([{1}, {2}]) == {1, 2} and type(Ids.of_all([])) is Ids
