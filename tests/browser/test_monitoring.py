"""A ministry takes a commitment on and reports on it, others say what they see: with scripts and without, on a phone and at a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.models import Dialogue
from dialogues.monitoring.models import Commitment, Report
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
MINISTRY, UNION = "Ministry of Labour", "Domestic workers’ union"
PLACE = "/dialogues/decent-work/monitoring/"
LATER = (timezone.now() + timedelta(days=30)).strftime("%Y-%m-%d")


class Cast:
    """A host, the ministry that leads a recommendation, a union that supports it, a donor."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        host = make.user("host@example.org", is_host=True, name="Inês Ramos")
        dialogue = make.dialogue(host, slug="decent-work", title="Decent work", time_zone="UTC")
        make.role(dialogue, make.user("donor@example.org", name="Eva"), "donor")
        seats = []
        for name, email, seat in (("Rui", "rui", MINISTRY), ("Ana", "ana", UNION)):
            seats.append(make.seat(dialogue, seat))
            make.delegate(seats[-1], make.user(f"{email}@example.org", name=name))
        mo.recommendation(dialogue, *seats, title="One flat contribution", text="One contribution a month.")
        mo.recommendation(dialogue, seats[0], title="A model contract", text="Publish it.")
        mo.endorsed(dialogue, published_at=timezone.now())
        people = ("host", "rui", "ana", "donor")
        self.host, self.rui, self.ana, self.donor = (Visitor(browser, address, screen, faults) for _ in people)
        for name in people:
            getattr(self, name).sign_in(f"{name}@example.org", make.PASSWORD)
        self.dialogue = Dialogue.objects.get(pk=dialogue.pk)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_the_roadmap_to_reports_side_by_side(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    host_asks(cast)
    ministry_answers(cast)
    union_is_heard_by_telephone(cast)
    ministry_reports(cast)
    union_differs(cast)
    host_follows(cast)
    everybody_reads(cast)


def host_asks(cast: Cast) -> None:
    host = cast.host.go(PLACE).look("monitoring-empty").follow("See who is asked").look("commitments-ask")
    host.sees(MINISTRY, "One flat contribution", "Not asked yet")
    host.fill("Until", LATER).press("Ask them").sees("The organisations are asked").look("board-asked")


def ministry_answers(cast: Cast) -> None:
    rui = cast.rui.go("/").sees("Confirm what your organisation takes on").follow("Read and answer")
    rui.look("commitment-answer").tick("We confirm it in other words").press("Give this answer")
    rui.look("commitment-answer-error").sees("Say in your own words")
    rui.fill("What your organisation takes on, in your own words", "We table it in spring.").press("Give this answer")
    rui.sees("Your answer is recorded", "A model contract").tick("We confirm it").press("Give this answer")
    rui.sees("Confirmed", "Report how far it has come").look("commitment-own")


def union_is_heard_by_telephone(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}?answer=asked").follow("R1 One flat contribution").look("commitment-host")
    host.follow("Enter what the organisation said by telephone, on paper or in the room").look("commitment-enter")
    host.tick("By telephone").tick("We confirm it").press("Note it").sees("Announced, unconfirmed")
    ana = cast.ana.go("/").sees("Confirm what was said on behalf of your organisation").follow("Read and confirm")
    ana.look("commitment-announced").press("Confirm it").sees("Confirmed: the answer counts now")


def ministry_reports(cast: Cast) -> None:
    host = cast.host.go(PLACE).follow("Ask for reports").look("reports-ask").fill("Until", LATER)
    host.press("Ask for reports").sees("The organisations are asked and told")
    rui = cast.rui.go("/").sees("Report on 2 commitments").follow("Report").look("board-own")
    rui.follow("R1 One flat contribution").follow("Report").look("report-new")
    rui.tick("Blocked").press("Send the report").look("report-error").sees("Say what stands in the way")
    rui.tick("Taken up").fill("What was done", "The bill is in committee.")
    rui.fill("How one can see it", "Agenda of the committee").press("Send the report")
    rui.sees("Your report stands here now", "The bill is in committee.", "Taken up").look("commitment-reported")
    assert Report.objects.get().seat.organisation.name == MINISTRY


def union_differs(cast: Cast) -> None:
    lead = Commitment.objects.get(seat__organisation__name=MINISTRY, recommendation__number=1)
    ana = cast.ana.go(f"{PLACE}commitments/{lead.pk}/").follow("Give an independent view").look("report-view")
    ana.tick("Not started").fill("What was done", "No bill was tabled.").press("Send the report")
    ana.sees("Owner and others see it differently", "No bill was tabled.", "The bill is in committee.")
    ana.look("commitment-differs").go(PLACE).sees("differs").look("board-differs")


def host_follows(cast: Cast) -> None:
    host = cast.host.go(PLACE).follow("Influence on policy").look("influence-empty").follow("Note influence")
    host.look("influence-add").fill("In one line", "The minister quotes the Roadmap").pick(
        "Taken on board in a", "Speech"
    )
    host.press("Write it down").sees("The minister quotes the Roadmap").look("influence")
    host.go(f"{PLACE}adaptations/new/").look("adaptation-add").pick("Recommendation", "R2 A model contract")
    host.fill("In one line", "On paper first").fill("From now on", "A leaflet")
    host.fill("Why: what changed around it", "The site is late").press("Write it down").look("adaptations")
    host.go(f"{PLACE}watchers/new/").look("watcher-add").pick("Organisation", UNION).press("Write it down")
    host.sees("Watching").look("watchers").go(f"{PLACE}steps/new/").look("step-add").go(f"{PLACE}steps/").look("steps")


def everybody_reads(cast: Cast) -> None:
    donor = cast.donor.go(PLACE).look("board-donor").follow("Timeline").look("timeline").sees("Taken up")
    donor.go(PLACE).follow("From source to commitment").look("trace").sees("Recommendation without an option")
    donor.follow("R1 One flat contribution").look("trace-walk").sees(MINISTRY, "Few are covered")
    assert b"One flat contribution" in donor.go(PLACE).download("CSV")
    host = cast.host.go(PLACE).follow("Publish the status").look("commitments-publish").press("Publish it")
    host.sees("Done.")
