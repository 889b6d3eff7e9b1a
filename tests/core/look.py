"""Sample pages that show every component, drawn without a database: for the tests, and to be looked at.

``python -m tests.core.look DIRECTORY`` writes them, in English and Arabic, as HTML and as pictures at 360 and 1280 px.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.urls import path, set_urlconf
from django.utils import timezone, translation
from django.views.generic import RedirectView

HERE = Path(__file__).parent
CHROMIUM = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
ORIGIN = "http://look.invalid"


def draw(page: str, language: str = "en", **context: Any) -> str:
    """Render one of ``sample/`` or an error page as a signed-in person would get it."""
    source = HERE / "sample" / f"{page}.html"
    django_engine = engines["django"]
    template = (
        django_engine.from_string(source.read_text()) if source.exists() else django_engine.get_template(f"{page}.html")
    )
    request = RequestFactory().get("/somewhere/")
    request.user = Somebody()
    set_urlconf(EveryPage)
    try:
        with translation.override(language):
            return template.render({**sample_context(), **context}, request)
    finally:
        set_urlconf(None)


class EveryPage:
    """A map of addresses in which every link of the header exists."""

    urlpatterns = [
        path(f"{name}/", RedirectView.as_view(), name=name)
        for name in (
            "dialogues",
            "toolkit",
            "library",
            "home",
            "profile",
            "account_logout",
            "set_language",
            "verify",
        )
    ]


class Somebody:
    """A signed-in person without a row."""

    is_authenticated = is_active = True

    def __str__(self) -> str:
        return "Workers’ association"


def sample_context() -> dict[str, Any]:
    """Return what the sample pages show."""
    return {
        "dialogue": {
            "title": "Decent work for domestic workers",
            "purpose": "Make the rules for domestic work ready for the labour code’s first reading in February.",
            "country": "Ilhas do Sul",
            "policy_area": "informal labour, narrowed to domestic work",
            "get_visibility_display": "participants only",
            "get_absolute_url": "/dialogues/decent-work/",
        },
        "phases": [
            phase("assessment", "Collective Assessment", "closed", date(2025, 3, 4), steps_back=1),
            phase(
                "consensus",
                "Consensus Building",
                "open",
                date(timezone.localdate().year, 3, 6),
                "Roadmap v3 under endorsement",
            ),
            phase("monitoring", "Monitoring and Donor Alignment", "ahead", None),
        ],
        "tabs": [
            SimpleNamespace(name=name.lower(), label=name, url=f"#{name}")
            for name in ("Overview", "Participants", "Input", "Activities", "Documents")
        ],
        "tab": "overview",
        "todo_count": 2,
        "closes_at": datetime(2026, 6, 27, 0, 59, 59, tzinfo=UTC),
        "listing": sample_listing(),
        "job": SimpleNamespace(pk=1, state="running", progress=30, sentence="Page 12 of 41", error=""),
        "failed": SimpleNamespace(pk=2, state="failed", progress=30, error="A letter has no font: page 12."),
        "finished": SimpleNamespace(pk=3, state="done", progress=100, error=""),
    }


def phase(key: str, name: str, state: str, at: date | None, *statuses: str, steps_back: int = 0) -> SimpleNamespace:
    """Return a phase as the strip wants it."""
    last = SimpleNamespace(at=at) if at else None
    return SimpleNamespace(key=key, name=name, state=state, last=last, steps_back=steps_back, statuses=statuses)


def sample_listing() -> SimpleNamespace:
    """Return the face of a ``Listing`` on its second page of three."""
    paginator = SimpleNamespace(num_pages=3)
    return SimpleNamespace(
        page=SimpleNamespace(number=2, has_previous=True, has_next=True, paginator=paginator),
        searches=("title",),
        search="hours",
        sorts=True,
        sort="new",
        sort_choices=[("new", "Newest first"), ("title", "Title")],
        filterset=None,
        is_narrowed=True,
        count_sentence="124 found",
        may_download=True,
        total=124,
        csv_url="?format=csv",
        xlsx_url="?format=xlsx",
        previous_url="?page=1",
        next_url="?page=3",
    )


def answer_form(*, wrong: bool = False) -> Any:
    """Return a form with every kind of field, empty or filled in badly."""
    from django import forms  # the settings must be there first when this runs as a script

    from inspired.core.formlayout import ChoiceWithMeaning, PlainForm

    class AnswerForm(PlainForm):
        name = forms.CharField(label="Who answers", help_text="Name and function, as on the letterhead.")
        position = ChoiceWithMeaning(
            [
                ("endorse", "Endorse", "We stand behind this text."),
                ("reserve", "Endorse with a reservation", "We stand behind it, except where we say so."),
                ("not_yet", "Not yet", "We need something first; say what."),
            ],
            tones={"endorse": "yes", "reserve": "reserve", "not_yet": "wait"},
            label="Your position",
            help_text="One for the whole organisation.",
        )
        why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), required=False)
        category = forms.ChoiceField(label="Category", choices=[("a", "Public administration"), ("b", "Media")])
        until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}), required=False)
        letter = forms.FileField(label="Signed letter", required=False, help_text="PDF, at most 10 MB")
        read = forms.BooleanField(label="I have read the whole text", help_text="All 41 pages")
        phases = forms.MultipleChoiceField(
            label="Phases",
            choices=[("1", "First"), ("2", "Second")],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    return AnswerForm({"name": "", "position": "?", "why": "Because <b>", "until": "x"}) if wrong else AnswerForm()


def pages() -> dict[str, str]:
    """Draw every sample page in both directions."""
    drawn = {}
    for language in ("en", "ar"):
        drawn[f"overview.{language}"] = draw("sample_overview", language)
        drawn[f"form.{language}"] = draw("sample_form", language, form=answer_form())
        drawn[f"form-errors.{language}"] = draw("sample_form", language, form=answer_form(wrong=True))
        drawn[f"404.{language}"] = draw("404", language)
    return drawn


def serve(browser_page: Any, drawn: dict[str, str]) -> None:
    """Answer the browser's requests from memory and from ``static/``; nothing leaves the machine."""
    types = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}

    def fulfil(route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if path.startswith("/static/"):
            file = settings.ROOT / path.lstrip("/")
            route.fulfill(body=file.read_bytes(), content_type=types[file.suffix])
        else:
            route.fulfill(body=drawn[path.strip("/")], content_type="text/html; charset=utf-8")

    browser_page.route("**/*", fulfil)


def main(directory: Path) -> None:
    """Write the pages and their pictures."""
    from playwright.sync_api import sync_playwright  # only whoever takes pictures needs a browser

    directory.mkdir(parents=True, exist_ok=True)
    drawn = pages()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM.split())
        for width in (360, 1280):
            page = browser.new_page(viewport={"width": width, "height": 800})
            serve(page, drawn)
            for name, html in drawn.items():
                (directory / f"{name}.html").write_text(html)
                page.goto(f"{ORIGIN}/{name}")
                page.screenshot(path=directory / f"{name}.{width}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
