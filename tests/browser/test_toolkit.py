"""Whoever comes by reads guide and toolkit; a toolkit admin changes a tool, sees it before and after, and settles a difference."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from playwright.sync_api import Browser

from tests import make as main
from tests.browser.walking import DESK, PHONE, Screen, Visitor
from tests.toolkit import make
from toolkit.models import GuidePage, Tool
from toolkit.services import take_in_shipped

pytestmark = pytest.mark.django_db(transaction=True)
# What scripts do has nothing to do with the database: on PostgreSQL the walk without them is enough.
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
OURS = "Give people a morning to meet, and a goal."


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_a_visitor_reads_and_a_keeper_writes(browser: Browser, live_server, screen: Screen, faults: list[str]) -> None:
    take_in_shipped(by=None)
    make.keeper("keeper@example.org")
    visitor = Visitor(browser, live_server.url, screen, faults)
    visitor_reads(visitor)
    keeper = Visitor(browser, live_server.url, screen, faults).sign_in("keeper@example.org", main.PASSWORD)
    keeper_writes(keeper)
    visitor.go("/toolkit/7-workshops-and-focus-groups/").sees(OURS)
    keeper_settles(keeper)
    keeper_takes_back_and_publishes(keeper, visitor)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="the words are the same whatever holds them")
def test_every_tool_and_every_page_of_the_guide_is_fit_to_be_read(
    browser: Browser, live_server, faults: list[str]
) -> None:
    take_in_shipped(by=None)
    visitor = Visitor(browser, live_server.url, PHONE, faults)
    pages = [*Tool.objects.order_by("number"), *GuidePage.objects.order_by("pk")]
    assert len(pages) > 40
    for one in pages:
        visitor.go(one.get_absolute_url()).look(one.slug)
    visitor.go("/library/").look("library")


def visitor_reads(visitor: Visitor) -> None:
    visitor.go("/toolkit/").look("toolkit").in_arabic("toolkit").sees("19 of 19 tools")
    visitor.go("/toolkit/?effort=1").look("toolkit-filtered").sees("1 of 19 tools")
    visitor.follow("2. Determining the stage of the policy cycle").look("tool").in_arabic("tool")
    visitor.sees("What it leaves behind", "(our suggestion)").follow("Next: 3. Stakeholder mapping")
    visitor.follow("The nine categories of stakeholders").look("guide-page").in_arabic("guide-page")
    visitor.sees("In a dialogue, under “Balance of categories”", "Political parties")
    visitor.go("/guide/").look("guide").follow("Readings").look("readings")
    for name in ("contact", "legal", "privacy"):
        visitor.go(f"/about/{name}/").look(name)


def keeper_writes(keeper: Visitor) -> None:
    keeper.go("/admin/").sees("Pages of the guide")
    assert not keeper.page.get_by_role("link", name="Accounts", exact=True).count()
    keeper.follow("Tools").follow("7. Workshops and focus groups").look("admin-tool", crumbs=False)
    keeper.fill("Purpose (English)", OURS)
    with keeper.page.expect_popup() as opening:
        keeper.page.get_by_role("button", name="Preview").click()
    assert OURS in opening.value.inner_text("main")
    assert "Nothing has been saved." in opening.value.inner_text("main")
    opening.value.close()
    keeper.press("Save").sees("was changed successfully")
    keeper.go(f"/admin/toolkit/tool/{seven().pk}/history/").look("admin-history", crumbs=False).sees(
        "Purpose (English)"
    )


def keeper_settles(keeper: Visitor) -> None:
    tool = seven()
    tool.offered = {"purpose.en": "Words of a new version."}
    tool.save(update_fields=["offered"])
    keeper.go("/admin/toolkit/tool/").follow("1 to choose").look("admin-differences", crumbs=False)
    keeper.sees(OURS, "Words of a new version.").tick("take the new words").press("Keep this choice")
    keeper.go(tool.get_absolute_url()).look("tool-settled").sees("Words of a new version.")


def keeper_takes_back_and_publishes(keeper: Visitor, visitor: Visitor) -> None:
    """What is taken back to a draft is gone for visitors, and there again once it is published."""
    for act, count in (("Take back to draft", "18 of 18 tools"), ("Publish", "19 of 19 tools")):
        keeper.go("/admin/toolkit/tool/")
        keeper.page.get_by_role("row").filter(has_text="Workshops and focus groups").get_by_role(
            "checkbox"
        ).first.check()
        keeper.pick("Action", act).press(re.compile("^(Go|Run)"))
        visitor.go("/toolkit/").sees(count)
    keeper.look("admin-tools", crumbs=False)


def seven() -> Tool:
    return Tool.objects.get(number=7)
