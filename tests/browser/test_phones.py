"""On a telephone the content of a dialogue's pages begins soon, and the tab one stands on is in sight, from left and from right."""

import pytest
from playwright.sync_api import Browser

from tests import make
from tests.browser.walking import PHONE, Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_phases_and_tabs_take_a_line_each(browser: Browser, live_server, faults: list[str], direction: str) -> None:
    dialogue = make.dialogue(title="Decent work for domestic workers")
    place = dialogue.get_absolute_url()
    visitor = Visitor(browser, live_server.url, PHONE, faults)
    visitor.sign_in(str(make.host_of(dialogue).email), make.PASSWORD)
    for path, label in (("contacts/", "Contacts"), ("participants/", "Participants"), ("manage/", "Manage")):
        visitor.go(f"{place}{path}")
        visitor.page.evaluate(f"document.documentElement.dir = '{direction}'")
        tabs, current = visitor.page.locator("nav.tabs"), visitor.page.locator("nav.tabs [aria-current]:visible")
        strip, line = visitor.page.locator(".phases"), visitor.page.locator(".phase-line")
        assert current.inner_text() == label
        box, bar, short = current.bounding_box(), tabs.bounding_box(), line.bounding_box()
        assert box and bar and short
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE.width
        assert bar["height"] + short["height"] < 100
        assert not strip.is_visible()
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE.width
        last = tabs.get_by_role("link").last
        last.focus()
        reached = last.bounding_box()
        assert reached
        assert reached["x"] >= -1 and reached["x"] + reached["width"] <= PHONE.width + 1
        visitor.look(f"phone-{direction}-{label.lower()}")
    visitor.go(place)
    assert visitor.page.locator(".phases").is_visible()
    assert visitor.page.locator(".phase-line").count() == 0
