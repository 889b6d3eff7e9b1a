"""A request far above the limit is answered with a page; what is on its way is thrown away within bounds."""

from __future__ import annotations

import io

import pytest
from django.test import RequestFactory

from inspired.core import middleware
from inspired.wsgi import application

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


class Endless(io.RawIOBase):
    """A body that never ends and counts what is taken of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= MB, "Nothing may read it in one piece."
        self.taken += size
        return bytes(size)


class Broken(Endless):
    """A body whose sender has gone."""

    def read(self, size: int = -1) -> bytes:
        raise OSError("gone")


def send(path: str, length: int, body: io.RawIOBase, **more: str) -> tuple[str, bytes]:
    environ = RequestFactory().post(path, {"login": "a"}).environ
    environ |= {"CONTENT_LENGTH": str(length), "wsgi.input": body, **more}
    said: list[str] = []
    page = b"".join(application(environ, lambda status, _headers, *_more: said.append(status)))
    return said[0][:3], page


@pytest.mark.parametrize("length", [13 * MB, 45 * MB, 10**30])
def test_a_large_request_is_refused_with_a_page_and_read_within_bounds(length: int) -> None:
    body = Endless()
    status, page = send("/accounts/login/", length, body)
    assert status == "413"
    assert b"at most 10 MB" in page
    assert b"what you typed is still there" in page
    assert body.taken >= min(length, 45 * MB)
    assert body.taken <= middleware.THROWN_AWAY + MB


def test_nothing_is_read_of_who_asks_first_and_nothing_breaks_when_the_sender_is_gone() -> None:
    body = Endless()
    assert send("/accounts/login/", 45 * MB, body, HTTP_EXPECT="100-continue")[0] == "413"
    assert body.taken == 0
    assert send("/accounts/login/", 45 * MB, Broken())[0] == "413"


def test_reading_stops_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "THROWN_AWAY_SECONDS", 0)
    body = Endless()
    assert send("/accounts/login/", 45 * MB, body)[0] == "413"
    assert body.taken == 0


def test_senders_of_too_much_hold_one_thread_of_the_server_and_never_all() -> None:
    body = Endless()
    with middleware.THROWING_AWAY:
        assert send("/accounts/login/", 45 * MB, body)[0] == "413"
    assert body.taken == 0
    assert send("/accounts/login/", 45 * MB, body)[0] == "413"
    assert body.taken


def test_a_document_to_be_checked_may_be_as_large_as_its_page_says() -> None:
    assert send("/verify/", 43 * MB, Endless())[1].count(b"at most 40 MB") == 1
    body = io.BytesIO(b"x" * (13 * MB))
    assert send("/verify/", 13 * MB, body)[0] != "413"  # type: ignore[arg-type]
