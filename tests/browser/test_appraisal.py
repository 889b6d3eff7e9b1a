"""Options are compared, scored on a phone without scripts, entered from paper, talked about and concluded, at a desk as well."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from playwright.sync_api import Browser

from dialogues.consensus.models import Acceptance, Judgement, Opinion
from dialogues.states import Category
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
PLACE = "/dialogues/decent-work/consensus/challenges/1/"


class Cast:
    """A host, a union and a chamber with a seat each, a third seat that answers on paper, a donor; criteria are locked."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        host = make.user("host@example.org", is_host=True, name="Inês Ramos")
        self.dialogue = make.dialogue(host, slug="decent-work", title="Decent work", time_zone="UTC")
        make.role(self.dialogue, make.user("donor@example.org", name="Eva"), "donor")
        ap.rules(self.dialogue)
        self.seats = {}
        for name, seat in (("ana", "Domestic workers’ union"), ("rui", "Chamber of households"), ("eva", "Network")):
            self.seats[name] = make.seat(self.dialogue, seat, category=Category.SOCIAL_AGENTS)
            make.delegate(self.seats[name], make.user(f"{name}@example.org", name=name.title()))
        ch.challenge(self.dialogue)
        ch.locked(self.dialogue)
        people = ("host", "ana", "rui", "donor")
        self.host, self.ana, self.rui, self.donor = (Visitor(browser, address, screen, faults) for _ in people)
        for name in people:
            getattr(self, name).sign_in(f"{name}@example.org", make.PASSWORD)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_options_to_what_was_concluded(browser: Browser, live_server, screen: Screen, faults: list[str]) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    options_come_onto_the_table(cast)
    a_union_scores(cast)
    a_chamber_scores_otherwise(cast)
    paper_is_entered(cast)
    values_are_raised(cast)
    it_is_read_and_concluded(cast)


def options_come_onto_the_table(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}options/").look("options-empty").follow("Add the first option").look("option-add")
    host.fill("Option", "A flat contribution").fill("What is lost, and for whom", "Few hours cost more.")
    host.press("Put it on the table").sees("The status quo", "A flat contribution")
    ana = (
        cast.ana.go(PLACE)
        .follow("Compare them")
        .look("options-seat")
        .follow("Propose an option")
        .look("option-propose")
    )
    ana.fill("Option", "An hourly voucher").press("Propose it").sees("The host team has your proposal")
    host.go("/").sees("An option is proposed").follow("Look and answer").look("option").press("Put it on the table")
    host.sees("An hourly voucher").look("options").follow("Open the appraisal").look("appraisal-open")
    host.press("Open it").sees("0 of 3 seats have answered").look("appraisal-host")


def score(visitor: Visitor, step: str) -> Visitor:
    """Choose the same step under every criterion of the page."""
    for box in visitor.page.locator(f'input[type=radio][value="{step}"]').all():
        box.check()
    return visitor


def a_union_scores(cast: Cast) -> None:
    ana = cast.ana.go("/").sees("Appraise the options").follow("Begin or go on").look("appraisal-own").follow("Begin")
    score(ana.look("judge"), "1").press("Save and come back later").sees("Saved")
    ana.follow("Go on").press("Save and go on")
    score(ana, "4").press("Save and go on")
    score(ana, "x").press("Save and check your answer").look("check-missing").sees("Please say why")
    ana.page.get_by_role("link", name=re.compile("Change.*A flat contribution")).click()
    for field in ana.page.locator(".extreme textarea").all():
        field.fill("It begins within the year.")
    ana.look("judge-reasons").press("Save and go on").press("Save and check your answer").look("check")
    ana.press("Submit").sees("Submitted. Thank you").look("results-few")
    assert Opinion.objects.get().submitted_at is not None
    assert not Judgement.objects.filter(score=4, reason="").exists()


def a_chamber_scores_otherwise(cast: Cast) -> None:
    rui = cast.rui.go(f"{PLACE}appraisals/1/results/").sees("is not shown yet").look("results-hidden")
    rui.go(f"{PLACE}appraisals/1/").follow("Begin")
    for step in ("3", "1"):
        score(rui, step).press("Save and go on")
    score(rui, "2").press("Save and check your answer").press("Submit").sees("Submitted. Thank you")


def paper_is_entered(cast: Cast) -> None:
    host = cast.host.go(f"{PLACE}appraisals/1/").follow("Ballot to print").look("ballot")
    host.go(f"{PLACE}appraisals/1/seats/{cast.seats['eva'].pk}/enter/").look("ballot-enter")
    for field in host.page.locator("select[name^=s]").all():
        field.select_option("2")
    host.press("Enter it").sees("3 of 3 seats have answered", "not confirmed yet")


def values_are_raised(cast: Cast) -> None:
    cast.host.press("Open this part").sees("Seats can raise values and red lines now")
    rui = cast.rui.go(f"{PLACE}appraisals/1/").follow("Raise a value or a red line").look("concern-raise")
    rui.tick("A red line").fill("In words", "Not for past years.").press("Raise it").sees("Say what would change it")
    rui.fill("What would change it", "A date in the text.").press("Raise it").sees("Not for past years").look("concern")
    rui.press("Share it with all participants").sees("All participants may read it now")


def it_is_read_and_concluded(cast: Cast) -> None:
    cast.ana.go(f"{PLACE}appraisals/1/").sees("Not for past years").go(f"{PLACE}appraisals/1/weights/").look("weights")
    host = cast.host.go(f"{PLACE}appraisals/1/").follow("Close the appraisal").look("appraisal-close").press("Close it")
    host.sees("Where views differ most", "from 1 to 4", "Agreement by category").look("results")
    host.follow("Write what was concluded").look("conclusion-write")
    host.fill("What we concluded", "We try the flat contribution on two islands.").press("Write it and ask the seats")
    host.look("conclusion-host")
    ana = cast.ana.go("/").sees("Do you accept what was concluded?").follow("Read and answer").look("conclusion-accept")
    ana.tick("We accept this").press("Answer").sees("1 seat accepts it").look("conclusion")
    donor = cast.donor.go(f"{PLACE}appraisals/1/results/").look("results-donor")
    assert "Chamber of households" not in donor.page.content()
    assert Acceptance.objects.get().accepts
