"""One's sessions: seen, named without their keys, ended."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from inspired.core.models import Event, SignIn
from inspired.core.services import end_session
from tests import make

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser(user) -> Client:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    client.force_login(user)
    client.get("/accounts/sessions/")
    return client


def test_list_names_browsers_and_hides_keys():
    user = make.user()
    here, there = browser(user), browser(user)
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("Firefox on Linux") >= 2
    assert there.session.session_key not in page
    assert here.session.session_key not in page


def test_ended_session_is_signed_out_at_its_next_request():
    user = make.user()
    here, there = browser(user), browser(user)
    handle = SignIn.objects.get(session_key=there.session.session_key).handle
    assert here.post(f"/accounts/sessions/{handle}/end/").status_code == 302
    assert there.get("/accounts/").headers["Location"].startswith("/accounts/login/")
    assert here.get("/accounts/").status_code == 200
    assert Event.objects.filter(verb="session.ended").count() == 1


def test_a_session_that_has_ended_meanwhile_leaves_no_second_event():
    user = make.user()
    browser(user)
    session = SignIn.objects.get(account=user)
    for _n in range(2):
        end_session(session, by=user)
    assert Event.objects.filter(verb="session.ended").count() == 1


def test_others_end_together():
    user = make.user()
    here, there, elsewhere = browser(user), browser(user), browser(user)
    here.post("/accounts/sessions/others/end/")
    assert [client.get("/accounts/").status_code for client in (here, there, elsewhere)] == [200, 302, 302]


def test_session_of_somebody_else_does_not_exist():
    mine, theirs = browser(make.user()), browser(make.user())
    handle = SignIn.objects.get(session_key=theirs.session.session_key).handle
    assert mine.post(f"/accounts/sessions/{handle}/end/").status_code == 404
    assert theirs.get("/accounts/").status_code == 200


def test_handle_stays_while_the_session_is_saved_again():
    client = browser(make.user())
    before = SignIn.objects.get(session_key=client.session.session_key)
    session = client.session
    session["something"] = 1
    session.save()
    after = SignIn.objects.get(session_key=client.session.session_key)
    assert (after.handle, after.since) == (before.handle, before.since)


def test_new_password_ends_the_other_sessions():
    user = make.user()
    here, there = browser(user), browser(user)
    new = "quite another sentence"
    here.post("/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": new, "password2": new})
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302


def test_signing_in_changes_the_session_key(client):
    user = make.user("key@example.org")
    client.get("/accounts/login/?next=/x/")
    session = client.session
    session["before"] = 1
    session.save()
    key = session.session_key
    client.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD})
    assert client.session.session_key != key


def test_django_keeps_no_second_table_of_sessions():
    browser(make.user())
    assert not Session.objects.exists()
