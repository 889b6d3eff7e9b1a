"""From a challenge to a published Roadmap: the host writes part by part, seats comment and endorse, the media wait for the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.models import Dialogue
from dialogues.services.dialogue import publish_dialogue
from dialogues.states import Role
from inspired.core.running import work_off
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor
from tests.consensus import make_roadmap

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
UNION, INSTITUTE, CHAMBER = "Domestic workers’ union", "Social security institute", "Chamber of households"
LATER = (timezone.now() + timedelta(days=30)).strftime("%Y-%m-%d")
PLACE = "/dialogues/decent-work/consensus/"


class Cast:
    """Who takes part: Inês hosts, Ana signs for the union, Rui for the institute, Marta for the chamber; Pia writes for a paper."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        host = make.user("host@example.org", is_host=True, name="Inês Ramos")
        dialogue = make.dialogue(host, slug="decent-work", title="Decent work", contact="host@example.org")
        for name, email, seat in (("Ana", "ana", UNION), ("Rui", "rui", INSTITUTE), ("Marta", "marta", CHAMBER)):
            make.delegate(make.seat(dialogue, seat), make.user(f"{email}@example.org", name=name))
        make.role(dialogue, make.user("pia@example.org", name="Pia"), Role.MEDIA)
        make_roadmap.challenge(dialogue, "Nobody is insured")
        publish_dialogue(dialogue, by=host)
        people = ("host", "ana", "rui", "marta", "pia")
        self.host, self.ana, self.rui, self.marta, self.pia = (
            Visitor(browser, address, screen, faults) for _ in people
        )
        for name in people:
            getattr(self, name).sign_in(f"{name}@example.org", make.PASSWORD)
        self.dialogue = Dialogue.objects.get(pk=dialogue.pk)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_a_challenge_to_a_published_roadmap(browser: Browser, live_server, screen: Screen, faults) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    host_begins(cast)
    host_writes_a_recommendation(cast)
    ana_comments_on_it(cast)
    host_freezes_and_asks(cast)
    seats_endorse(cast)
    host_adopts_and_publishes(cast)
    pia_reads_under_embargo(cast)


def host_begins(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}roadmap/").look("roadmap-empty").follow("Begin the Roadmap").look("roadmap-begin")
    host.tick("Action plan").fill("Months count from", "2026-03-01").press("Begin the Roadmap")
    host.sees("Write the first recommendation").look("roadmap-begun").follow("Add a recommendation")


def host_writes_a_recommendation(cast: Cast) -> None:
    host = cast.host.look("recommendation-new").pick("Priority it belongs to", "1. Nobody is insured")
    host.fill("Recommendation", "One monthly contribution").press("Add it").sees("Write what is still missing")
    host.look("recommendation-parts").follow("What is to be done, and why").look("part-what")
    host.fill("What is to be done", "The institute takes one contribution for all households.")
    host.fill("Why", "Nine in ten are not insured.").pick("Type of measure", "Programme").press("Save")
    host.follow("Who does it, and for whom").look("part-who").fill("For whom", "Workers with several employers")
    host.pick("Who leads", INSTITUTE).fill("What it takes on", "Opens the desk")
    host.pick("Supports it (1)", UNION).fill("With what (1)", "Collects the forms").press("Save")
    host.follow("By when, and with what").look("part-when").fill("From month", "0").fill("To month", "6")
    host.fill("What it needs", "Two officers").press("Save").follow("How one will see it").look("part-indicators")
    host.fill("Indicators", "PI-1 covered by insurance").press("Save")
    host.sees("Nothing is missing", "March to August 2026", "Opens the desk").look("recommendation-full")
    host.press("Mark as agreed for the Roadmap").sees("the next version of the Roadmap holds it")
    host.go(f"{PLACE}recommendations/").look("recommendations").sees("R1 One monthly contribution", INSTITUTE)
    assert INSTITUTE.encode() in host.download("CSV")


def ana_comments_on_it(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}roadmap/").follow("The text").look("roadmap-text")
    host.follow("Write – Preamble").fill("Text", "Work in somebody’s house is work.").press("Save")
    host.follow("Open the draft for comments").fill("Until", LATER).press("Open the draft for comments")
    ana = cast.ana.go(host.page.url).look("roadmap-text-of-a-seat").follow("Comment on recommendation R1")
    ana.look("comment-on-recommendation").sees("R1 One monthly contribution")
    ana.fill("Your comment", "Say who counts.").press("Hand in").sees("Your comment is recorded")
    host.go(ana.page.url.partition("#")[0] + "comments/").look("comments-on-recommendation").sees("R1 One monthly")
    host.go(ana.page.url.partition("#")[0] + "comments/close/").press("Close it")


def host_freezes_and_asks(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}roadmap/").follow("The text").follow("Freeze a version").look("roadmap-freeze")
    host.press("Freeze it")
    work_off()
    host.go(host.page.url).look("roadmap-version").sees("Who takes on what", "Collects the forms", "Who is to sign")
    host.follow("Open an endorsement round").look("roadmap-round").fill("Until", LATER)
    host.tick("Any delegate who speaks for it").press("Open the round").sees("0 of 3", "Participants sign themselves")


def seats_endorse(cast: Cast) -> None:
    place = cast.host.page.url
    cast.ana.go(f"{PLACE}roadmap/").look("roadmap-of-a-seat").sees("it is counted when it closes")
    ana = cast.ana.go(place).follow("Read and answer").look("roadmap-answer").tick("Endorse with a reservation")
    ana.pick("Paragraph", "R1: One monthly contribution").page.locator("[name=wish-0-reason]").fill("Too early")
    ana.press("Continue to check your answer").look("roadmap-check").sees("On recommendation R1")
    ana.press("Give this answer")
    for visitor in (cast.rui, cast.marta):
        visitor.go(place).follow("Read and answer").tick("Endorse").press("Continue to check your answer")
        visitor.press("Give this answer")


def host_adopts_and_publishes(cast: Cast) -> None:
    host = cast.host.go(cast.ana.page.url).follow("Close the round").press("Close the round")
    host.follow("Adopt this version").fill("Reason", "All three stand behind it.").press("Adopt").sees("Endorsed")
    work_off()
    host.go(f"{PLACE}roadmap/").look("roadmap-balance").sees("3 of 3 organisations asked", "1 of 1 recommendations")
    host.follow("Publish it").follow("Publish this version").look("roadmap-publish").fill("From this day", LATER)
    host.tick("The media read it at once", "checkbox")
    for box in host.page.locator("[name=told]").all():
        box.check()
    host.press("Publish it").sees("It will be public from that day", "The media read it under embargo until then")


def pia_reads_under_embargo(cast: Cast) -> None:
    pia = cast.pia.go("/dialogues/decent-work/").look("overview-of-media").sees("Under embargo")
    pia.follow("Roadmap for Reform").look("roadmap-under-embargo").sees("Please keep it to yourself", "Opens the desk")
    assert pia.download("PDF as it was issued").startswith(b"%PDF")
