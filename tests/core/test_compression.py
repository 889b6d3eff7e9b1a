"""Pages travel packed for slow connections; files travel as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from inspired.core.middleware import compress_text

LONG = "<p>Wages are low.</p>" * 200


def answer(response: HttpResponse) -> HttpResponse:
    def view(_request: HttpRequest) -> HttpResponse:
        return response

    request = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"})
    return compress_text(view)(request)


def test_a_page_is_packed_and_says_so() -> None:
    packed = answer(HttpResponse(LONG))
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Content-Length"] == str(len(packed.content))
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content).decode() == LONG
    assert len(packed.content) < len(LONG) / 4


def test_lengths_of_the_same_page_differ() -> None:
    assert len({len(answer(HttpResponse(LONG)).content) for _turn in range(20)}) > 1


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip", "application/vnd.ms-excel"])
def test_files_pass_as_they_are(kind: str) -> None:
    plain = answer(HttpResponse(LONG, content_type=kind))
    assert "Content-Encoding" not in plain
    assert plain.content.decode() == LONG


def test_a_file_that_is_streamed_keeps_its_length() -> None:
    response = FileResponse(iter([b"x" * 1000]), content_type="text/plain")
    response["Content-Length"] = "1000"
    plain = answer(response)
    assert "Content-Encoding" not in plain
    assert plain["Content-Length"] == "1000"


@pytest.mark.django_db
def test_whoever_does_not_ask_for_it_gets_the_plain_page(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/accounts/login/")
    assert client.get("/accounts/login/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
