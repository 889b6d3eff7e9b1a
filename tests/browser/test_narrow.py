"""On a telephone questions stand above their answers, a table of the guide breaks no word, and what is pressed stands in line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator

from tests import make
from tests.activities import make as acts
from tests.browser.walking import PHONE, Visitor
from tests.workinggroups import make as wg
from toolkit.services import take_in_shipped
from workinggroups.services import work

pytestmark = pytest.mark.django_db(transaction=True)
# Where the words of an element begin.
WORDS = "one => { const words = document.createRange(); words.selectNodeContents(one); return words.getBoundingClientRect().left; }"
# Words in the rows of a table that do not stand on one line.
BROKEN = """() => [...document.querySelectorAll(".prose tbody")].flatMap(table => {
    const found = [], walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); )
        for (const word of node.data.matchAll(/[^\\s-]+/g)) {
            const range = document.createRange();
            range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
        }
    return found;
})"""


def box(found: Locator) -> dict[str, float]:
    shown = found.bounding_box()
    assert shown
    return dict(shown)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_table_of_the_guide_breaks_no_word(browser: Browser, live_server, faults: list[str], language: str) -> None:
    take_in_shipped(by=None)
    visitor = Visitor(browser, live_server.url, PHONE, faults, language)
    for page in ("measuring-progress", "roadmap-for-reform"):
        visitor.go(f"/guide/{page}/").look(f"narrow-{language}-{page}")
        assert visitor.page.evaluate("document.querySelectorAll('.prose tbody tr').length") >= 3
        assert visitor.page.evaluate(BROKEN) == []


def test_questions_stand_above_their_answers_and_what_is_pressed_in_line(
    browser: Browser, live_server, faults: list[str]
) -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue)
    meeting, group = acts.meeting(dialogue, seats=[seat]), wg.group(dialogue, seat)
    work.post_note(group, by=host, text="Who brings the figures?")
    visitor = Visitor(browser, live_server.url, PHONE, faults).sign_in(str(host.email), make.PASSWORD)
    visitor.go(meeting.activity.get_absolute_url()).look("narrow-activity")
    question, answer = (box(visitor.page.locator(f"dl.facts.long {name}").first) for name in ("dt", "dd"))
    assert answer["y"] >= question["y"] + question["height"] and answer["x"] == question["x"]
    empty = make.dialogue(host)
    visitor.go(f"{empty.get_absolute_url()}groups/").look("narrow-no-group")
    title, shown = visitor.page.get_by_role("heading", name="Working groups"), visitor.page.locator("p.soft button")
    assert abs(title.evaluate(WORDS) - shown.evaluate(WORDS)) < 1
    visitor.go(group.get_absolute_url()).look("narrow-board")
    note = visitor.page.locator("li", has_text="Who brings the figures?")
    begin = [one.evaluate(WORDS) for one in (note.locator("small"), note.get_by_role("button"))]
    assert abs(begin[0] - begin[1]) < 1, begin
    visitor.go(f"{meeting.get_absolute_url()}room/").look("narrow-room")
    end, before = box(visitor.page.locator("#end")), box(visitor.page.locator(".room-cols"))
    assert end["y"] - before["y"] - before["height"] >= 24
