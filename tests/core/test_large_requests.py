"""A request far above the limit is answered with a page, from its announced length, before a byte is read."""

from __future__ import annotations

import io

import pytest
from django.test import RequestFactory

from inspired.wsgi import application

pytestmark = pytest.mark.django_db


class Unread(io.BytesIO):
    """A body that tells when somebody reads it."""

    def read(self, *_size: int | None) -> bytes:
        pytest.fail("The body was read.")


@pytest.mark.parametrize("length", [45 * 1024 * 1024, 10**30])
def test_a_large_request_is_refused_unread_with_a_page(length: int) -> None:
    environ = RequestFactory().post("/accounts/login/", {"login": "a"}).environ
    environ |= {"CONTENT_LENGTH": str(length), "wsgi.input": Unread(b"")}
    said: list[str] = []
    body = b"".join(application(environ, lambda status, _headers, *_more: said.append(status)))
    assert said[0].startswith("413")
    assert b"at most 10 MB" in body
    assert b"what you typed is still there" in body
