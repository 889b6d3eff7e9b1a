"""Two people at the table keep a meeting for the host: one the room, one the minutes; nobody confirms or approves their own."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect

from dialogues.activities.models import Attendance, Minutes
from dialogues.ledger.models import Entry
from tests import make
from tests.activities import make as acts
from tests.browser.walking import DESK, PHONE, Screen, Visitor

pytestmark = pytest.mark.django_db(transaction=True)
# Who may do what is the same whether scripts run or not: on PostgreSQL the walk without them is enough.
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
UNION, CHAMBER = "Domestic workers’ union", "Chamber of households"


class Cast:
    """The host and two delegates, each at a screen of their own, and a meeting that comes today."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        self.host, self.ana, self.bea = (Visitor(browser, address, screen, faults) for _ in range(3))
        dialogue = make.dialogue(make.user("host@example.org", is_host=True), title="Decent work")
        seats = [make.seat(dialogue, name) for name in (UNION, CHAMBER)]
        for seat, email, name in zip(seats, ("ana", "bea"), ("Ana Tavares", "Bea Lima"), strict=True):
            make.delegate(seat, make.user(f"{email}@example.org", name=name))
        self.meeting = acts.meeting(dialogue, seats=seats, days=0)
        self.place = self.meeting.get_absolute_url()
        for visitor, email in ((self.host, "host"), (self.ana, "ana"), (self.bea, "bea")):
            visitor.sign_in(f"{email}@example.org", make.PASSWORD)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_somebody_at_the_table_keeps_the_room_and_the_minutes(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    host_names_them(cast)
    ana_keeps_the_room(cast)
    bea_writes_the_minutes(cast)
    ana_approves_and_bea_does_not(cast)


def host_names_them(cast: Cast) -> None:
    host = cast.host.go(cast.place).sees("The host team keeps room and minutes.").follow("Name somebody at the table")
    host.look("keepers").pick("Who keeps the room", f"Ana Tavares ({UNION})")
    host.pick("Who writes the minutes", f"Bea Lima ({CHAMBER})").press("Keep it").look("keepers-named")
    host.sees("Ana Tavares keeps the room", "Bea Lima writes the minutes")


def ana_keeps_the_room(cast: Cast) -> None:
    ana = cast.ana.go("/").sees("You keep the room: First round").go(cast.place).look("meeting-of-its-keeper")
    ana.sees("You keep the room of this meeting for the host team.", "It ends when the minutes are approved.")
    shown = ana.page.inner_text("body")
    assert "Papers to print" not in shown and "Write the minutes" not in shown
    ana.follow("Open the room").look("room-of-its-keeper")
    for seat in (UNION, CHAMBER):
        ana.page.get_by_role("button", name=f"Present {seat}").click()
        ana.page.wait_for_load_state()
    form = ana.page.locator("form[data-room-form=remark]")
    form.get_by_label("Organisation").select_option(label=CHAMBER)
    form.get_by_label("What was said").fill("Many do not know the law")
    form.get_by_role("button", name="Record the remark").click()
    if ana.screen.scripts:
        expect(ana.page.locator("[data-room-board]")).to_contain_text("Everything is saved.", timeout=60_000)
    ana.go(ana.page.url).press("The meeting is over").follow("What was recorded for you").look("confirm-of-its-keeper")
    ana.sees("What you recorded yourself")
    assert Attendance.objects.filter(is_present=True).count() == 2
    assert ana.page.get_by_role("button", name="Confirm all of it").count() == 0


def bea_writes_the_minutes(cast: Cast) -> None:
    bea = cast.bea.go("/").sees("The minutes are yours to write: First round", "Confirm what was recorded for you")
    bea.go(cast.place).sees("The minutes of this meeting are yours to write.").look("meeting-of-its-rapporteur")
    assert "Open the room" not in bea.page.inner_text("body")
    bea.follow("What was recorded for you").press("Confirm all of it")
    assert not Entry.objects.get().awaits_confirmation
    bea.go(cast.place).follow("Write the minutes").fill("What was talked about", "The law is not known.")
    bea.press("Keep the minutes").look("minutes-of-the-rapporteur").press("Send them round")
    bea.look("minutes-sent-by-the-rapporteur").sees("so you do not approve them")
    assert bea.page.get_by_role("button", name="Approve", exact=True).count() == 0


def ana_approves_and_bea_does_not(cast: Cast) -> None:
    ana = cast.ana.go("/").sees("Minutes to approve: First round").follow("Read and approve").press("Approve")
    ana.sees("1 of 2 seats that were there approve")
    host = cast.host.go(f"{cast.place}minutes/").follow("Close the approval").fill("Your reason", "Bea wrote them.")
    host.press("Close it").look("minutes-kept")
    assert Minutes.objects.get().state == "approved"
    assert "yours to write" not in cast.bea.go(cast.place).page.inner_text("body")
