"""The public pages of toolkit and guide: what they show to whom, in which language, at which cost."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from inspired.core import ports
from inspired.core.ports import Link
from tests import make as main
from tests.toolkit import make
from toolkit.models import Tool
from toolkit.services import edit_item, take_in_shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    take_in_shipped(by=None)


def page(client, url: str, **headers: str) -> str:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, url
    return answer.content.decode()


def numbers(client, query: str) -> set[int]:
    """Which tools the overview shows under a query."""
    answer = client.get(f"/toolkit/?{query}")
    assert answer.status_code == 200
    return {row["tool"].number for row in answer.context_data["rows"]}


def test_overview_is_a_matrix_of_tools_and_phases(client, full):
    shown = page(client, "/toolkit/")
    assert "19 of 19 tools" in shown
    distinctive = sum(1 for tool in Tool.objects.all() if len(tool.main_phases) == 1)
    assert 0 < distinctive < 19 and shown.count("mainly here") == distinctive
    assert "Capacity development · Trust building" in shown


def test_filters_narrow_by_phase_category_orientation_and_effort(client, full):
    every = set(range(1, 20))
    assert numbers(client, "") == every
    assert numbers(client, "category=trust") >= {9, 11, 12}
    assert 14 not in numbers(client, "category=trust")
    assert numbers(client, "orientation=partnership&category=capacity") >= {15, 17}
    assert numbers(client, "effort=1") == {2}
    assert numbers(client, "phase=monitoring") == every
    assert numbers(client, "phase=nonsense&effort=x&category=%00") == every


def test_a_phase_without_words_is_not_foreseen(client):
    tool = make.tool(7)
    assert numbers(client, "phase=consensus") == set()
    assert numbers(client, "phase=assessment") == {7}
    assert page(client, tool.get_absolute_url()).count("Not foreseen in this phase.") == 2


def test_a_tool_shows_its_neighbours_pages_of_the_guide_and_marks(client):
    make.tool(6), make.tool(8), make.page("joint", tools=[7])
    tool = make.tool(7, sources={"purpose": "ours"})
    shown = page(client, tool.get_absolute_url())
    assert "Before: 6. Tool 6" in shown
    assert "Next: 8. Tool 8" in shown
    assert 'href="/guide/joint/"' in shown
    assert shown.count("(our suggestion)") == 1
    answer = client.get("/toolkit/7-another-name/")
    assert (answer.status_code, answer["Location"]) == (301, tool.get_absolute_url())
    assert client.get("/toolkit/20-none/").status_code == 404


def test_texts_come_in_the_language_of_the_page_and_say_when_they_do_not(client):
    tool = make.tool(7)
    shown = page(client, tool.get_absolute_url(), **{"accept-language": "fr"})
    assert "Outil 7" in shown
    assert "Se rencontrer" in shown
    assert '<div class="prose" lang="en" dir="auto"><p>At the beginning</p>' in shown


def test_drafts_are_for_keepers_only(client):
    make.tool(6), make.page("draft", is_published=False), make.reading(is_published=False)
    tool = make.tool(7, is_published=False)
    site = make.site_page(is_published=False)
    urls = [tool.get_absolute_url(), "/guide/draft/", site.get_absolute_url()]
    hidden = [main.user(), main.user(is_host=True), main.user(is_staff=True), None]
    for user in hidden:
        client.force_login(user) if user else client.logout()
        assert [client.get(url).status_code for url in urls] == [404, 404, 404], user
        assert "Tool 7" not in page(client, "/toolkit/")
        assert "Tool 7" not in page(client, "/toolkit/6-tool-6/")
        assert "A book" not in page(client, "/guide/readings/")
        assert "draft" not in page(client, "/guide/")
    client.force_login(make.keeper())
    for url in urls:
        assert "Only visible to those who keep the toolkit." in page(client, url)
    assert "Tool 7" in page(client, "/toolkit/")


def test_a_tool_leads_to_where_it_can_be_used(client, monkeypatch):
    tool = make.tool(7)
    port = ports.Port("uses_of_tool")
    monkeypatch.setattr(ports, "uses_of_tool", port)
    asked = []

    def uses(user, number):
        asked.append((user.pk, number))
        yield Link("Decent work", "/dialogues/decent/")

    port.provide(uses)
    assert "Put it to use" not in page(client, tool.get_absolute_url())
    host = main.user(is_host=True)
    client.force_login(host)
    shown = page(client, tool.get_absolute_url())
    assert 'href="/dialogues/decent/"' in shown and "Put it to use" in shown
    assert asked == [(host.pk, 7)]


PLACES = ["phases", "participants", "balance", "ground_rules", "contacts", "shelf", "pulses", "call_list", "ledger"]
PLACES += ["activities", "groups"]


def test_a_page_of_the_guide_leads_to_where_the_thing_is_done(client):
    make.page("here", places=[*PLACES, "documents", "verify"])
    dialogue = main.dialogue(title="Decent work")
    member = main.delegate(main.seat(dialogue))
    shown = page(client, "/guide/here/")
    assert "In a dialogue, under “Phases”" in shown
    assert 'href="/verify/"' in shown
    assert "Decent work" not in shown
    client.force_login(main.user(is_host=True))
    assert "Decent work" not in page(client, "/guide/here/")
    client.force_login(member)
    shown = page(client, "/guide/here/")
    assert shown.count("Decent work") == len(PLACES) + 1 - 2  # contacts and balance are the host team's
    client.force_login(main.host_of(dialogue))
    shown = page(client, "/guide/here/")
    assert shown.count("Decent work") == len(PLACES) + 1
    for link in {part.partition('"')[0] for part in shown.split('href="')[1:] if part.startswith("/dialogues/d")}:
        assert client.get(link).status_code == 200, link


def test_guide_shows_its_tree_and_every_page_answers(client, full):
    shown = page(client, "/guide/")
    assert "https://epd.eu/" in shown
    urls = {part.partition('"')[0] for part in shown.split('href="')[1:]}
    pages = [url for url in urls if url.startswith("/guide/") and url not in {"/guide/", "/guide/readings/"}]
    assert len(pages) > 20
    for url in pages:
        assert "https://epd.eu/" in page(client, url)


def test_footer_leads_to_contact_legal_notice_and_privacy(client, full):
    shown = page(client, "/toolkit/")
    for slug in ("contact", "legal", "privacy"):
        assert f'href="/about/{slug}/"' in shown
        page(client, f"/about/{slug}/")


def why(slug: str) -> str:
    source = engines["django"].from_string(f'{{% why "{slug}" %}}')
    return source.render({}, RequestFactory().get("/"))


def test_why_is_one_folded_paragraph_with_a_way_to_the_guide():
    make.page("core-values")
    shown = why("core-values")
    assert shown.startswith("<details")
    assert "<p>Because of this.</p>" in shown
    assert 'href="/guide/core-values/"' in shown
    assert why("nothing-of-that-name") == ""


def test_why_says_nothing_of_drafts_and_of_pages_without_one():
    make.page("draft", is_published=False), make.page("silent", texts={"title": {"en": "Silent"}})
    assert why("draft") == why("silent") == ""


def test_why_escapes_what_admins_write():
    make.page("x", texts={"title": {"en": "<b>T"}, "why": {"en": "<script>alert(1)</script>"}})
    assert "&lt;script&gt;" in why("x")
    assert "<b>" not in why("x")


def test_why_costs_one_query_and_then_none(django_assert_num_queries):
    make.page("core-values")
    with django_assert_num_queries(1):
        why("core-values")
    with django_assert_num_queries(0):
        why("core-values"), why("another")
    with translation.override("fr"), django_assert_num_queries(1):
        assert 'lang="en"' in why("core-values")


def test_why_follows_an_edit(django_capture_on_commit_callbacks):
    found = make.page("core-values")
    assert "Because of this." in why("core-values")
    with django_capture_on_commit_callbacks(execute=True):
        edit_item(found, by=make.keeper(), values={"why.en": "Because of that."}, revision=found.revision)
    assert "Because of that." in why("core-values")


def test_pages_cost_the_same_for_few_and_for_all(client, django_assert_num_queries):
    make.tool(9), make.page("ground-rules", tools=[9]), make.reading()
    urls = {"/toolkit/": 2, "/toolkit/9-": 3, "/guide/": 1, "/guide/ground-rules/": 3, "/guide/readings/": 1}

    def ask(slug: str) -> None:
        for url, count in urls.items():
            cache.clear()
            url = f"{url}{slug}/" if url.endswith("-") else url
            with django_assert_num_queries(count):
                assert client.get(url).status_code == 200, url

    ask("tool-9")
    for model in (type(make.tool(7)), type(make.page("x")), type(make.reading("y"))):
        model.objects.all().delete()
    take_in_shipped(by=None)
    ask("bilateral-meetings")
