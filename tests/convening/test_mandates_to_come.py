"""People who are asked in before their mandate begins: nothing breaks, the dates of the organisation hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import AccessSlip
from dialogues.convening.services import slips
from dialogues.convening.slip_reach import may_open
from dialogues.models import Delegate, Mandate
from dialogues.services import invitations, mandates
from inspired.core.models import User
from inspired.core.tokens import derive, derive_code, derive_short
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work")


@pytest.fixture
def delegate(dialogue):
    """Somebody whom an organisation has named from next week on."""
    host = make.host_of(dialogue)
    named = mandates.add_delegate(make.seat(dialogue), by=host, name="Rosa Lima", email="rosa@example.org")
    mandates.give_mandate(named, by=host, role="head", starts_on=timezone.localdate() + timedelta(days=7))
    return named


def come_by_slip(slip: AccessSlip) -> Client:
    person = Client()
    person.get(reverse("slip", args=[derive_short(slips.PURPOSE, slip.pk)]))
    person.post(reverse("slip_enter"), {"code": derive_code(slips.PURPOSE, slip.pk)})
    assert person.post(reverse("slip_answer")).status_code == 302
    return person


def test_a_slip_ahead_of_the_mandate_keeps_its_dates(delegate, dialogue, client):
    host = make.host_of(dialogue)
    client.force_login(host)
    page = client.get(reverse("slip_new", args=[dialogue.slug, delegate.pk])).content.decode()
    assert 'name="role"' not in page, "the role stands in the mandate already"
    person = come_by_slip(slips.make_slip(delegate, by=host))
    assert "Your mandate begins on" in person.get(reverse("home")).content.decode()
    assert person.get(reverse("dialogue", args=[dialogue.slug])).status_code == 404
    mandate = Mandate.objects.get(delegate=delegate)
    assert mandate.starts_on == timezone.localdate() + timedelta(days=7)
    Mandate.objects.update(starts_on=timezone.localdate())
    assert person.get(reverse("dialogue", args=[dialogue.slug])).status_code == 200


def test_a_mandate_given_after_the_slip_was_made_holds(dialogue):
    host = make.host_of(dialogue)
    named = mandates.add_delegate(make.seat(dialogue), by=host, name="Rosa Lima")
    slip = slips.make_slip(named, by=host, role="head", may_sign=True)
    mandates.give_mandate(named, by=host, role="head", starts_on=timezone.localdate() + timedelta(days=7))
    come_by_slip(slip)
    assert not Mandate.objects.get(delegate=named).may_sign


def test_an_invitation_ahead_of_the_mandate_keeps_its_dates(delegate, dialogue):
    host, rosa = make.host_of(dialogue), make.user("rosa@example.org")
    sent = invitations.invite(delegate.seat, by=host, email="rosa@example.org", delegate_role="head")
    person = Client()
    person.force_login(rosa)
    person.get(reverse("invitation", args=[derive(invitations.PURPOSE, sent.pk, sent.generation)]))
    person.post(reverse("invitation_enter"), {"email": "rosa@example.org"})
    assert person.post(reverse("invitation_answer")).url == reverse("home")
    assert "Your mandate begins on" in person.get(reverse("home")).content.decode()
    assert Mandate.objects.get(delegate=delegate).starts_on > timezone.localdate()


def test_a_slip_opens_no_account_that_is_to_speak_elsewhere(delegate, dialogue):
    come_by_slip(slips.make_slip(delegate, by=make.host_of(dialogue)))
    delegate.refresh_from_db()
    assert may_open(delegate)
    account = User.objects.get(person=delegate.person)
    there = Delegate.objects.create(seat=make.seat(make.dialogue()), person=delegate.person, user=account)
    Mandate.objects.create(delegate=there, role="head", starts_on=timezone.localdate() + timedelta(days=1))
    assert not may_open(delegate)
