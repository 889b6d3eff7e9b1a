"""Who is reached by no mail stands on the host team's list until somebody told them, and is never lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from dialogues.inputs.services import calls
from dialogues.models import Delegate, Errand, Mandate, Notice
from dialogues.services.errands import note_told, take_back_told
from dialogues.services.notices import announce, remind
from dialogues.speakers import speakers_of
from dialogues.states import DelegateRole
from inspired.core import ports
from inspired.core.models import Event, OutboxMail, Person, User
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(slug="work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue, "Union of planters")


def without_mail(seat, name="Dona Rosa", phone="+238 555 01", account=None, **mandate):
    """Somebody who speaks for a seat and has no address."""
    person = account.person if account else Person.objects.create(name=name)
    made = Delegate.objects.create(seat=seat, person=person, user=account, phone=phone)
    mandate.setdefault("role", DelegateRole.HEAD)
    Mandate.objects.create(delegate=made, starts_on=timezone.localdate() - timedelta(days=1), **mandate)
    return made


def announced(call, seats, **kwargs):
    pks = [seat.pk for seat in seats]
    with transaction.atomic():
        return announce("inputs.call_opened", call, to=speakers_of(pks), by=None, seats=pks, **kwargs)


def page(host, query=""):
    client = Client()
    client.force_login(host)
    return client.get(f"/dialogues/work/manage/notices/untold/{query}").content.decode()


def tell(host, **said):
    client = Client()
    client.force_login(host)
    return client.post("/dialogues/work/manage/notices/untold/told/", said)


def test_whoever_no_mail_reaches_gets_on_the_list_once(dialogue, host, seat):
    delegate, reached = without_mail(seat), make.delegate(seat)
    call = make.call(dialogue, title="Wages")
    assert announced(call, [seat]) == announced(call, [seat]) == 1
    errand = Errand.objects.get()
    assert (errand.delegate, errand.seat, errand.told_on) == (delegate, seat, None)
    assert Notice.objects.filter(user=reached, kind="inputs.call_opened").count() == 1
    assert Notice.objects.filter(user=host, kind="dialogues.unreached").count() == 1
    shown = page(host)
    for word in ("Dona Rosa", "+238 555 01", "Wages", "Your organisation is asked to contribute."):
        assert word in shown
    (todo,) = [todo for todo in ports.todo.collect(host) if "telephone or on paper" in todo.title]
    assert todo.title.startswith("1 person")


def test_a_seat_for_which_nobody_speaks_is_not_forgotten_and_observers_are_not_called(dialogue, host, seat):
    without_mail(seat, role=DelegateRole.OBSERVER)
    left = make.seat(dialogue, "Gone", left_at=timezone.now())
    announced(make.call(dialogue), [seat, left])
    assert [(one.seat, one.delegate) for one in Errand.objects.all()] == [(seat, None)]
    assert "Nobody speaks for this organisation here" in page(host)


def test_an_account_without_an_address_reads_it_on_the_site_too(dialogue, seat):
    account = User.objects.create_user(None, None, name="By slip")
    without_mail(seat, account=account)
    call = make.call(dialogue)
    announced(call, [seat])
    notice = Notice.objects.get(user=account)
    assert (notice.matter, notice.mail_key) == ("inputs.call", "-") and Errand.objects.count() == 1
    assert not OutboxMail.objects.exists()
    assert Notice.objects.visible_to(account).get() == notice


def test_one_click_notes_it_for_one_person_and_can_be_taken_back(dialogue, host, seat):
    delegate = without_mail(seat)
    for _number in range(2):
        announced(make.call(dialogue), [seat])
    numbers = list(Errand.objects.values_list("pk", flat=True))
    tell(host, errand=numbers, how="phone", on="")
    assert set(Errand.objects.values_list("told_on", "told_how", "told_by")) == {
        (timezone.localdate(), "phone", host.pk)
    }
    event = Event.objects.get(verb="errand.told")
    assert event.subject == f"dialogues.delegate:{delegate.pk}" and event.details["number"] == 2
    assert "Dona Rosa" not in page(host) and "Dona Rosa" in page(host, "?state=told")
    assert not [todo for todo in ports.todo.collect(host) if "telephone or on paper" in todo.title]
    tell(host, errand=numbers, how="paper")
    assert Event.objects.filter(verb="errand.told").count() == 1, "what was told is not told again"
    tell(host, errand=numbers, undo="yes")
    assert Errand.objects.waiting().count() == 2


def test_bad_input_changes_nothing(dialogue, host, seat):
    without_mail(seat)
    announced(make.call(dialogue), [seat])
    pk = Errand.objects.get().pk
    tomorrow = timezone.localdate() + timedelta(days=1)
    for said in ({"how": "smoke"}, {"how": "phone", "on": "yesterday"}, {"how": "phone", "on": str(tomorrow)}, {}):
        assert tell(host, errand=[pk, "x", "9" * 30], **said).status_code == 302
    with pytest.raises(StateError):
        note_told(dialogue, [pk], by=host, how="phone", on=tomorrow)
    assert Errand.objects.waiting().count() == 1


def test_only_the_team_of_this_dialogue_reads_and_notes(dialogue, host, seat):
    without_mail(seat)
    announced(make.call(dialogue), [seat])
    pk = Errand.objects.get().pk
    other = make.dialogue()
    assert note_told(other, [pk], by=make.host_of(other), how="phone") == 0
    assert not Errand.objects.visible_to(make.host_of(other)).exists()
    for by in (make.delegate(seat), make.host_of(other)):
        with pytest.raises(PermissionDenied):
            note_told(dialogue, [pk], by=by, how="phone")
        with pytest.raises(PermissionDenied):
            take_back_told(dialogue, [pk], by=by)
    assert Errand.objects.waiting().exists()


def test_reminders_get_on_the_list_and_off_it_when_the_seat_has_answered(dialogue, host, seat):
    without_mail(seat)
    other = make.seat(dialogue, "Silent too")
    without_mail(other, "Seu Abel")
    due = timezone.now() + timedelta(days=5)
    call = make.call(dialogue, due_at=due)
    with time_machine.travel(due - timedelta(days=2), tick=False):
        remind(dialogue, by=None)
        assert {one.seat for one in Errand.objects.filter(kind="inputs.call.soon")} == {seat, other}
        assert "A date is near" in page(host)
        make.answer(call, seat)
        remind(dialogue, by=None)
        remind(dialogue, by=None)
        assert [one.seat for one in Errand.objects.filter(kind="inputs.call.soon")] == [other]


def test_a_reminder_of_the_host_reaches_them_too(dialogue, host, seat):
    without_mail(seat)
    call = make.call(dialogue)
    calls.remind(call, by=host)
    assert Errand.objects.get().kind == "inputs.call_reminder" and call.title in page(host)


def test_hostile_names_stay_words_and_the_file_is_neutralised(dialogue, host, seat):
    without_mail(seat, "=1+1<script>alert(1)</script>")
    announced(make.call(dialogue), [seat])
    assert "<script>alert" not in page(host)
    client = Client()
    client.force_login(host)
    answer = client.get("/dialogues/work/manage/notices/untold/?format=csv")
    assert "'=1+1" in b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


def test_the_list_costs_the_same_for_thirty(dialogue, host, seat, django_assert_max_num_queries):
    without_mail(seat)
    announced(make.call(dialogue), [seat])
    client = Client()
    client.force_login(host)
    client.get("/dialogues/work/manage/notices/untold/")

    def cost():
        with django_assert_max_num_queries(12) as asked:
            client.get("/dialogues/work/manage/notices/untold/")
        return len(asked)

    few = cost()
    for number in range(30):
        one = make.seat(dialogue, f"Body {number}")
        without_mail(one, f"Person of {number}")
        announced(make.call(dialogue), [one])
    assert cost() == few
