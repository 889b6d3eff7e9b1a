"""The PDF of a version: its parts, the same bytes each time, tagged, every script with its own font."""

import hashlib
import os
import subprocess
import sys
from io import BytesIO

import pikepdf

from dialogues.documents import freezing, rendering
from tests.documents import sample


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


def test_a_summary_of_the_greatest_length_takes_two_pages() -> None:
    text = (sample.WORDS["en"] + "\n\n") * 30
    assert len(text) > freezing.SUMMARY_LENGTH
    shown = words(rendering.render("draft", sample.context(sections=1, summary=text[: freezing.SUMMARY_LENGTH])).pdf)
    assert next(number for number, part in enumerate(shown.split("\f"), start=1) if "Contents" in part) <= 4


def test_words_wider_than_their_cells_are_broken_and_others_stay_whole() -> None:
    wide = "| " + " | ".join(["Sozialversicherungsträger" * 2] * 5) + " |\n|---|---|---|---|---|\n| a | b | c | d | e |"
    shown = rendering.to_page("draft", sample.context(sections=1, summary=wide))
    assert 'class="summary text tight"' in shown
    assert 'class="par text tight"' not in shown
