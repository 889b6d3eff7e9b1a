"""What comes of tools is recorded and read, the host team keeps notes of talks, papers are printed before a meeting, and groups are kept."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.activities.layouts import OWN, Kind, RecordField, layout_of
from dialogues.activities.models import AgreedSummary, BilateralNote
from dialogues.activities.services.bilaterals import show_summary, write_note, write_summary
from dialogues.activities.services.records import add_row, write_record
from dialogues.activities.states.activities import Tool
from dialogues.activities.states.papers import PaperKind
from inspired.core.running import work_off
from tests import make
from tests.activities import make as acts
from tests.browser.walking import DESK, PHONE, Screen, Visitor
from tests.workinggroups import make as wg

pytestmark = pytest.mark.django_db(transaction=True)
UNION, CHAMBER = "Domestic workers’ union", "Chamber of households"
DAY = date(2026, 3, 2)
TYPED = {
    Kind.DAY: DAY.isoformat(),
    Kind.LINK: "https://example.org/report",
    Kind.NUMBER: "8",
    Kind.MONEY: "2400",
}


class Cast:
    """The host, who keeps everything, and Ana, who speaks for the union and reads what she may."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        self.host, self.ana = (Visitor(browser, address, screen, faults) for _ in range(2))
        self.dialogue = make.dialogue(make.user("host@example.org", is_host=True), title="Decent work")
        self.union, self.chamber = make.seat(self.dialogue, UNION), make.seat(self.dialogue, CHAMBER)
        make.delegate(self.union, make.user("ana@example.org", name="Ana Tavares"))
        self.place = f"{self.dialogue.get_absolute_url()}activities/"
        self.host.sign_in("host@example.org", make.PASSWORD)
        self.ana.sign_in("ana@example.org", make.PASSWORD)


@pytest.fixture
def cast(browser: Browser, live_server, faults: list[str]) -> Cast:
    """Both at a telephone on which no script runs: everything is done in this way."""
    return Cast(browser, live_server.url, PHONE, faults)


def test_what_comes_of_each_tool_is_recorded_and_read(cast: Cast) -> None:
    for tool in OWN:
        record(cast, tool)
    mission = f"{cast.place}{cast.dialogue.activities.get(tool=Tool.MISSIONS).pk}/record/"
    ana = cast.ana.go(mission).look("record-of-a-mission-ana").sees(said_of("What was obtained"))
    for words in ("a. Context", "What it may cost", "Meetings of the mission"):
        assert words not in ana.page.inner_text("main"), "the briefing is the host team’s"


def said_of(label: object) -> str:
    return f"{label}: as it was told."


def record(cast: Cast, tool: int) -> None:
    """Fill in the record of one tool, the texts and a row of each part, through its forms."""
    activity = acts.activity(cast.dialogue, tool=tool, title=f"With tool number {tool}")
    layout, host = layout_of(tool), cast.host
    host.go(f"{cast.place}{activity.pk}/record/").follow("Record what came of it")
    type_in(cast, layout.fields)
    host.look(f"record-form-{tool}").press("Save").sees("Recorded.")
    for part in layout.parts:
        host.follow(str(part.act))
        if any(one.kind == Kind.GRANT for one in part.fields):
            assert host.page.locator("main select[name=grant] option").count() == 2
        type_in(cast, part.fields)
        host.look(f"record-row-{part.name}").press("Add it").sees("Recorded.")
    texts = [str(one.label) for one in layout.fields if one.kind in (Kind.TEXT, Kind.LINE)]
    host.look(f"record-{tool}").sees(*(said_of(label) for label in texts))


def type_in(cast: Cast, fields: tuple[RecordField, ...]) -> None:
    for one in fields:
        field = cast.host.page.locator(f"main [name={one.name}]")
        if one.kind in (Kind.CHOICE, Kind.GRANT, Kind.SEAT):
            field.select_option(index=1)
        else:
            line = "EUR" if one.name == "currency" else said_of(one.label)
            field.fill(TYPED.get(one.kind, line))


def test_a_row_is_changed_and_taken_out(cast: Cast) -> None:
    activity = acts.activity(cast.dialogue, tool=Tool.STUDY_VISITS)
    host = make.host_of(cast.dialogue)
    row = add_row(activity, "stops", by=host, on=DAY, where="A counter", words="They wait.")
    place = f"{cast.place}{activity.pk}/record/stops/{row.pk}/"
    visitor = cast.host.go(place).look("record-row-edit").fill("Where, with whom", "Two counters").press("Save")
    visitor.sees("Two counters").go(f"{place}remove/").look("record-row-remove").press("Take it out")
    visitor.sees("Taken out.", "Nothing is written yet.")


def test_a_talk_is_noted_and_its_summary_shown_to_the_party_alone(cast: Cast) -> None:
    activity = acts.activity(cast.dialogue, tool=Tool.BILATERAL, title="Talks before the workshop")
    host = cast.host.go(f"{cast.place}{activity.pk}/record/").look("record-9").follow("Notes of the host team")
    host.look("notes-empty").follow("Write a note").look("note-form").press("Keep the note")
    host.look("note-refused").sees("Say which party").pick("Party", UNION).fill("Position", "Wants a ceiling of hours")
    host.fill("Red lines", "No night work").press("Keep the note").look("notes").follow(UNION).look("note")
    host.sees("No night work").follow("Change the note").look("note-edit").fill("Who was met", "Two delegates")
    host.press("Save").follow("Write a summary").look("summary-form").fill("Summary", "We talked of a ceiling.")
    host.press("Keep it").sees("Summary not shown").follow("Show it to the party").look("summary-show")
    host.press("Show it to the party").look("note-shown").sees("Summary shown")
    summary = AgreedSummary.objects.get()
    ana = cast.ana.go("/notifications/").go(summary.get_absolute_url()).look("agreed-summary")
    ana.sees("We talked of a ceiling.")
    assert "Wants a ceiling" not in ana.page.content() and "No night work" not in ana.page.content()
    host.press("Stop showing it").follow("Delete it").look("note-forget").press("Delete it")
    host.sees("The note is deleted.", "No note is written yet")
    assert not BilateralNote.objects.exists()


def test_papers_are_printed_before_a_meeting(cast: Cast) -> None:
    meeting = acts.meeting(cast.dialogue, seats=[cast.union, cast.chamber])
    acts.comes(meeting, cast.union, cast.union.delegates.get().user, delegate=cast.union.delegates.get())
    place = meeting.get_absolute_url()
    ana = cast.ana.go(place).follow("What you need").look("needs-form").fill("Diet", "Vegetarian").press("Keep it")
    ana.sees("The host team prepares for it.")
    host = cast.host.go(place).follow("Papers to print").look("papers").follow("Sign-in sheet").look("sign-in")
    host.sees(UNION, "Ana Tavares").page.locator("main details > summary").first.click()
    host.tick("Telephone", "checkbox").fill("Empty lines", "2").press("Show these columns")
    host.look("sign-in-columns").sees("Telephone")
    host.go(f"{place}papers/nameless/").look("sign-in-nameless")
    assert not [one for one in (UNION, "Ana Tavares") if one in host.page.inner_text("main")]
    host.go(f"{place}papers/agenda/").look("paper-agenda").sees("A working day")
    host.go(f"{place}papers/plates/").look("plates").sees(UNION, CHAMBER)
    host.go(f"{place}papers/needs/").look("needs-list").sees("Vegetarian")
    host.go(f"{place}papers/allowances/").follow("Set rates, days and distances").look("allowances-form")
    host.fill("Currency", "eur").fill("For a day", "35").fill("For a kilometre", "0.25").press("Keep it")
    host.look("allowances").sees("In all: 35.00 EUR", "Not in it: 1 organisation that has not answered")
    book = openpyxl.load_workbook(io.BytesIO(host.download("As a spreadsheet")))
    assert {row[1].value for row in book.worksheets[0].iter_rows(min_row=2)} == {UNION, CHAMBER}
    host.press("Make a PDF").look("paper-job")
    work_off()
    host.go(host.page.url).look("paper-printed")
    assert host.download("Open the PDF").startswith(b"%PDF")


def test_a_proposal_is_answered_and_what_is_planned_is_moved_and_cancelled(cast: Cast) -> None:
    place = cast.place
    acts.activity(cast.dialogue)
    ana = cast.ana.go(place).look("activities-ana").follow("Propose an activity").go(f"{place}propose/?tool=13")
    ana.look("activity-propose").fill("Title", "A visit to the north").fill("Purpose", "See a register")
    ana.fill("Is it necessary", "Nobody here has one").fill("How does it build trust", "A ferry for all")
    ana.fill("How does what is learned", "One report").press("Send it").look("activity-proposed")
    host = cast.host.go("/").look("home-with-a-proposal", crumbs=False).go(place).follow("A visit to the north")
    host.look("proposal").follow("Say no, with a reason").look("proposal-decline")
    host.go(host.page.url.replace("decline", "accept")).look("proposal-accept").press("Plan it").sees(
        "Whoever proposed it is told."
    ).follow("Plan a meeting")
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    for label, value in (("Day", day), ("From", "09:00"), ("Until", "11:30")):
        host.page.get_by_label(label, exact=True).fill(value)
    host.fill("Title", "On the ferry").press("Plan it").follow("On the ferry").follow("Move, postpone or cancel")
    host.look("meeting-change").tick("Postpone it").fill("Your reason", "The ferry does not run")
    host.press("Do it and tell everybody").look("meeting-postponed").sees("The ferry does not run")


def test_what_is_recorded_of_who_comes_and_the_balance(cast: Cast) -> None:
    acts.activity(cast.dialogue)
    host = cast.host.go(f"{cast.place}recording/").look("recording").fill("Women at least so many percent", "40")
    host.press("Keep it").look("recording-refused").sees("only be seen when gender is recorded")
    host.tick("Record the gender", "checkbox").press("Keep it").sees("Kept.")
    host.go(f"{cast.place}balance/").look("balance").sees("Counted over 1 activity").in_arabic("balance")
    meeting = acts.meeting(cast.dialogue, seats=[cast.union])
    host.go(meeting.get_absolute_url()).look("meeting-with-balance").go(f"{meeting.get_absolute_url()}sheet/")
    host.look("capture-sheet")


def test_a_group_is_changed_left_closed_and_called_together_again(cast: Cast) -> None:
    group = wg.group(cast.dialogue, cast.union)
    place = group.get_absolute_url()
    host = cast.host.go(place).follow("Change mission and set-up").look("group-edit").fill("Name", "Evidence on hours")
    host.press("Save").sees("Evidence on hours").follow("Add an expected output").look("output-add")
    host.fill("Expected output", "A table").press("Add it").sees("A table")
    host.follow("Change").look("output-edit").press("Save")
    cast.ana.go(f"{cast.dialogue.get_absolute_url()}participants/{cast.union.pk}/specialisation/").look("specialism")
    cast.ana.fill("What your organisation knows", "hours, night work").press("Save").go(place).look("group-ana")
    cast.ana.follow(re.compile("^Who takes part")).look("member-people").follow("Leave the group").look(
        "member-leave"
    ).press("End it").look("group-left")
    host.go(place).follow("Close the group").fill("What came of it", "A table of hours.")
    host.press("Close it and thank the members").follow("Call it together again").look("group-reconvene")
    host.fill("Mission", "Watch the hours.").tick("Monitoring", "checkbox").fill("Why now", "The law is in force.")
    host.press("Call it together").look("group-reconvened").sees("Watch the hours.", "A table of hours.")


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="what scripts and width do to a page is no matter of rows"
)
def test_the_same_pages_at_a_desk_with_scripts(browser: Browser, live_server, faults: list[str]) -> None:
    cast = Cast(browser, live_server.url, DESK, faults)
    places = [*places_of_records(cast), *places_of_a_talk(cast), *places_of_a_meeting(cast), *places_of_a_group(cast)]
    for place in (*places, f"{cast.place}recording/", f"{cast.place}balance/"):
        cast.host.go(place).look(place.removeprefix(cast.place).strip("/").replace("/", "-"))


def places_of_records(cast: Cast) -> list[str]:
    """Keep a record of each tool; give its page, its form and the forms of its parts."""
    host, found = make.host_of(cast.dialogue), []
    for tool in OWN:
        activity, layout = acts.activity(cast.dialogue, tool=tool, title=f"With tool number {tool}"), layout_of(tool)
        said = {one.name: said_of(one.label) for one in layout.fields if one.kind in (Kind.TEXT, Kind.LINE)}
        write_record(activity, by=host, revision=0, **said)
        place = f"{cast.place}{activity.pk}/record/"
        found += [place, f"{place}edit/", *(f"{place}{part.name}/new/" for part in layout.parts)]
    return found


def places_of_a_talk(cast: Cast) -> list[str]:
    """Note a talk and show its summary; give the pages that the host team has of it."""
    host, activity = make.host_of(cast.dialogue), acts.activity(cast.dialogue, tool=Tool.BILATERAL)
    note = write_note(activity, by=host, seat=cast.union, on=DAY, position="Wants a ceiling of hours")
    show_summary(write_summary(note, by=host, text="We talked of a ceiling.", revision=0), by=host)
    place, own = note.get_absolute_url(), f"{cast.place}{activity.pk}/notes/"
    return [
        own,
        f"{own}new/",
        place,
        f"{place}edit/",
        f"{place}forget/",
        AgreedSummary.objects.get().get_absolute_url(),
    ]


def places_of_a_meeting(cast: Cast) -> list[str]:
    place = acts.meeting(cast.dialogue, seats=[cast.union, cast.chamber]).get_absolute_url()
    own = ("papers/", "allowances/", "change/", "edit/", "sheet/", f"seats/{cast.union.pk}/needs/")
    return [f"{place}{one}" for one in (*own, *(f"papers/{kind}/" for kind in PaperKind.values))]


def places_of_a_group(cast: Cast) -> list[str]:
    group = wg.group(cast.dialogue, cast.union)
    place, member, output = group.get_absolute_url(), group.members.get(), group.missions.get().outputs.get()
    own = (
        "edit/",
        "close/",
        "tasks/",
        "print/",
        "outputs/new/",
        f"outputs/{output.pk}/",
        f"members/{member.pk}/people/",
    )
    return [place, *(f"{place}{one}" for one in own)]
