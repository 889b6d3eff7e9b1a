"""What the style sheets may hold and weigh, and that the sample pages pass axe in a real browser."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from tests.core import look

STATIC = Path(settings.ROOT) / "static"
SHEETS = sorted(STATIC.rglob("*.css"))
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_fetch_nothing(sheet: Path) -> None:
    text = sheet.read_text()
    assert "url(" not in text
    assert "@import" not in text
    assert "data:" not in text


def test_our_sheet_knows_no_left_and_right() -> None:
    text = (STATIC / "inspired.css").read_text()
    assert not re.findall(r"(?:margin|padding|border)-(?:left|right)|[;{ ](?:left|right)\s*:", text)
    assert not re.findall(r"text-align:\s*(?:left|right)", text)


def test_sheets_are_light() -> None:
    weight = sum(
        len(brotli.compress((STATIC / name).read_bytes()))
        for name in ("vendor/bootstrap/bootstrap.css", "inspired.css")
    )
    assert weight < 12_000


def test_a_full_page_is_light() -> None:
    assert len(brotli.compress(look.draw("sample_overview").encode(), quality=5)) < 6_000


@pytest.mark.parametrize("width", [360, 1280])
def test_sample_pages_pass_axe_and_fit_the_screen(browser, width: int) -> None:  # type: ignore[no-untyped-def]
    axe = (Path(settings.ROOT) / "tests/vendor/axe/axe.min.js").read_text()
    drawn = look.pages()
    page = browser.new_page(viewport={"width": width, "height": 800})
    look.serve(page, drawn)
    for name in drawn:
        page.goto(f"{look.ORIGIN}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than {width} px"
        page.evaluate(axe)
        found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
        assert not found, [(name, fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]
    page.close()


def test_what_one_operates_is_large_enough(browser) -> None:  # type: ignore[no-untyped-def]
    drawn = look.pages()
    page = browser.new_page(viewport={"width": 360, "height": 800})
    look.serve(page, drawn)
    page.goto(f"{look.ORIGIN}/form.en")
    small = page.evaluate(
        """[...document.querySelectorAll('button, .btn, .choice, input:not([type=hidden]):not([type=radio])"""
        """:not([type=checkbox]), select, textarea, summary')].filter(e => e.getClientRects().length)"""
        """.map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])"""
        """.filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []
    page.close()


def test_unsent_text_is_not_left_without_a_warning(browser) -> None:  # type: ignore[no-untyped-def]
    script = '<script src="/static/enhance.js" defer></script>'
    form = f'<form data-keep><input id="a"></form><button data-print hidden>Print</button>{script}'
    page = browser.new_page()
    look.serve(page, {"start": form, "elsewhere": "elsewhere"})
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{look.ORIGIN}/start")
    assert page.locator("button").is_visible()
    page.goto(f"{look.ORIGIN}/elsewhere")
    assert asked == []
    page.goto(f"{look.ORIGIN}/start")
    page.locator("#a").press_sequentially("text")
    page.goto(f"{look.ORIGIN}/elsewhere")
    assert asked == ["beforeunload"]
    page.close()


def test_wide_tables_lay_out_in_blocks_on_phones() -> None:
    folder = Path(settings.ROOT) / "templates"
    texts = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}
    wide = {name for name, text in texts.items() if "{% table" in text and text.count('<th scope="col"') > 3}
    otherwise = {"inputs/inputs.html", "activities/meeting_sheet.html"}  # begins with a box; is made for paper
    assert otherwise < wide
    assert [name for name in wide - otherwise if "data-label" not in texts[name]] == []
