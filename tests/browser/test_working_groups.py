"""A working group goes from a seat's proposal to an output that everybody endorses: a host, a coordinator, a member, one outside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.models import Dialogue
from inspired.core.running import work_off
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
UNION, INSTITUTE, CHAMBER = "Domestic workers’ union", "Statistics institute", "Chamber of households"
LATER = (timezone.now() + timedelta(days=30)).strftime("%Y-%m-%d")
PLACE = "/dialogues/decent-work/"
TEXT = "Those who live in are on call for seventy-one hours a week."


class Cast:
    """Who takes part: Ana proposes and coordinates for the union, Rui joins for the institute, Marta stays outside."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        host = make.user("host@example.org", is_host=True, name="Inês Ramos")
        dialogue = make.dialogue(host, slug="decent-work", title="Decent work")
        for name, email, seat in (("Ana", "ana", UNION), ("Rui", "rui", INSTITUTE), ("Marta", "marta", CHAMBER)):
            make.delegate(make.seat(dialogue, seat), make.user(f"{email}@example.org", name=name))
        people = ("host", "ana", "rui", "marta")
        self.host, self.ana, self.rui, self.marta = (Visitor(browser, address, screen, faults) for _ in people)
        for name in people:
            getattr(self, name).sign_in(f"{name}@example.org", make.PASSWORD)
        self.dialogue = Dialogue.objects.get(pk=dialogue.pk)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_a_proposal_to_an_endorsed_output(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    ana_proposes(cast)
    host_opens_and_invites(cast)
    rui_joins(cast)
    ana_writes_and_asks(cast)
    rui_dissents(cast)
    ana_submits(cast)
    marta_comments(cast)
    ana_answers(cast)
    everybody_endorses(cast)
    host_closes_the_group(cast)


def ana_proposes(cast: Cast) -> None:
    cast.host.go(f"{PLACE}groups/").look("groups-empty").press(
        "Show it to everybody now, so that seats can propose groups"
    )
    ana = cast.ana.go(PLACE).follow("Groups").look("groups-of-a-seat").follow("Propose a group").look("group-propose")
    ana.fill("Name", "Hours").fill("Mission", "Count the hours of those who live in.")
    ana.tick("Collective Assessment", "checkbox").fill("Why is it needed?", "Nobody counts them.")
    ana.press("Send it to the host").sees("The host team has your proposal", "Proposed")


def host_opens_and_invites(cast: Cast) -> None:
    host = cast.host.go("/").look("home-host", crumbs=False).sees("A working group is proposed: Hours")
    host.go(f"{PLACE}groups/").follow("Hours").look("group-proposed").follow("Open the group").look("group-accept")
    host.fill("Expected output", "Report on hours").press("Open the group").sees("The group is open").look("group-host")
    host.follow(re.compile("^Role and people")).look("member-host").press("Make coordinator").sees("Coordinator")
    host.follow("Invite members").look("member-invite").tick(INSTITUTE, "checkbox")
    host.press("Invite those chosen").sees("1 organisation is invited and told", "Asked to join")


def rui_joins(cast: Cast) -> None:
    rui = cast.rui.go("/").sees("Does your organisation join “Hours”?").go(f"{PLACE}groups/").follow("Hours")
    rui.look("group-invited").follow("Answer").look("member-answer").tick("Accept").pick("Who takes part", "Rui")
    rui.press("Send the answer").sees("Your answer is recorded")
    rui.follow("Hours").follow("Write down a task").look("task-add").fill("Task", "Ask the register")
    rui.pick("Who does it", INSTITUTE).press("Write it down").look("tasks").press("It is done").sees("done on")
    assert b"Ask the register" in rui.download("CSV")
    rui.go(f"{PLACE}groups/").follow("Hours").follow("Add a file or link").look("group-file-add").fill("Title", "Talks")
    rui.fill("Address", "https://example.org/talks").tick("Evidence the group produced").fill("Source", "Our own talks")
    rui.press("Add it").sees("It stands in the group’s space now", "Produced").look("group-files")


def ana_writes_and_asks(cast: Cast) -> None:
    ana = cast.ana.go(f"{PLACE}groups/").follow("Hours").follow("Put up a note").look("note-add")
    ana.fill("Note", "The register answers **on Friday**.").press("Put it up").sees("on Friday").look("group-inside")
    ana.follow("Begin a text").look("output-start").fill("Title", "Hours of those who live in")
    ana.pick("For the expected output", "Report on hours").press("Begin it").look("output-text")
    ana.follow("Write – Text").fill("Text", TEXT).press("Save").follow("How far it has come").look("output-draft")
    ana.press("Ask the members whether they agree").sees("The members are asked and told").look("output-asked")
    ana.tick("We agree").press("Send").sees("Your word is recorded")
    outside = cast.marta.go(f"{PLACE}documents/")
    assert "Hours of those who live in" not in outside.page.content()


def rui_dissents(cast: Cast) -> None:
    rui = (
        cast.rui.go("/")
        .sees("Do you agree to “Hours of those who live in”?")
        .follow("Read and say")
        .look("output-voice")
    )
    rui.tick("We dissent").fill("Note", "The register was not asked.").press("Send").sees(
        "Your word is recorded", "Dissents"
    )


def ana_submits(cast: Cast) -> None:
    ana = cast.ana.go(cast.rui.page.url).follow("Close the question").look("output-close")
    ana.press("Close it: the text is agreed").sees("The group has agreed", "2 of 2 members answered")
    ana.follow("Submit it to everybody").look("output-submit").fill("Comments until", LATER)
    ana.tick("A document of its own").press("Submit it").sees("The text is submitted").look("output-submitted")


def marta_comments(cast: Cast) -> None:
    marta = cast.marta.go("/").sees("Hours of those who live in is open for your comments").follow("Read and comment")
    marta.look("output-outside").sees(TEXT).follow("Comment on the whole text").fill(
        "Your comment", "Say in which year."
    )
    marta.press("Hand in").sees("Your comment is recorded")
    marta.go(cast.ana.page.url).look("output-story-outside").sees("The register was not asked.", "Dissents")


def ana_answers(cast: Cast) -> None:
    place = cast.ana.page.url
    host = cast.host.go(place.replace("output/", "comments/close/")).press("Close it")
    ana = (
        cast.ana.go(place).sees("1 comment waits for an answer").follow("Answer the comments").look("comments-of-group")
    )
    ana.follow("Say in which year.").look("entry-of-group").tick("Accepted")
    ana.fill("Reason", "The year stands in the first sentence now.").press("Save").sees("Accepted")
    host.go(place).look("output-choosing").follow("Choose the way out").look("output-way").press("This is our choice")
    host.sees("About to be put to endorsement")


def everybody_endorses(cast: Cast) -> None:
    host = cast.host.follow("Freeze a version").look("output-freeze").press("Freeze it")
    work_off()
    host.follow("Open an endorsement round").look("round-for-all").fill("Until", LATER).press("Open the round")
    host.sees("0 of 3")
    place = host.page.url
    for visitor in (cast.ana, cast.rui, cast.marta):
        visitor.go(place).follow("Read and answer").tick("Endorse").press("Continue to check your answer")
        visitor.press("Give this answer")
    host.go(place).follow("Close the round").press("Close the round").follow("Adopt this version")
    host.fill("Reason", "All three stand behind it.").press("Adopt").sees("Endorsed")


def host_closes_the_group(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}groups/").sees("Submitted").follow("Hours").look("group-submitted").sees("Endorsed")
    host.follow("Close the group").look("group-close").fill("What came of it", "A report that all stand behind.")
    host.press("Close it and thank the members").sees("Closed", "A report that all stand behind.").look("group-closed")
    host.follow("Mission, members and outputs as PDF").look("group-print").press("Make the PDF")
    work_off()
    host.go(host.page.url).look("group-printed")
    assert host.download("Open the PDF").startswith(b"%PDF")
