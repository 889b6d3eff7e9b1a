"""Access slips: for people without an address, of no use without the code, once, and never a way into more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import AccessSlip
from dialogues.convening.services import slips
from dialogues.convening.slip_reach import may_open
from dialogues.convening.states.slips import TRIES, SlipState
from dialogues.models import Notice
from dialogues.services import mandates
from dialogues.services.invitations import PURPOSE as INVITATION
from dialogues.services.seats import leave_seat
from dialogues.states import Role
from inspired.core.models import User
from inspired.core.models.audit import Event
from inspired.core.models.limits import Limit
from inspired.core.states import StateError
from inspired.core.tokens import derive, derive_code, derive_short, parse_short
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(title="Decent work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def delegate(dialogue, host):
    return mandates.add_delegate(make.seat(dialogue), by=host, name="Rosa Lima", phone="555 0101")


@pytest.fixture
def slip(delegate, host):
    return slips.make_slip(delegate, by=host, role="head", may_sign=True)


def link_of(slip):
    return reverse("slip", args=[derive_short(slips.PURPOSE, slip.pk)])


def code_of(slip):
    return derive_code(slips.PURPOSE, slip.pk)


def enter(client, slip, code=""):
    client.get(link_of(slip))
    return client.post(reverse("slip_enter"), {"code": code or code_of(slip)})


def test_from_paper_to_the_first_page_inside(slip, delegate, dialogue):
    person = Client()
    assert person.get(link_of(slip)).url == reverse("slip_enter")
    landing = person.get(reverse("slip_enter")).content.decode()
    assert "Decent work" not in landing
    assert "Rosa" not in landing
    spoken = code_of(slip)
    assert enter(person, slip, f"{spoken[:4]} {spoken[4:]}").url == reverse("slip_answer")
    page = person.get(reverse("slip_answer")).content.decode()
    assert "Decent work" in page
    assert "Rosa Lima" in page
    assert not User.objects.filter(person=delegate.person).exists()
    assert person.post(reverse("slip_answer")).url == reverse("welcome", args=[dialogue.slug])
    assert person.get(reverse("welcome", args=[dialogue.slug])).status_code == 200
    account = User.objects.get(person=delegate.person)
    assert account.email is None
    assert not account.has_usable_password()
    delegate.refresh_from_db()
    assert delegate.user == account
    assert delegate.mandates.active().get().may_sign
    delegate.seat.refresh_from_db()
    assert delegate.seat.joined_at


def test_the_team_is_told_that_a_slip_was_used(slip, host):
    slips.use_slip(slip, by=None)
    told = Notice.objects.get(kind="convening.slip_used")
    assert told.user == host and not told.what.asks


def test_reading_pages_changes_nothing(slip):
    person = Client()
    before = AccessSlip.objects.values().get()
    for method in (person.get, person.head):
        method(link_of(slip))
        method(reverse("slip_enter"))
        method(reverse("slip_answer"))
    assert AccessSlip.objects.values().get() == before


def test_a_used_slip_opens_nothing_again(slip):
    first, second = Client(), Client()
    enter(first, slip)
    enter(second, slip)
    first.post(reverse("slip_answer"))
    assert second.post(reverse("slip_answer")).status_code == 404
    assert "_auth_user_id" not in second.session
    assert enter(Client(), slip).status_code == 404
    with pytest.raises(slips.SlipClosed):
        slips.use_slip(slip, by=None)
    assert User.objects.filter(person=slip.delegate.person).count() == 1


def test_every_failure_looks_the_same(slip, delegate, host):
    old = slip
    slip = slips.make_slip(delegate, by=host, role="head")
    bodies = set()
    for link, code in (
        (link_of(slip), "00000000"),
        (link_of(old), code_of(old)),
        (reverse("slip", args=[derive_short(slips.PURPOSE, 987654)]), code_of(slip)),
        (reverse("slip", args=["nonsense"]), code_of(slip)),
        (reverse("slip", args=[derive(slips.PURPOSE, slip.pk, 1)]), code_of(slip)),
        (reverse("slip", args=[derive_short(INVITATION, slip.pk)]), code_of(slip)),
        (reverse("slip", args=["9" * 40 + "-" + "a" * 20]), code_of(slip)),
    ):
        person = Client()
        opened = person.get(link)
        assert opened.url == reverse("slip_enter")
        answer = person.post(reverse("slip_enter"), {"code": code})
        assert answer.status_code == 404
        bodies.add(answer.content)
    assert len(bodies) == 1
    assert Client().get(reverse("slip_enter")).content in bodies


def test_a_slip_opens_no_invitation_and_the_other_way_round(slip):
    person = Client()
    person.get(reverse("invitation", args=[derive_short(slips.PURPOSE, slip.pk)]))
    assert person.session["invitation_link"] == [0, 0]
    assert parse_short(derive_short(INVITATION, slip.pk), slips.PURPOSE) is None
    assert derive_code(INVITATION, slip.pk) != code_of(slip)


def test_a_short_token_forgives_how_it_is_typed():
    token = derive_short("any", 17)
    assert parse_short(token.upper().replace("0", "O"), "any") == 17
    assert parse_short(token.replace("-", "").replace("17", "17-", 1), "any") == 17
    assert parse_short(token[:-1], "any") is None
    assert parse_short(token.replace("17-", "18-", 1), "any") is None


def test_tries_are_slowed_down_then_void_the_slip(slip):
    person = Client()
    for _number in range(5):
        assert enter(person, slip, "11111111").status_code == 404
    assert enter(person, slip).status_code == 404  # too fast, although the code is right
    slip.refresh_from_db()
    assert slip.tries == 5
    for _number in range(TRIES - 5):
        Limit.objects.all().delete()
        enter(Client(), slip, "22222222")
    Limit.objects.all().delete()
    assert enter(Client(), slip).status_code == 404
    slip.refresh_from_db()
    assert slip.state == SlipState.SPENT


def test_the_last_try_still_counts(slip):
    AccessSlip.objects.update(tries=TRIES - 1)
    assert slips.try_code(slip.pk, by=None, code=code_of(slip))
    assert slips.use_slip(slip, by=None)


def test_a_slip_ends_by_time_by_revoking_and_when_the_seat_leaves(delegate, host):
    slip = slips.make_slip(delegate, by=host, role="head")
    AccessSlip.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert not slips.try_code(slip.pk, by=None, code=code_of(slip))
    slip = slips.make_slip(delegate, by=host, role="head")
    slips.revoke_slip(slip, by=host)
    with pytest.raises(StateError):
        slips.revoke_slip(slip, by=host)
    assert not slips.try_code(slip.pk, by=None, code=code_of(slip))
    slip = slips.make_slip(delegate, by=host, role="head")
    leave_seat(delegate.seat, by=host, reason="They left")
    assert not slips.try_code(slip.pk, by=None, code=code_of(slip))
    with pytest.raises(slips.SlipClosed):
        slips.use_slip(slip, by=None)


def test_the_code_is_shown_once_and_stored_nowhere(slip, host, dialogue, client):
    client.force_login(host)
    shown = client.post(reverse("slip_code", args=[dialogue.slug, slip.pk])).content.decode()
    spoken = f"{code_of(slip)[:4]} {code_of(slip)[4:]}"
    assert spoken in shown
    again = client.post(reverse("slip_code", args=[dialogue.slug, slip.pk])).content.decode()
    assert spoken not in again
    for page in (reverse("slip_show", args=[dialogue.slug, slip.pk]), reverse("slip_print", args=[slip.pk])):
        text = client.get(page).content.decode()
        assert code_of(slip) not in text
        assert spoken not in text
    stored = [str(row) for row in AccessSlip.objects.values()] + [str(row) for row in Event.objects.values()]
    assert not any(code_of(slip) in row or derive_short(slips.PURPOSE, slip.pk) in row for row in stored)


def test_the_paper_names_neither_person_nor_dialogue(slip, host, client):
    client.force_login(host)
    text = client.get(reverse("slip_print", args=[slip.pk])).content.decode()
    paper = text[text.index('<section class="slip"') : text.index("</section>")]
    assert derive_short(slips.PURPOSE, slip.pk) in paper
    title = text[text.index("<title>") : text.index("</title>")]
    for word in ("Rosa", "Decent work", slip.delegate.seat.organisation.name):
        assert word not in paper + title
    assert "style=" not in paper


def test_the_list_and_its_file_hold_no_secret(slip, host, dialogue, client):
    client.force_login(host)
    for address in ("", "?export=csv", "?state=waiting"):
        text = client.get(reverse("slips", args=[dialogue.slug]) + address).content.decode()
        assert "Rosa Lima" in text
        assert derive_short(slips.PURPOSE, slip.pk) not in text
        assert code_of(slip) not in text
    assert "Rosa Lima" not in client.get(reverse("slips", args=[dialogue.slug]) + "?state=used").content.decode()


def test_only_the_team_makes_slips(delegate, dialogue):
    for stranger in (make.user(), make.delegate(delegate.seat), make.host_of(make.dialogue())):
        with pytest.raises(PermissionDenied):
            slips.make_slip(delegate, by=stranger, role="head")


def test_a_slip_never_opens_an_account_that_reaches_further(slip, delegate, host, dialogue):
    account = slips.use_slip(slip, by=None)
    delegate.refresh_from_db()
    again = slips.make_slip(delegate, by=host)
    assert again.role == ""
    elsewhere = make.role(make.dialogue(), account, Role.OBSERVER)
    with pytest.raises(slips.SlipClosed):
        slips.use_slip(again, by=None)
    with pytest.raises(StateError):
        slips.make_slip(delegate, by=host)
    elsewhere.delete()
    assert slips.use_slip(again, by=None) == account
    for field, value in (("email", "rosa@example.org"), ("is_host", True), ("is_staff", True), ("is_active", False)):
        User.objects.filter(pk=account.pk).update(**{field: value})
        assert not may_open(delegate)
        User.objects.filter(pk=account.pk).update(email=None, is_host=False, is_staff=False, is_active=True)
    assert may_open(delegate)


def test_coming_back_takes_a_new_slip(slip, delegate, host, dialogue):
    slips.use_slip(slip, by=None)
    delegate.refresh_from_db()
    person = Client()
    enter(person, slips.make_slip(delegate, by=host))
    assert person.post(reverse("slip_answer")).url == reverse("welcome", args=[dialogue.slug])
    assert delegate.mandates.active().count() == 1


def test_the_list_takes_few_queries(delegate, host, dialogue, client, django_assert_max_num_queries):
    slips.make_slip(delegate, by=host, role="head")
    client.force_login(host)
    client.get(reverse("slips", args=[dialogue.slug]))
    with django_assert_max_num_queries(12):
        client.get(reverse("slips", args=[dialogue.slug]))
    for number in range(30):
        other = mandates.add_delegate(delegate.seat, by=host, name=f"Person {number}")
        slips.make_slip(other, by=host, role="alternate")
    with django_assert_max_num_queries(12):
        client.get(reverse("slips", args=[dialogue.slug]))


def test_the_list_leads_to_a_slip_by_the_name_it_was_made_for(slip, host, dialogue, delegate):
    browser = Client()
    browser.force_login(host)
    page = browser.get(reverse("slips", args=[dialogue.slug])).content.decode()
    link = page.split(f'href="{reverse("slip_show", args=[dialogue.slug, slip.pk])}">')[1].split("</a>")[0]
    assert str(delegate.person) in link
