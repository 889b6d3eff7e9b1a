"""A media user asks for an interview under embargo, a seat and the host answer: with scripts and without, on a phone and at a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.models import Seat
from dialogues.monitoring.models import Interview
from dialogues.monitoring.states import InterviewStatus
from dialogues.states import Appearance
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
MINISTRY, UNION = "Ministry of Labour", "Domestic workers’ union"
DIALOGUE = "/dialogues/decent-work/"
QUESTION = "When does the contribution begin?"


class Cast:
    """A host, a ministry that is named in public, a union that is not, and somebody from the radio."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        host = make.user("host@example.org", is_host=True, name="Inês Ramos")
        dialogue = make.dialogue(host, slug="decent-work", title="Decent work", time_zone="UTC")
        make.role(dialogue, make.user("radio@example.org", name="Leo Pires"), "media")
        seats = []
        for name, email, seat in (("Rui", "rui", MINISTRY), ("Ana", "ana", UNION)):
            seats.append(make.seat(dialogue, seat))
            make.delegate(seats[-1], make.user(f"{email}@example.org", name=name))
        Seat.objects.filter(pk=seats[0].pk).update(appear_in_public=Appearance.ORGANISATION)
        mo.recommendation(dialogue, *seats, title="One flat contribution", text="One contribution a month.")
        now = timezone.now()
        mo.endorsed(dialogue, published_at=now + timedelta(days=7), told_media_at=now)
        people = ("host", "rui", "ana", "radio")
        self.host, self.rui, self.ana, self.radio = (Visitor(browser, address, screen, faults) for _ in people)
        for name in people:
            getattr(self, name).sign_in(f"{name}@example.org", make.PASSWORD)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_a_question_under_embargo_to_the_reply(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    radio_asks(cast)
    host_passes_it_on(cast)
    union_declines(cast)
    ministry_accepts(cast)
    host_relays(cast)
    radio_asks_the_host_and_takes_it_back(cast)


def radio_asks(cast: Cast) -> None:
    radio = cast.radio.go(f"{DIALOGUE}interviews/").sees("You have asked for no interview yet").look("interviews-empty")
    radio.go(DIALOGUE).sees("Under embargo").look("overview-media").follow("Roadmap for Reform")
    radio.sees("You read it before its publication").look("text-under-embargo").follow("Ask for an interview")
    radio.sees("stays under embargo", MINISTRY).look("interview-ask")
    assert UNION not in radio.page.inner_text("main"), "whoever is not named in public is not offered"
    radio.fill("Question or topic", QUESTION).press("Send the request").look("interview-ask-error")
    radio.pick("With whom", MINISTRY).fill("For which medium", "Rádio Sul").tick("By telephone")
    radio.fill("How the host reaches you", "+238 555 01 02")
    radio.fill("Reply until", (timezone.now() + timedelta(days=4)).strftime("%Y-%m-%d")).press("Send the request")
    radio.sees("The host has your request", QUESTION, "The host relays your request").look("interview-own")


def host_passes_it_on(cast: Cast) -> None:
    host = cast.host.go("/").sees("An interview about “Roadmap for Reform” is asked for").follow("Read and pass on")
    host.sees("+238 555 01 02", "No organisation speaks to the media without its own word").look("interview-host")
    host.follow("Ask an organisation").look("interview-pass").pick("Organisation", UNION)
    host.fill("A word to the organisation", "You know the figures best.").press("Ask it")
    host.sees("The organisation is asked", UNION).look("interview-passed")


def union_declines(cast: Cast) -> None:
    ana = cast.ana.go("/").sees("Does your organisation give an interview about").follow("Read and answer")
    ana.sees("You know the figures best.", "Leo Pires").look("interview-seat").follow("Accept or decline")
    ana.look("interview-answer").tick("We do not give it").press("Send the answer")
    ana.sees("Say why not").look("interview-answer-error").fill("To the host", "Not before our congress.")
    ana.press("Send the answer").sees("The host has your answer").look("interview-refused")
    radio = cast.radio.go(f"{DIALOGUE}interviews/").look("interviews-media")
    seen = radio.page.inner_text("body")
    assert UNION not in seen and "congress" not in seen and "Not accepted" not in seen


def ministry_accepts(cast: Cast) -> None:
    host = cast.host.go("/").sees("was not accepted").follow("Ask others or answer").sees("Not before our congress.")
    host.look("interview-refused-host").follow("Ask an organisation").pick("Organisation", MINISTRY).press("Ask it")
    rui = cast.rui.go("/").follow("Read and answer")
    assert "congress" not in rui.page.inner_text("main"), "what another seat said to the host stays there"
    rui.follow("Accept or decline").tick("We give it").fill("To the host", "The director, on Monday.")
    rui.press("Send the answer").sees("The host has your answer").look("interview-accepted")
    radio = cast.radio.go(f"{DIALOGUE}interviews/").sees("Accepted", MINISTRY)
    assert "The director, on Monday." not in radio.page.inner_text("body")


def host_relays(cast: Cast) -> None:
    host = cast.host.go("/").follow("Relay it").sees("The director, on Monday.").look("interview-relay")
    host.follow("Say what came of it").look("interview-settle").tick("Answered").press("Tell the media user")
    host.look("interview-settle-error").fill("What you tell the media user", "The director calls on Monday.")
    host.press("Tell the media user").sees("The media user is told").look("interview-settled")
    assert "+238 555 01 02" not in host.page.inner_text("main"), "how to reach them is forgotten"
    host.go(f"{DIALOGUE}interviews/").sees(QUESTION, "Answered").look("interviews-host")
    radio = cast.radio.go(f"{DIALOGUE}interviews/").follow(QUESTION)
    radio.sees("The director calls on Monday.", "Answered").look("interview-told")


def radio_asks_the_host_and_takes_it_back(cast: Cast) -> None:
    radio = cast.radio.go(f"{DIALOGUE}interviews/new/").fill("Question or topic", "How many took part?")
    radio.fill("For which medium", "Rádio Sul").tick("In writing")
    radio.fill("Reply until", (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d")).press("Send the request")
    radio.sees("Asked for The host").press("Take the request back").sees("Your request is taken back", "Taken back")
    radio.look("interview-taken-back")
    assert Interview.objects.get(question="How many took part?").status == InterviewStatus.WITHDRAWN
