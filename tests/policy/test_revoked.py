"""What is taken away counts at the next request: roles, mandates, seats, accounts."""

from __future__ import annotations

import pytest
from django.test import Client

from dialogues.models import Mandate
from dialogues.services import mandates, roles, seats
from inspired.core.models import User
from tests.policy.reading import url_of
from tests.policy.table import ROWS


def _lose_role(world):
    roles.end_role(world.dialogue.roles.get(user=world.people["observer"]), by=world.people["host"])


def _lose_mandate(world):
    mandate = Mandate.objects.active().get(delegate__user=world.people["head"])
    mandates.end_mandate(mandate, by=world.people["host"])


def _lose_seat(world):
    seats.leave_seat(world.neighbour_seat, by=world.people["host"], reason="Gone")


def _lose_account(world):
    User.objects.filter(pk=world.people["donor"].pk).update(is_active=False)


@pytest.mark.parametrize(
    ("actor", "lose"),
    [("observer", _lose_role), ("head", _lose_mandate), ("neighbour", _lose_seat), ("donor", _lose_account)],
    ids=["role", "mandate", "seat", "account"],
)
def test_loss_counts_at_the_next_request(actor, lose, world):
    client = Client()
    client.force_login(world.people[actor])
    places = [url_of(name, ROWS[name], world) for name in ("participants", "version", "version_docx")]
    assert [client.get(place).status_code for place in places] == [200] * 3
    lose(world)
    after = 302 if lose is _lose_account else 404
    assert [client.get(place).status_code for place in places] == [after] * 3
