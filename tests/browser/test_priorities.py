"""From the endorsed analysis to ranked challenges and locked criteria: a host at a desk, a stakeholder on a phone without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.consensus.models import Ballot, CriteriaSet, Weighing
from tests import make
from tests.browser.walking import DESK, PHONE, Visitor
from tests.consensus import make_challenges as mk

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_analysis_to_locked_criteria(browser: Browser, live_server, faults: list[str]) -> None:
    dialogue = mk.endorsed_analysis().document.dialogue
    ((_seat, head),) = mk.table(dialogue, 1)
    others = mk.table(dialogue, 2)
    host = Visitor(browser, live_server.url, DESK, faults)
    host.sign_in(str(make.host_of(dialogue).email), make.PASSWORD)
    phone = Visitor(browser, live_server.url, PHONE, faults)
    phone.sign_in(str(head.email), make.PASSWORD)
    place = f"{dialogue.get_absolute_url()}consensus/"
    host.go(place).look("phase-empty").follow("Pick paragraphs").look("pick")
    for number, title in enumerate(("Who pays for which hour?", "Who may enter a home?")):
        host.page.get_by_role("checkbox").nth(number).check()
        host.press("Make a challenge of what is ticked").fill("Challenge", title).look("challenge-add")
        host.press("Put it on the table").sees("The challenge is on the table.")
    host.go(place).sees("Ask which challenges come first").follow("Open a ranking")
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    host.fill("Answers until the end of", day).look("ranking-open").press("Ask the seats")
    phone.go(place).sees("Which challenges come first?").look("phase").follow("Give your order").look("ranking")
    phone.follow("Put them in order").pick("2. Who may enter a home?", "1").look("order").press("Send the order")
    phone.sees("Thank you.", "Who may enter a home?").look("ordered")
    assert Ballot.objects.get().given_by == head
    host.go(f"{place}ranking/1/seats/{others[0][0].pk}/enter/").pick("How it came in", "By telephone")
    host.pick("1. Who pays for which hour?", "1").look("enter").press("Enter it")
    host.follow("Close the ranking").fill("What we conclude", "Entering comes first").look("close")
    host.press("Close it and show the result").sees("Fewer than three seats answered").look("closed").in_arabic(
        "closed"
    )
    _criteria(host, phone, place)
    assert Weighing.objects.get().agrees and CriteriaSet.objects.get().locked_at


def _criteria(host: Visitor, phone: Visitor, place: str) -> None:
    host.go(place).follow("Look at the method’s criteria").look("criteria-begin").press("Begin").look("criteria")
    phone.go(place).follow("Look at the criteria").follow("Propose a criterion").fill("Criterion", "Gender advancement")
    phone.fill("Its question", "Does it move women forward?").fill("Why it is needed", "All of them are women")
    phone.look("criterion").press("Propose it").sees("All of them are women").look("proposed")
    host.go(f"{place}criteria/1/").press("Keep it").follow("Ask them").look("weighing").press("Ask them")
    phone.go(place).follow("Weigh them").follow("Weigh them").pick("Fairness", "1").tick("We agree to this list")
    phone.look("weigh").press("Send it").sees("Thank you.").look("weighed")
    host.go(f"{place}criteria/1/").look("being-weighed").follow("Lock them")
    host.fill("Why they are locked although not every seat agreed", "Two are on leave").look("lock").press("Lock them")
    host.sees("The criteria are locked.").look("locked")
    phone.go(f"{place}criteria/1/").look("locked")
