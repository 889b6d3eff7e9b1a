"""Links that work without sign-in: each does its one thing, and a foreign, old or changed one does nothing."""

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from dialogues.keys import CALENDAR, SETTINGS, calendar_token, settings_token
from dialogues.models import PaceChoice
from dialogues.services import notices
from inspired.core.tokens import derive
from tests import make

pytestmark = pytest.mark.django_db
CHOICE = {"pace": "weekly", "where": "here"}


@pytest.fixture
def dialogue():
    return make.dialogue(title="SECRET-TITLE", slug="secret-title", short_label="Our talks")


@pytest.fixture
def head(dialogue):
    return make.delegate(make.seat(dialogue))


def paces(user):
    return set(PaceChoice.objects.filter(user=user).values_list("dialogue", "pace"))


def settings_url(user, dialogue):
    return f"/notifications/settings/{settings_token(user, dialogue.pk)}/"


def test_link_sets_the_pace_without_sign_in(dialogue, head):
    url, client = settings_url(head, dialogue), Client()
    page = client.get(url).content.decode()
    assert "Our talks" in page
    assert not any(word in page for word in ("SECRET-TITLE", "secret-title", head.name, head.email))
    assert client.post(url, CHOICE).status_code == 302
    assert paces(head) == {(dialogue.pk, "weekly")}
    client.post(url, {"pace": "never", "where": "everywhere"})
    assert paces(head) == {(None, "never")}


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("place", ["settings", "stop"])
def test_opening_a_link_changes_nothing_and_signs_nobody_in(method, place, dialogue, head):
    client = Client()
    getattr(client, method)(f"/notifications/{place}/{settings_token(head, dialogue.pk)}/")
    assert not paces(head)
    assert client.get("/notifications/").status_code == 302


def test_wrong_links_answer_alike_and_do_nothing(dialogue, head):
    client, other = Client(), make.user()
    good = settings_token(head, dialogue.pk)
    notices.renew_links(other, what="calendar", by=other)
    wrong = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        derive(CALENDAR, f"{head.pk}-{dialogue.pk}", 1),
        derive("invitation", f"{head.pk}-{dialogue.pk}", 1),
        derive(SETTINGS, f"{head.pk}-{dialogue.pk}", 2),
        derive(SETTINGS, f"987654321-{dialogue.pk}", 1),
        derive(SETTINGS, f"{head.pk}-987654321", 1),
        derive(SETTINGS, "nothing", 1),
        derive(SETTINGS, "1-x", 1),
        calendar_token(other),
        "x",
    ]
    answers = set()
    for token in wrong:
        answers.add(
            (
                client.get(f"/notifications/settings/{token}/").status_code,
                client.post(f"/notifications/settings/{token}/", CHOICE).status_code,
            )
        )
    assert answers == {(404, 404)}
    assert not PaceChoice.objects.exists()


def test_settings_token_opens_neither_invitation_nor_calendar(dialogue, head):
    token = settings_token(head, dialogue.pk)
    assert Client().get(f"/notifications/calendar/{token}.ics").status_code == 404
    client = Client()
    client.get(f"/invitations/{token}/")
    assert client.post("/invitations/enter/", {"email": head.email}).status_code == 404


def test_links_so_far_are_voided(dialogue, head):
    old = settings_url(head, dialogue)
    notices.renew_links(head, what="settings", by=head)
    assert Client().get(old).status_code == 404
    assert Client().get(settings_url(head, dialogue)).status_code == 200


def test_link_of_a_closed_account_opens_nothing(dialogue, head):
    url = settings_url(head, dialogue)
    type(head).objects.filter(pk=head.pk).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_form_behind_the_link_keeps_its_csrf_protection(dialogue, head):
    assert Client(enforce_csrf_checks=True).post(settings_url(head, dialogue), CHOICE).status_code == 403
    assert not paces(head)


def calendar_url(user):
    return f"/notifications/calendar/{calendar_token(user)}.ics"


def test_calendar_holds_dates_and_nothing_that_says_what(dialogue, head):
    due = timezone.now() + timezone.timedelta(days=5)
    make.call(dialogue, title="SECRET-CALL", due_at=due)
    make.call(make.dialogue(), due_at=due)
    assert calendar_token(head) == ""
    notices.renew_links(head, what="calendar", by=head)
    answer = Client().get(calendar_url(head))
    assert answer["Content-Type"].startswith("text/calendar") and answer["Cache-Control"] == "no-store"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Our talks" and event["DTSTART"].dt == due.date()
    assert b"SECRET" not in answer.content and b"secret-title" not in answer.content


def test_calendar_address_is_replaced_and_ended(dialogue, head):
    notices.renew_links(head, what="calendar", by=head)
    first = calendar_url(head)
    notices.renew_links(head, what="calendar", by=head)
    assert Client().get(first).status_code == 404
    second = calendar_url(head)
    assert Client().get(second).status_code == 200
    notices.renew_links(head, what="no_calendar", by=head)
    assert Client().get(second).status_code == 404 and calendar_token(head) == ""


def test_calendar_of_who_left_is_empty(dialogue, head):
    make.call(dialogue, due_at=timezone.now() + timezone.timedelta(days=5))
    notices.renew_links(head, what="calendar", by=head)
    url = calendar_url(head)
    dialogue.seats.update(left_at=timezone.now())
    assert b"VEVENT" not in Client().get(url).content


def test_choosing_paces_on_ones_own_page(dialogue, head):
    client = Client()
    client.force_login(head)
    assert "SECRET-TITLE" in client.get("/notifications/settings/").content.decode()
    sent = {"everywhere": "daily", f"dialogue_{dialogue.pk}": "never"}
    assert client.post("/notifications/settings/", sent).status_code == 302
    assert paces(head) == {(None, "daily"), (dialogue.pk, "never")}
    client.post("/notifications/settings/", {"everywhere": "daily", f"dialogue_{dialogue.pk}": ""})
    assert paces(head) == {(None, "daily")}
    client.post("/notifications/links/", {"what": "calendar"})
    assert calendar_url(head) in client.get("/notifications/settings/").content.decode()
