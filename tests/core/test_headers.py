"""Security headers on every kind of answer, in one table."""

from __future__ import annotations

import pytest
from django.test import Client

from inspired.core import services
from inspired.core.uploads import serve
from tests import make
from tests.core.files import PDF, upload

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ANSWERS = [
    ("page", "/accounts/login/", 200),
    ("health", "/health/", 200),
    ("not found", "/nothing/here/", 404),
    ("redirect", "/accounts/", 302),
    ("admin", "/admin/", 302),
    ("method refused", "/accounts/language/", 405),
]


def check(answer) -> None:
    for name, value in EXPECTED.items():
        assert answer.headers[name] == value, name
    assert "camera=()" in answer.headers["Permissions-Policy"]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "path", "status"), ANSWERS, ids=[kind for kind, _path, _status in ANSWERS])
def test_headers_stand_on_every_answer(client, kind, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    check(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["options", "put", "delete", "trace", "patch"])
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/admin/"])
def test_headers_stand_where_no_page_knows_the_method(client, method, path):
    answer = getattr(client, method)(path)
    assert answer.status_code == 405
    check(answer)


@pytest.mark.django_db
def test_headers_stand_on_admin_pages(client):
    client.force_login(make.user(is_staff=True, is_superuser=True))
    for path in ("/admin/", "/admin/core/user/", "/admin/core/user/add/", "/admin/core/event/"):
        answer = client.get(path)
        assert answer.status_code == 200
        check(answer)
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_headers_stand_when_something_breaks(monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("inspired.core.views._database_is_ready", lambda: 1 / 0)
    answer = client.get("/health/")
    assert answer.status_code == 500
    assert b"on our side" in answer.content
    check(answer)


@pytest.mark.django_db
def test_headers_stand_on_a_refused_form():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert b"what you typed is still there" in answer.content
    check(answer)


@pytest.mark.django_db
def test_stored_files_are_handed_out_for_saving_only():
    stored = services.store_upload(upload(PDF, "résumé.pdf"), by=make.user())
    answer = serve(stored)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()


@pytest.mark.django_db
def test_cookies_are_for_the_server_alone(client):
    make.user("cookie@example.org")
    answer = client.post("/accounts/login/", {"login": "cookie@example.org", "password": make.PASSWORD})
    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


@pytest.mark.django_db
def test_missing_pages_have_the_same_bytes_for_everybody(client):
    anonymous = client.get("/nothing/1/").content
    client.force_login(make.user())
    assert client.get("/nothing/2/").content == anonymous
    assert b"csrfmiddlewaretoken" not in anonymous
