"""Printing: nothing is fetched, hostile pages are stopped, the next one runs, and the web process never pays for it."""

import contextlib
import faulthandler
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from inspired.core.printing import PrintRefused, engine, print_pdf, sandbox, set_pdf

CANARY = "canary-7f3a91"
VECTORS = {
    "image": '<img src="{url}">',
    "image of several sizes": '<img srcset="{url} 2x" src="{url}">',
    "picture": '<picture><source srcset="{url}"><img src="{url}"></picture>',
    "import": '<style>@import url("{url}");</style>',
    "background": '<p style="background-image:url({url})">x</p>',
    "list mark": '<ul style="list-style-image:url({url})"><li>x</ul>',
    "content": "<style>p::before{{content:url({url})}}</style><p>x",
    "font": "<style>@font-face{{font-family:x;src:url({url})}}p{{font-family:x}}</style><p>x",
    "style sheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" href="{url}">',
    "attached link": '<a rel="attachment" href="{url}">x</a>',
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "vector use": '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="{url}#a"/></svg>',
    "vector image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "page": "<style>@page{{background:url({url})}}</style>",
    "base": '<base href="{url}"><img src="x.png">',
}


@pytest.fixture
def counted() -> Iterator[tuple[str, list[str]]]:
    """Serve on the loopback and note every request; ``/go`` redirects."""
    asked: list[str] = []

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if self.path == "/go" else 200)
            self.send_header("Location", "/there")
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def page(body: str) -> str:
    return f"<!doctype html><html lang=en><title>x</title>{body}<p>end</p></html>"


def streams(pdf: bytes) -> bytes:
    """Return everything a PDF holds, unpacked."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return b"".join(thing.read_bytes() for thing in file.objects if isinstance(thing, pikepdf.Stream)) + pdf


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_fetched(vector: str, counted: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = counted
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    ftp = address.replace("http", "ftp")
    for url in (f"{address}/x", f"{address}/go", secret.as_uri(), str(secret), f"{ftp}/x", address[5:] + "/x"):
        pdf = set_pdf(page(VECTORS[vector].format(url=url)), identifier="x").pdf
        assert CANARY.encode() not in streams(pdf), url
    assert asked == []


def test_the_counting_server_counts(counted: tuple[str, list[str]]) -> None:
    from weasyprint import HTML

    HTML(string=page(VECTORS["image"].format(url=f"{counted[0]}/x"))).render()
    assert counted[1] == ["/x"]


def test_the_door_is_shut() -> None:
    door = engine.closed_door()
    for url in ("http://127.0.0.1/", "https://a.org", "FILE:///etc/passwd", "ftp://a.org", "x", "datax:", "//a.org"):
        with pytest.raises(engine.ReferenceRefusedError):
            door.fetch(url)
        with pytest.raises(engine.ReferenceRefusedError):
            door(url)
    assert door.fetch("data:text/plain,words").read() == b"words"


@pytest.mark.parametrize("written", [str, lambda text: lambda: text], ids=["page", "composed in the sandbox"])
def test_a_page_is_printed_with_the_same_bytes_each_time(written: Callable[[str], str | Callable[[], str]]) -> None:
    given = written(page("<h1>Invitation</h1>"))
    printed = print_pdf(given, identifier="letter:7")
    assert printed == print_pdf(given, identifier="letter:7")
    assert printed != print_pdf(given, identifier="letter:8")
    assert printed.pages == 1
    with pikepdf.open(BytesIO(printed.pdf)) as file:
        assert "/StructTreeRoot" in file.Root


@pytest.mark.parametrize(
    ("work", "word"),
    [
        (lambda: b"x" * bytearray(2**30)[0], "memory"),
        (lambda: os._exit(9), "ended"),
        (lambda: (faulthandler.disable(), os.kill(os.getpid(), 11)), "ended"),
        (lambda: 1 / 0, "failed"),
        (lambda: threading.Event().wait(30), "longer"),
        (lambda: max(iter(int, 1)), "longer"),
    ],
    ids=["memory", "exit", "crash", "exception", "sleep", "loop"],
)
def test_work_that_goes_wrong_is_stopped_and_the_next_runs(work: object, word: str) -> None:
    with pytest.raises(PrintRefused) as refusal:
        sandbox.run(work, seconds=1)  # type: ignore[arg-type]
    assert word in refusal.value.sentence
    assert sandbox.run(lambda: b"next") == b"next"


def test_a_large_answer_comes_through() -> None:
    assert len(sandbox.run(lambda: b"x" * 20_000_000)) == 20_000_000


HOSTILE = {
    "a table of a million columns": "<table><tr><td colspan=1000000>x</table>",
    "a table of a million rows": "<table><tr><td rowspan=1000000>x</table>" * 20,
    "deep nesting": "<div>" * 50_000,
    "deep lists": "<ul><li>" * 5_000,
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_layout_is_stopped_or_harmless(hostile: str) -> None:
    with contextlib.suppress(PrintRefused):
        sandbox.run(lambda: set_pdf(page(HOSTILE[hostile]), identifier="x").pdf, seconds=3)
    assert print_pdf(page("next"), identifier="x").pages == 1


def test_a_table_that_takes_for_ever_is_refused_with_a_sentence() -> None:
    with pytest.raises(PrintRefused) as refusal:
        sandbox.run(lambda: set_pdf(page(HOSTILE["a table of a million columns"]), identifier="x").pdf, seconds=3)
    assert "large table" in refusal.value.sentence


def test_the_web_process_never_pays_for_the_engines() -> None:
    script = (
        "import sys; import inspired.wsgi; import inspired.core.printing; from django.urls import reverse; reverse('home')\n"
        "print(sorted({'weasyprint', 'docx'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, env=os.environ)
    assert ran.stdout.strip() == "[]"
