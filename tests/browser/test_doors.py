"""Those who come, go and help: a forwarded invitation, a place handed over, a public body, an offer, an introduction, an end."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from playwright.sync_api import Browser

from dialogues.services import invitations
from dialogues.states import Role
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor, mailed

pytestmark = pytest.mark.django_db(transaction=True)
# What scripts do has nothing to do with the database: on PostgreSQL the walk without them is enough.
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
UNION = "Domestic workers’ union"


class Cast:
    """Who takes part in the walk, each at a screen of their own, all of one kind."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        self.host, self.ana, self.dana, self.gil, self.stranger = (
            Visitor(browser, address, screen, faults) for _ in range(5)
        )
        host = make.user("host@example.org", is_host=True, name="Inês Ramos")
        self.dialogue = make.dialogue(host, title="Decent work", contact="+238 555 01 00")
        self.seat = make.seat(self.dialogue, UNION)
        make.delegate(self.seat, make.user("ana@example.org", name="Ana Tavares"))
        make.role(self.dialogue, make.user("dana@example.org", name="Dana Brito"), Role.DONOR)
        make.role(self.dialogue, make.user("gil@example.org", name="Gil Pires"), Role.GOVERNMENT)
        invitations.invite(self.seat, by=host, email="rita@example.org", delegate_role="alternate")
        self.place = self.dialogue.get_absolute_url()
        for name in ("host", "ana", "dana", "gil"):
            getattr(self, name).sign_in(f"{name}@example.org", make.PASSWORD)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_who_comes_goes_and_helps(browser: Browser, live_server, screen: Screen, faults: list[str]) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    stranger_asks(cast)
    government_names_a_body(cast)
    donor_offers(cast)
    ana_asks_for_a_door(cast)
    ana_hands_over(cast)
    host_ends(cast)


def stranger_asks(cast: Cast) -> None:
    link = re.search(r"https?://[^/\s]+(/invitations/\S+)", mailed("rita@example.org"))
    assert link, "the mail has no link"
    stranger = cast.stranger.go(link[1]).look("invitation-enter", crumbs=False)
    stranger.follow("I am not the person to whom it was sent").look("stranger", crumbs=False)
    assert "Decent work" not in stranger.page.inner_text("body")
    stranger.fill("Your name", "Nora Faria").fill("How the host reaches you", "+238 555 01 77")
    stranger.press("Ask the host to invite me").look("stranger-asked", crumbs=False)
    cast.host.go(f"{cast.place}participants/requests/").look("requests").sees("Nora Faria", "+238 555 01 77")


def government_names_a_body(cast: Cast) -> None:
    bodies = f"{cast.place}participants/public-bodies/"
    gil = cast.gil.go(bodies).look("bodies-empty").go(f"{bodies}add/").look("body-add")
    gil.fill("Public body", "Migration Office").fill("How does the policy concern it?", "It gives the permits.")
    gil.press("Put it on the list")
    gil.look("bodies-proposed").sees("Proposed")
    cast.host.go(bodies).follow("Decide").look("body-decide")


def donor_offers(cast: Cast) -> None:
    dana = cast.dana.go(f"{cast.place}shelf/offer/").look("offer").tick("Experience from elsewhere")
    dana.fill("Title", "Registers elsewhere").fill("What this dialogue could learn", "How inspection began.")
    dana.fill("In words", "It took ten years.").tick("English", "checkbox").press("Send it to the host").look("offered")
    cast.host.go(f"{cast.place}shelf/").look("shelf-with-offer").sees("Registers elsewhere", "Waits for the host")


def ana_asks_for_a_door(cast: Cast) -> None:
    ana = cast.ana.go(f"{cast.place}introductions/").look("doors-empty").go(f"{cast.place}introductions/ask/")
    ana.look("door-ask").fill("Which decision-maker?", "Minister of Finance").fill("What is it about?", "The ceiling.")
    ana.tick("The donors may read it", "checkbox").press("Ask for it").look("door-asked")
    cast.dana.go(f"{cast.place}introductions/").follow("Minister of Finance").look("door")


def ana_hands_over(cast: Cast) -> None:
    ana = cast.ana.go(f"{cast.place}participants/{cast.seat.pk}/").look("seat").unfold()
    ana.follow("Hand over this place").look("hand-over").tick("Somebody new").fill("Name", "Bia Lopes").fill(
        "Telephone", "+238 555 01 78"
    )
    ana.press("Go on: look once more").look("hand-over-again").press(re.compile("^Hand over")).look(
        "handed-over", crumbs=False
    )
    answer = ana.page.request.get(f"{ana.address}{cast.place}participants/")
    assert answer.status == 404, "whoever handed over is inside still"
    cast.host.go(f"{cast.place}participants/{cast.seat.pk}/").look("seat-handed-over").sees("Bia Lopes")
    cast.host.go(f"{cast.place}participants/{cast.seat.pk}/brief/").look("brief").sees("Where we stand")


def host_ends(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}manage/notices/").look("dry-run")
    for act in ("Close", "Archive"):
        host.go(f"{cast.place}manage/").follow(act).look(f"manage-{act.lower()}").fill("Why", "It has ended.")
        host.press(re.compile(f"^{act}"))
    host.go(f"{cast.place}manage/").follow("Delete the dialogue").look("is-it-you", crumbs=False)
    host.fill("Password", make.PASSWORD).press("Go on").look("deletion").sees("What goes", "What stays")
