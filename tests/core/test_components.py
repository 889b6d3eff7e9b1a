"""Components draw what they are given, escape it, and ask the database nothing."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.core import look


def drawn(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get("/"))


def test_sample_pages_ask_the_database_nothing() -> None:
    html = look.draw("sample_overview")  # without the db mark, a query would raise
    assert "Your answer on the Roadmap is awaited" in html
    assert "Page 12 of 41" in html
    assert "Try again" in html


def test_slots_are_escaped_once() -> None:
    html = drawn("{% card title=t %}<p>{{ t }}</p>{% endcard %}", t="<b>&")
    assert html.count("&lt;b&gt;&amp;") == 2
    assert "<p>" in html
    assert "&amp;amp;" not in html


@pytest.mark.parametrize(
    "source",
    [
        "{% state x x %}",
        "{% only_visible_to x %}",
        "{% on_behalf x x %}",
        "{% fingerprint x %}",
        "{% button x x name=x value=x %}",
        "{% link_button x x x %}",
        "{% crumb x x %}",
        "{% dotted x x %}",
        "{% next_act title=x url=x action=x due=x second=x second_url=x phase=x %}{{ x }}{% endnext_act %}",
        "{% rows label=x %}{% row title=x url=x note=x state=x tone=x %}{{ x }}{% endrow %}{% endrows %}",
        "{% facts %}{% fact x %}{{ x }}{% endfact %}{% endfacts %}",
        "{% empty_state title=x url=x action=x tool=x tool_url=x %}{{ x }}{% endempty_state %}",
        "{% notice title=x tone=x id=x %}{{ x }}{% endnotice %}",
        "{% task_list %}{% task title=x state=x url=x tone=x %}{{ x }}{% endtask %}{% endtask_list %}",
        "{% paragraph number=x id=x mark=x %}{{ x }}{% endparagraph %}",
        "{% table label=x caption=x %}{{ x }}{% endtable %}",
        "{% confirm title=x action=x url=x back=x %}{{ x }}{% endconfirm %}",
        "{% side title=x id=x %}{{ x }}{% endside %}",
    ],
)
def test_no_component_lets_markup_through(source: str) -> None:
    assert "<img" not in drawn(source, x="\"><img src=x onerror='y'>")


def test_confirm_carries_the_token() -> None:
    html = drawn("{% confirm title='T' action='Do it' url='/x/' %}What will happen.{% endconfirm %}")
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'method="post"' in html


def test_tiers_say_who_sees() -> None:
    assert "Only visible to the host team" in drawn("{% only_visible_to 'host' %}")
    assert drawn("{% only_visible_to 'public' %}") == ""
    assert "Only visible to the drafting team" in drawn("{% only_visible_to 'the drafting team' %}")


def test_url_if_gives_the_first_address_that_exists() -> None:
    assert drawn("{% url_if 'no_such_page' 'admin:index' %}") == "/admin/"
    assert drawn("{% url_if 'no_such_page' %}") == ""


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (
            datetime(2026, 6, 27, 0, 59, 59, tzinfo=UTC),
            "Atlantic/Cape_Verde",
            "Friday 26 June 2026, end of day (Cape Verde time, UTC−1)",
        ),
        (
            datetime(2026, 1, 5, 8, 15, tzinfo=UTC),
            "Asia/Kolkata",
            "Monday 5 January 2026, 13:45 (Kolkata time, UTC+5:30)",
        ),
        (datetime(2026, 1, 5, 8, 15, tzinfo=UTC), "UTC", "Monday 5 January 2026, 08:15 (UTC)"),
        (datetime(2026, 1, 5, 8, 15, tzinfo=UTC), "Europe/London", "Monday 5 January 2026, 08:15 (London time, UTC)"),
    ],
)
def test_deadline_says_day_hour_and_zone(moment: datetime, zone: str, words: str) -> None:
    html = drawn("{% deadline moment zone %}", moment=moment, zone=zone)
    assert re.sub("<[^>]+>", "", html) == words


def test_deadline_of_nothing_is_nothing() -> None:
    assert drawn("{% deadline none 'UTC' %}", none=None) == ""


def test_phase_strip_says_state_steps_back_and_what_apps_add() -> None:
    html = " ".join(look.draw("sample_overview").split())
    assert "Closed on 4 March 2025 · stepped back once" in html
    assert "Open since 6 March · Roadmap v3 under endorsement" in html
    assert "Not opened yet" in html


def test_arabic_pages_run_from_the_right() -> None:
    html = look.draw("sample_overview", "ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert "bootstrap.rtl.css" in html


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_error_pages_depend_on_nobody(name: str, language: str) -> None:
    template = engines["django"].get_template(f"{name}.html")
    with translation.override(language):
        bare = template.render({})
        request = RequestFactory().get("/dialogues/secret/")
        request.user = look.Somebody()
        assert template.render({"request_path": "/dialogues/secret/", "exception": "Secret"}, request) == bare
    assert "csrf" not in bare
    assert "nonce" not in bare


def test_a_job_is_followed_only_while_it_goes_on() -> None:
    source = '{% include "components/job.html" with url="/job/1/" %}'
    context = look.sample_context()
    assert 'hx-get="/job/1/"' in drawn(source, job=context["job"])
    assert "hx-get" not in drawn(source, job=context["failed"])
    assert "hx-get" not in drawn(source, job=context["finished"])
