"""The PDF: nothing is fetched, the same bytes each time, tagged, every script with its own font."""

import faulthandler
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from dialogues.documents import freezing, rendering, sandbox
from tests.documents import sample

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
        pdf = rendering.to_pdf(page(VECTORS[vector].format(url=url)), identifier="x").pdf
        assert CANARY.encode() not in streams(pdf), url
    assert asked == []


def test_the_counting_server_counts(counted: tuple[str, list[str]]) -> None:
    from weasyprint import HTML

    HTML(string=page(VECTORS["image"].format(url=f"{counted[0]}/x"))).render()
    assert counted[1] == ["/x"]


def test_the_door_is_shut() -> None:
    door = rendering.closed_door()
    for url in ("http://127.0.0.1/", "https://a.org", "FILE:///etc/passwd", "ftp://a.org", "x", "datax:", "//a.org"):
        with pytest.raises(rendering.ReferenceRefusedError):
            door.fetch(url)
        with pytest.raises(rendering.ReferenceRefusedError):
            door(url)
    assert door.fetch("data:text/plain,words").read() == b"words"


def test_hostile_words_of_people_are_printed_as_words() -> None:
    text = '<img src="file:///etc/passwd"> ![x](http://127.0.0.1/) <table><td colspan=1000000>x</td></table>'
    shown = rendering.to_page("draft", sample.context(summary=text))
    assert "<img" not in shown
    assert "colspan" not in shown.replace("&lt;td colspan", "")


def test_the_same_version_gives_the_same_bytes_in_every_process() -> None:
    script = (
        "import django; django.setup()\n"
        "import hashlib; from dialogues.documents import rendering; from tests.documents import sample\n"
        "print(hashlib.sha256(rendering.render('endorsed', sample.endorsed(sections=2)).pdf).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, check=True, text=True
        )
        found.add(ran.stdout.strip())
    found.add(hashlib.sha256(rendering.render("endorsed", sample.endorsed(sections=2)).pdf).hexdigest())
    assert len(found) == 1


def test_it_is_tagged_and_says_what_it_is() -> None:
    context = sample.endorsed(sections=2)
    rendered = rendering.render("endorsed", context)
    with pikepdf.open(BytesIO(rendered.pdf)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "en"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in file.Root
        assert str(file.docinfo["/Title"]).startswith("What keeps domestic work outside the law")
        assert file.open_metadata()["pdfuaid:part"] == "1"
        assert len(file.pages) == rendered.pages


def words(pdf: bytes) -> str:
    run = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(run, input=pdf, capture_output=True, check=True).stdout.decode()


def test_every_part_is_there_and_the_stamp_is_on_every_page() -> None:
    context = sample.endorsed(sections=2)
    rendered = rendering.render("endorsed", context)
    text = words(rendered.pdf)
    for part in ("Summary", "Contents", "Sources", "Participants", "Annex 1", "Endorsements", "Reservations", "412"):
        assert part in text
    for number, shown in enumerate(text.split("\f")[1:-1], start=2):
        assert f"Version 2 · {context['fingerprint'][:16]}" in shown
        assert f"{number}/{rendered.pages}" in shown.replace(" ", "")
    assert "On paragraph" not in words(rendering.render("draft", context).pdf)


def test_every_script_is_printed_with_a_bundled_font() -> None:
    lines = {
        "NotoSerif": "Łódź, Straße, Ελλάδα, Достойный труд",
        "NotoNaskhArabic": "العمل",
        "NotoSerifArmenian": "Հայաստան",
        "NotoSerifGeorgian": "საქართველო",
        "NotoSansMath": "→ ≤",
    }
    rendered = rendering.render("draft", sample.context(sections=1, summary="\n\n".join(lines.values())))
    text = words(rendered.pdf)
    for family, line in lines.items():
        if family != "NotoNaskhArabic":  # its letters come back as shaped forms, in another order
            assert line.replace(" ", "") in text.replace(" ", ""), family
    with pikepdf.open(BytesIO(rendered.pdf)) as file:
        fonts = {str(thing.FontName) for thing in file.objects if "/FontName" in _keys(thing)}
    embedded = {name.partition("+")[2].replace("-", "").removesuffix("Bold").removesuffix("Italic") for name in fonts}
    assert set(lines) <= embedded
    assert all(name.startswith("Noto") for name in embedded)


def _keys(thing: object) -> set[str]:
    return set(thing.keys()) if isinstance(thing, pikepdf.Dictionary) else set()


def test_arabic_is_set_from_right_to_left() -> None:
    shown = rendering.to_page("draft", sample.context("ar", sections=1))
    assert '<html lang="ar" dir="rtl">' in shown
    assert "padding-right: 34mm" in shown


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_signature_sheet_is_one_page(language: str) -> None:
    context = {**sample.context(language), "organisation": "Domestic workers’ association", "return_to": "the host"}
    rendered = rendering.render("signature_sheet", context)
    assert rendered.pages == 1
    assert "Domestic workers’ association" in words(rendered.pdf)


def test_a_summary_of_the_greatest_length_takes_two_pages() -> None:
    text = (sample.WORDS["en"] + "\n\n") * 30
    assert len(text) > freezing.SUMMARY_LENGTH
    shown = words(rendering.render("draft", sample.context(sections=1, summary=text[: freezing.SUMMARY_LENGTH])).pdf)
    assert next(number for number, part in enumerate(shown.split("\f"), start=1) if "Contents" in part) <= 4


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
    with pytest.raises(sandbox.RenderRefused) as refusal:
        sandbox.run(work, seconds=1)  # type: ignore[arg-type]
    assert word in refusal.value.sentence
    assert sandbox.run(lambda: b"next") == b"next"


def test_a_large_answer_comes_through() -> None:
    assert len(sandbox.run(lambda: b"x" * 20_000_000)) == 20_000_000


def test_hostile_layout_is_stopped() -> None:
    hostile = page("<table><tr><td colspan=1000000>x</table>")
    with pytest.raises(sandbox.RenderRefused):
        sandbox.run(lambda: rendering.to_pdf(hostile, identifier="x").pdf, seconds=3)
    assert sandbox.render("draft", sample.context(sections=1)).pages > 3


def test_the_web_process_never_pays_for_the_engine() -> None:
    script = "import django; django.setup()\nfrom dialogues.documents import sandbox\nimport sys; print('weasyprint' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, env=os.environ)
    assert ran.stdout.strip() == "False"
