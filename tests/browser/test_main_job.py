"""From an empty site to an answer handed in: two organisations, three people, one host."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser

from inspired.core.running import work_off
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor

pytestmark = pytest.mark.django_db(transaction=True)
UNION, MINISTRY = "Domestic workers’ union", "Ministry of Finance"
PEOPLE = f"""organisation;category;name;e-mail;role;may sign
{UNION};Civil society organisations;Ana Tavares;ana@example.org;head;yes
{MINISTRY};Public administration;Rui Lopes;rui@example.org;alternate;no
{MINISTRY};Public administration;Marta Dias;marta@example.org;head;yes
"""
LATER = (timezone.now() + timezone.timedelta(days=30)).strftime("%Y-%m-%d")
FINDING = "Four in ten domestic workers earn less than the minimum wage."


class Cast:
    """Who takes part in the walk, each at a screen of their own, all of one kind."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        self.host, self.ana, self.rui, self.marta, self.stranger = (
            Visitor(browser, address, screen, faults) for _ in range(5)
        )
        self.place = "/dialogues/decent-work/"

    def mailed(self, to: str) -> str:
        """Do what is queued, and give the newest message to an address."""
        work_off()
        return str([message.body for message in mail.outbox if message.to == [to]][-1])


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_from_an_empty_site_to_an_answer_handed_in(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    host_opens_a_dialogue(cast)
    host_invites_by_list(cast)
    everybody_accepts(cast)
    seats_answer_the_ground_rules(cast)
    host_opens_a_call(cast)
    ana_answers_the_call(cast)


def host_opens_a_dialogue(cast: Cast) -> None:
    make.user("host@example.org", is_host=True, name="Inês Ramos")
    host = cast.host
    host.go("/").look("home-signed-out", crumbs=False)
    host.go("/accounts/login/").look("sign-in")
    host.fill("E-mail address", "host@example.org").fill("Password", make.PASSWORD).press("Sign in")
    host.look("home-empty", crumbs=False).go("/dialogues/new/").look("dialogue-new")
    host.fill("Title", "Decent work").fill("Purpose", "Make the rules ready for the first reading.")
    host.fill("Country or region", "Ilhas do Sul").fill("Policy area", "Domestic work")
    host.fill("Dialogue Host", "Women’s rights organisation").press("Save as a draft").look("manage").follow(
        "Open the dialogue"
    ).look("dialogue-open")
    host.fill("Why, and why now", "The labour code is under revision.").press("Open the dialogue").look("manage-open")
    host.go(f"{cast.place}rules/propose/").look("rules-propose").press("Propose to the seats").look("rules-proposed")


def host_invites_by_list(cast: Cast) -> None:
    host = cast.host
    host.go(f"{cast.place}participants/").look("participants-empty").follow("Add a seat").look("seat-add")
    host.fill("Or the name of a new organisation", UNION).pick("Category", "Civil Society Organisations")
    host.press("Add the seat").look("seat")
    host.go(f"{cast.place}participants/").follow("Invite by list").look("invite-by-list")
    host.fill("Paste a list", PEOPLE).press("Show what will happen").look("invite-preview")
    host.press("Send 3 invitations").look("invitations-sending")
    work_off()
    host.go(f"{cast.place}participants/invitations/").look("invitations").sees("ana@example.org")


def everybody_accepts(cast: Cast) -> None:
    for visitor, name in ((cast.ana, "Ana Tavares"), (cast.rui, "Rui Lopes"), (cast.marta, "Marta Dias")):
        address = f"{name.split()[0].lower()}@example.org"
        link = re.search(r"https?://[^/\s]+(/invitations/\S+)", cast.mailed(address))
        assert link, "the mail has no link"
        visitor.go(link[1]).look("invitation-enter").fill("Your e-mail address", address).press("Continue")
        visitor.look("invitation").fill("Your name", name)
        if visitor is not cast.ana:
            visitor.fill("Choose a password", make.PASSWORD)
        visitor.press("Accept the invitation").look("welcome").sees("Welcome to the table")


def seats_answer_the_ground_rules(cast: Cast) -> None:
    for visitor in (cast.ana, cast.marta):
        visitor.go(f"{cast.place}rules/").look("rules").follow("Answer for your seat").look("rules-answer")
        visitor.tick("We agree").press("Send the answer").look("rules-answered")
    host = cast.host.go(f"{cast.place}rules/").follow("State that they are agreed").look("rules-agree")
    host.press("They are agreed").look("rules-agreed")


def host_opens_a_call(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}inputs/").look("calls-empty").follow("Prepare a call").look("call-new")
    host.fill("Title", "Evidence on wages").tick("Evidence").tick("All seats")
    host.fill("Until the end of", LATER).tick("The participants of this dialogue").tick("The organisation")
    host.press("Go on to the questions").look("call-draft").follow("Open the call").look("call-open")
    host.press("Open and tell them").look("call-opened")


def ana_answers_the_call(cast: Cast) -> None:
    ana = cast.ana
    ana.page.context.clear_cookies()
    ana.go("/accounts/login/").fill("E-mail address", "ana@example.org").press("Send me a code instead").look(
        "sign-in-code"
    )
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", cast.mailed("ana@example.org"), re.MULTILINE)
    assert code, cast.mailed("ana@example.org")
    ana.fill("Code", code[1]).press("Sign in").look("home", crumbs=False).follow("Read and answer").look("call").follow(
        "Answer"
    ).look("answer")
    ana.reaches("Go on to check your answers").in_arabic("answer")
    ana.fill("What does this evidence show?", FINDING).press("Save and come back later").look("answer-saved")
    ana.go(cast.place).look("overview").reaches("Go on with your draft").in_arabic("overview").follow(
        "Go on with your draft"
    ).look("call-draft").follow("Go on")
    assert ana.page.get_by_label("What does this evidence show?").input_value() == FINDING
    ana.press("Go on to check your answers").look("answer-incomplete").sees("Something is still missing")
    ana.follow("Go back and complete it").tick("Survey").fill("Who produced it, and when?", "The university, 2025")
    ana.press("Go on to check your answers").look("answer-check").sees(FINDING, "The university, 2025")
    ana.press("Hand in").look("answer-receipt").sees("Thank you")
