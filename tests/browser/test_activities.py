"""A focus group from its planning to approved minutes: recorded while the connection drops and returns, and once from the sheet."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, expect

from dialogues.activities.models import Attendance, Minutes, Taken
from dialogues.ledger.models import Entry
from tests import make
from tests.activities import make as acts
from tests.browser.walking import DESK, PHONE, Screen, Visitor

pytestmark = pytest.mark.django_db(transaction=True)
# The page with scripts sends again while the server still works on the first: that is walked on both databases.
SCREENS = [DESK] if connection.vendor == "postgresql" else [PHONE, DESK]
UNION = "Domestic workers’ union"
# The walk cuts the connection itself; the browser says so on its console.
CUT = ("net::ERR_INTERNET_DISCONNECTED",)


class Cast:
    """Host and delegate, each at a screen of their own, all of one kind."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        self.host, self.ana = (Visitor(browser, address, screen, faults) for _ in range(2))
        self.dialogue = make.dialogue(make.user("host@example.org", is_host=True), title="Decent work")
        self.union = make.seat(self.dialogue, UNION)
        make.delegate(self.union, make.user("ana@example.org", name="Ana Tavares"), may_sign=True)
        make.seat(self.dialogue, "Chamber of households")
        self.place = f"{self.dialogue.get_absolute_url()}activities/"
        self.host.sign_in("host@example.org", make.PASSWORD)
        self.ana.sign_in("ana@example.org", make.PASSWORD)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_a_focus_group_from_its_plan_to_approved_minutes(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    host_plans_from_a_tool(cast)
    host_prepares_a_meeting(cast)
    ana_says_who_comes(cast)
    host_records_in_the_room(cast)
    host_takes_in_the_sheet(cast)
    ana_confirms(cast)
    minutes_are_approved(cast)


def host_plans_from_a_tool(cast: Cast) -> None:
    host = cast.host.go(cast.place).look("activities-empty").go(f"{cast.place}new/?tool=7").look("activity-new")
    host.fill("Title", "Focus group with live-in workers").fill("Purpose in this dialogue", "Hear what a day is")
    host.fill("Is it necessary", "Nobody asked them").fill("How does it build trust", "In their own circle")
    host.fill("How does what is learned", "They write it down").press("Plan it").look("activities")
    host.follow("Focus group with live-in workers").look("activity").sees("Nobody asked them", "7. Workshops")


def host_prepares_a_meeting(cast: Cast) -> None:
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    host = cast.host.follow("Plan a meeting").look("meeting-new").fill("Title", "First round")
    host.page.get_by_label("Day", exact=True).fill(day)
    host.page.get_by_label("From", exact=True).fill("09:00")
    host.page.get_by_label("Until", exact=True).fill("11:30")
    host.press("Plan it").follow("First round").look("meeting-empty")
    host.follow("Write the agenda").fill("Agenda", "20 Opening\n60 A working day").press("Keep the agenda")
    host.look("meeting-agenda").sees("80 minutes in all").follow("Invite").look("invite").press("Invite them")
    host.look("meeting-invited").sees("2 seats are invited.")


def ana_says_who_comes(cast: Cast) -> None:
    ana = cast.ana.go("/").sees("Do you come? First round").go(cast.place).follow("Focus group with live-in workers")
    ana.follow("First round").look("meeting-ana").follow("Answer the invitation").look("meeting-answer")
    ana.tick("Sends a substitute").fill("Name of the substitute", "Rosa").press("Send the answer")
    ana.look("meeting-answered").sees("Rosa")


def host_records_in_the_room(cast: Cast) -> None:
    host, screen = cast.host, cast.host.screen
    host.go(cast.host.page.url).sees("Sends a substitute").follow("Open the room").look("room")
    if screen.scripts:
        the_connection_drops(cast)
    else:
        host.page.get_by_role("button", name=f"Present {UNION}").click()
        host.page.wait_for_load_state()
        host.sees("Recorded.")
        form = host.page.locator("form[data-room-form=remark]")
        form.get_by_label("Organisation").select_option(label=UNION)
        form.get_by_label("What was said").fill("We start at five")
        host.press("Record the remark").sees("Recorded.")
    assert Attendance.objects.get().who == "Rosa"
    assert Entry.objects.get().text == "We start at five"
    host.go(host.page.url).look("room-recorded").press("The meeting is over").look("meeting-held")


def the_connection_drops(cast: Cast) -> None:
    """Record while the connection is cut and back again; then send the same again as a page would whose answer was lost."""
    page = cast.host.page
    page.context.set_offline(True)
    page.get_by_role("button", name=f"Present {UNION}").click()
    form = page.locator("form[data-room-form=remark]")
    form.get_by_label("Organisation").select_option(label=UNION)
    form.get_by_label("What was said").fill("We start at five")
    form.get_by_role("button", name="Record the remark").click()
    board = page.locator("[data-room-board]")
    expect(board).to_contain_text("The connection is gone")
    expect(board).to_contain_text("We start at five")
    assert not Taken.objects.exists()
    lost = {"times": 0}

    def answer_gets_lost(route) -> None:
        """The server takes the first entry, but its answer never arrives; the page sends it again."""
        lost["times"] += 1
        if lost["times"] == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/room/take/", answer_gets_lost)
    page.context.set_offline(False)
    expect(board).to_contain_text("Everything is saved.", timeout=60_000)
    page.unroute("**/room/take/")
    assert lost["times"] == 3 and Taken.objects.count() == 2  # two entries, one of them sent twice
    faults = cast.host.faults
    faults[:] = [one for one in faults if not any(word in one for word in (*CUT, "net::ERR_CONNECTION_RESET"))]


def host_takes_in_the_sheet(cast: Cast) -> None:
    host = cast.host
    book = openpyxl.load_workbook(io.BytesIO(host.download("Capture sheet as a spreadsheet")))
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 2).value: row for row in (3, 4)}
    row = rows["Chamber of households"]
    for column, value in ((3, "yes"), (4, "Bea"), (7, "2"), (9, "Many do not know the law")):
        sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    file = {"name": "sheet.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    for time in range(2):
        host.follow("Take in the filled spreadsheet").look(f"upload-{time}")
        host.page.get_by_label("Or choose a file").set_input_files(file)  # type: ignore[arg-type]
        host.press("Show what it says").look(f"preview-{time}")
        if time == 0:
            host.sees("2 entries are new").press("Record them").look("meeting-taken-in")
    host.sees("0 entries are new", "Known already")
    assert Attendance.objects.count() == 2 and Entry.objects.count() == 2


def ana_confirms(cast: Cast) -> None:
    ana = cast.ana.go("/").sees("Confirm what was recorded for you: First round").go(cast.place)
    ana.follow("Focus group with live-in workers").follow("First round").follow("What was recorded for you")
    ana.look("confirm").sees("Announced, unconfirmed", "We start at five").press("Confirm all of it").look("confirmed")
    assert Attendance.objects.get(seat=cast.union).is_confirmed


def minutes_are_approved(cast: Cast) -> None:
    host = cast.host.go(cast.place).follow("Focus group with live-in workers").follow("First round")
    host.follow("Write the minutes").look("minutes-edit").fill("What was talked about", "A long day was told.")
    host.press("Keep the minutes").fill("In words", "A survey of hours is made").press("Add it").look("minutes-written")
    host.press("Send them round").look("minutes-sent").sees("0 of 2 seats that were there approve")
    ana = cast.ana.go("/").sees("Minutes to approve: First round").follow("Read and approve")
    ana.look("minutes-ana").sees("A survey of hours is made", UNION).press("Approve").look("minutes-approved")
    host.go(host.page.url).sees("1 of 2 seats that were there approve").follow("Close the approval")
    host.fill("Your reason", "The chamber has not answered in two weeks.").press("Close it").look("minutes-closed")
    assert Minutes.objects.get().state == "approved"


def test_the_room_serves_sixty_seats(browser: Browser, live_server, faults: list[str]) -> None:
    dialogue = make.dialogue(make.user("host@example.org", is_host=True))
    seats = [make.seat(dialogue, f"Organisation number {number}") for number in range(60)]
    meeting = acts.meeting(dialogue, seats=seats)
    host = Visitor(browser, live_server.url, DESK, faults).sign_in("host@example.org", make.PASSWORD)
    host.go(f"{meeting.get_absolute_url()}room/").look("room-sixty")
    for button in host.page.get_by_role("button", name="Present Organisation").all():
        button.click()
    expect(host.page.locator("[data-room-board]")).to_contain_text("Everything is saved.", timeout=90_000)
    assert Attendance.objects.filter(is_present=True).count() == len(seats)
