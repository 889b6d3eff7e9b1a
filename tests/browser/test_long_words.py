"""On a telephone long words are broken and wide tables become blocks: nothing scrolls sideways."""

import pytest
from playwright.sync_api import Browser

from dialogues.documents.services.rounds import announce_answer
from dialogues.states import Channel
from tests import make
from tests.browser.walking import PHONE, Visitor
from tests.documents import make as doc

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Wasserversorgungsunternehmensverbandsmitglieder"


def test_no_page_scrolls_sideways_for_a_long_word(browser: Browser, live_server, faults: list[str]) -> None:
    dialogue = make.dialogue(title=f"Tariffs of the {LONG}", policy_area=LONG, purpose=f"For {LONG}.")
    document = doc.ppa(dialogue, text=f"They are {LONG}.")
    seat = make.seat(dialogue, f"The {LONG}")
    head = make.delegate(seat)
    call = make.call(dialogue, title=f"What {LONG} pay")
    entry = make.answer(call, seat, head, text=f"{LONG} pay too much").entry
    visitor = Visitor(browser, live_server.url, PHONE, faults)
    visitor.sign_in(str(head.email), make.PASSWORD)
    places = [
        dialogue.get_absolute_url(),
        document.get_absolute_url(),
        call.get_absolute_url(),
        entry.get_absolute_url(),
    ]
    for place in ("/", "/notifications/settings/", f"{dialogue.get_absolute_url()}welcome/", *places):
        visitor.go(place).look("long-word", crumbs=False)


def test_no_page_scrolls_sideways_for_a_name_without_a_space(browser: Browser, live_server, faults: list[str]) -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue, "N" * 200)
    make.delegate(seat)
    version = doc.version(doc.ppa(dialogue))
    to_open = f"{version.get_absolute_url()}round/"
    visitor = Visitor(browser, live_server.url, PHONE, faults)
    visitor.sign_in(str(host.email), make.PASSWORD)
    here = dialogue.get_absolute_url()
    for place in (f"{here}inputs/calls/new/", to_open, f"{here}participants/{seat.pk}/appearance/"):
        visitor.go(place).look("long-name", crumbs=False)
    round_ = doc.round_(version, [seat])
    announce_answer(round_, by=host, seat=seat, said=doc.said(), channel=Channel.PHONE)
    visitor.go(round_.get_absolute_url()).look("long-name", crumbs=False)


def test_the_table_of_inputs_shows_each_disposition_on_a_telephone(
    browser: Browser, live_server, faults: list[str]
) -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue, "Confederation of Free Trade Unions")
    make.answer(make.call(dialogue, title="By which criteria do we weigh the options?"), seat, make.delegate(seat))
    visitor = Visitor(browser, live_server.url, PHONE, faults)
    visitor.sign_in(str(make.host_of(dialogue).email), make.PASSWORD)
    visitor.go(f"{dialogue.get_absolute_url()}inputs/all/").look("inputs-phone")
    state = visitor.page.get_by_role("main").locator("table .state")
    assert state.is_visible()
    box = state.bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE.width
    assert visitor.page.locator("td.num").evaluate("cell => getComputedStyle(cell).textAlign") == "start"
