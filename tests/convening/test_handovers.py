"""Handing a place over: what passes, what ends, who may, and what never reaches the successor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.convening.models import Handover
from dialogues.models import Delegate, Mandate
from dialogues.states import DelegateRole
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of domestic workers")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def place_of(user, seat):
    return Delegate.objects.get(user=user, seat=seat)


def url_of(delegate):
    return reverse("seat_hand_over", args=[delegate.seat.dialogue.slug, delegate.pk])


def test_a_host_hands_a_seat_over_on_the_site(dialogue, host, seat):
    ana, bruno = make.delegate(seat), make.delegate(seat, role=DelegateRole.ALTERNATE, may_sign=False)
    leaver, successor = place_of(ana, seat), place_of(bruno, seat)
    client = browser(host)
    before = client.get(url_of(leaver))
    assert "What passes to the successor" in before.text
    assert "What ends at once" in before.text
    said = {"who": str(successor.pk), "may_sign": "on"}
    asked = client.post(url_of(leaver), said)
    assert "Hand over now" in asked.text
    assert not Handover.objects.exists()
    done = client.post(url_of(leaver), said | {"sure": "1"}, follow=True)
    assert "Taken on" in done.text
    assert not Mandate.objects.active().filter(delegate=leaver).exists()
    assert Mandate.objects.active().get(delegate=successor).role == DelegateRole.HEAD
    assert seat.has_signatory(bruno)
    assert browser(ana).get(reverse("dialogue", args=[dialogue.slug])).status_code == 404
    assert (
        "Brief for whoever speaks for" in browser(bruno).get(reverse("seat_brief", args=[dialogue.slug, seat.pk])).text
    )
