"""Whoever holds somebody else's invitation asks to be invited, learns nothing, and is answered by the host."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import InvitationRequest
from dialogues.convening.services import strangers
from dialogues.models import Notice
from dialogues.services import invitations
from dialogues.services.invitations import PURPOSE
from inspired.core import ports
from inspired.core.states import StateError
from inspired.core.tokens import derive
from tests import make

pytestmark = pytest.mark.django_db

SAID = {"name": "Ida <b>Kern</b>", "organisation": "Free press", "reach": "555 0199", "note": "Passed on to me"}


@pytest.fixture
def host():
    return make.host_of(make.dialogue(title="Decent work", slug="work"))


@pytest.fixture
def sent(host):
    dialogue = host.dialogue_roles.get().dialogue
    return invitations.invite(make.seat(dialogue, "Quiet house"), by=host, email="ana@example.org")


def ask(sent, **said):
    client = Client()
    client.get(reverse("invitation", args=[derive(PURPOSE, sent.pk, sent.generation)]))
    return client.post(reverse("invitation_stranger"), SAID | said, follow=True)


def test_a_stranger_asks_and_learns_nothing(sent, host):
    page = ask(sent).content
    assert InvitationRequest.objects.get().name == SAID["name"]
    for word in (b"Decent work", b"Quiet house", b"ana@example.org"):
        assert word not in page
    nothing = Client().post(reverse("invitation_stranger"), SAID, follow=True).content
    invitations.revoke(sent, by=host)
    assert page == nothing == ask(sent).content
    assert InvitationRequest.objects.count() == 1


def test_the_team_is_told_once_and_by_a_mail_that_says_nothing(sent, host):
    ask(sent)
    ask(sent)
    told = Notice.objects.get(user=host, kind="convening.asked_in")
    assert told.what.asks and SAID["name"] not in str(told.what.sentence)
    assert Notice.objects.visible_to(host).filter(pk=told.pk).exists()
    strangers.answer_request(InvitationRequest.objects.get(), by=host, invited=False)
    assert not Notice.objects.visible_to(host).filter(pk=told.pk).exists()


def test_one_request_per_link(sent, host):
    ask(sent)
    ask(sent, name="Another")
    assert InvitationRequest.objects.get().name == SAID["name"]
    ask(invitations.resend(sent, by=host), name="Another")
    assert InvitationRequest.objects.count() == 2


def test_the_host_is_reminded_and_answers_once(sent, host, client):
    ask(sent)
    (todo,) = [todo for todo in ports.todo.collect(host) if "asks to be invited" in todo.title]
    client.force_login(host)
    page = client.get(todo.url).content.decode()
    assert "Ida &lt;b&gt;" in page
    asked = InvitationRequest.objects.get()
    where = reverse("invitation_request_answer", args=["work", asked.pk])
    assert client.post(where, {"answer": "invite"}).url == reverse("invitation_add", args=["work", sent.seat_id])
    with pytest.raises(StateError):
        strangers.answer_request(asked, by=host, invited=False)
    assert not [todo for todo in ports.todo.collect(host) if "asks to be invited" in todo.title]


def test_only_the_team_answers(sent):
    ask(sent)
    with pytest.raises(PermissionDenied):
        strangers.answer_request(InvitationRequest.objects.get(), by=make.delegate(sent.seat), invited=True)


def test_requests_are_forgotten(sent, host):
    ask(sent)
    strangers.answer_request(InvitationRequest.objects.get(), by=host, invited=False)
    assert strangers.forget_requests(at_most=10) == 0
    InvitationRequest.objects.update(answered_at=timezone.now() - timedelta(days=31))
    assert strangers.forget_requests(at_most=10) == 1


def test_tries_from_one_place_are_slowed_down(sent, host):
    for number in range(12):
        fresh = invitations.resend(sent, by=host)
        ask(fresh, name=f"Robot {number}")
    assert InvitationRequest.objects.count() == 10
