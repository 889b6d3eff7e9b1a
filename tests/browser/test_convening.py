"""The people around the table, with and without e-mail: from a list of contacts to a slip, a message, a shelf and a pulse."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from dialogues.convening.models import LetterRun
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor, mailed
from tests.core.workers import Crew, until

pytestmark = pytest.mark.django_db(transaction=True)
# What scripts do has nothing to do with the database: on PostgreSQL the walk without them is enough.
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
UNION, AGENCY = "Domestic workers’ union", "National Employment Agency"
CONTACTS = f"""organisation;category;name;function;telephone;address
{AGENCY};Public administration;Paula Reis;President;+238 555 01 31;Avenue of the republic 5
Migrants’ mutual aid federation;Civil society organisations;Abdou Sow;Coordinator;+238 555 01 32;Harbour 2
Chamber of commerce of the northern and the southern islands;Social agents;;;;
not a category;nonsense;;;;
"""
SECRET = "Two members were asked by their employers whether they come here."


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class Cast:
    """Who takes part in the walk, each at a screen of their own, all of one kind."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str], crew: Crew) -> None:
        self.host, self.ana, self.paula, self.ana_elsewhere = (
            Visitor(browser, address, screen, faults) for _ in range(4)
        )
        self.crew = crew
        dialogue = make.dialogue(
            make.user("host@example.org", is_host=True, name="Inês Ramos"),
            title="Decent work", short_label="The islands dialogue", contact="+238 555 01 00, weekdays from 9 to 12",
        )  # fmt: skip
        make.delegate(make.seat(dialogue, UNION), make.user("ana@example.org", name="Ana Tavares"), may_sign=True)
        self.place = dialogue.get_absolute_url()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_a_list_of_contacts_to_people_at_the_table(
    browser: Browser, live_server, screen: Screen, faults: list[str], crew: Crew
) -> None:
    cast = Cast(browser, live_server.url, screen, faults, crew)
    cast.host.sign_in("host@example.org", make.PASSWORD).look("home", crumbs=False)
    cast.ana.sign_in("ana@example.org", make.PASSWORD).look("home-stakeholder", crumbs=False)
    host_takes_in_a_list(cast)
    host_approaches_and_calls(cast)
    ana_says_who_is_missing(cast)
    host_writes_to_many(cast)
    agency_answers(cast)
    host_makes_a_slip(cast)
    ana_writes_in_confidence(cast)
    shelf_is_filled(cast)
    pulse_is_felt(cast)
    ana_chooses_her_mails(cast)
    ana_takes_her_data_out(cast)


def host_takes_in_a_list(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}contacts/").look("contacts-empty").follow("Take in a list").look("contact-import")
    host.fill("Paste a list", CONTACTS).press("Show what will be added").look("contact-preview")
    host.sees("3 of 4 lines will be added", "Left out").press("Add them to the list").look("contacts")
    host.sees("organisations 3, people 2. Nothing was sent.")


def host_approaches_and_calls(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}contacts/").follow("Migrants’ mutual aid federation").look("contact")
    host.follow("Note how far we are").look("contact-move").tick("Approached").fill(
        "Why", "First talk at their office."
    )
    host.press("Note it").look("contact-approached").sees("Approached")
    host.follow("Log a call or meeting").look("contact-log-add").fill("Outcome", "They ask who else comes.")
    host.fill("Next step", "Call with the names").fill("Next call on", in_days(0)).press("Log it")
    host.look("contact-logged").sees("They ask who else comes.")
    host.go(f"{cast.place}contacts/calls/").look("calls").sees("Call with the names", "+238 555 01 32")
    host.press("Not reached: tomorrow again").look("calls-none").sees("Nobody is to be called today")
    host.go(f"{cast.place}contacts/log/").look("contact-log").sees("Not reached by telephone")


def ana_says_who_is_missing(cast: Cast) -> None:
    nominations = f"{cast.place}participants/nominations/"
    ana = cast.ana.go(nominations).look("nominations-empty").follow("Propose somebody").look("nomination-add")
    ana.fill("Organisation or group", "Night-school of the port district")
    ana.fill("Why should they be heard?", "Half of the live-in workers learn there.").press("Send it to the host")
    ana.look("nominations-mine")
    host = cast.host.go(nominations).look("nominations").follow("Answer").look("nomination")
    host.tick("Taken up").fill("Your reason", "We visit the school this month.").press("Give this answer")
    host.look("nominations-answered")
    ana.go(nominations).look("nominations-told").sees("We visit the school this month.")


def host_writes_to_many(cast: Cast) -> None:
    letters = f"{cast.place}contacts/letters/"
    host = cast.host.go(letters).look("letters-empty").go(f"{letters}head/").look("letterhead")
    host.fill("Name of the host", "National Women’s Rights Organisation").fill("Place", "Porto Novo do Sul")
    host.fill("Telephone, e-mail, website", "+238 555 01 00").press("Save").look("letterhead-kept")
    host.go(f"{letters}texts/").look("letter-texts").go(f"{letters}runs/new/").look("letter-run-new")
    host.fill("Answer awaited by", in_days(21)).press("Show what they will say").look("letter-run-preview")
    host.sees("4 letters are about to be written").press("Issue the letters").look("letter-run-waiting")
    cast.crew.worker()
    until(lambda: LetterRun.objects.filter(finished_at__isnull=False).exists(), 60)
    cast.crew.stop()
    host.go(host.page.url).look("letter-run").sees("4 letters")
    assert host.download("Download all to print").startswith(b"%PDF-")
    packed = zipfile.ZipFile(BytesIO(host.download(re.compile("^Download one file each"))))
    assert len([name for name in packed.namelist() if name.endswith(".docx")]) == 4


def agency_answers(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}contacts/letters/").look("letters")
    host.go(f"{cast.place}contacts/letters/?q=Employment").follow(re.compile("-00[1-4]$")).look("letter")
    assert host.download("Download PDF").startswith(b"%PDF-")
    host.follow("Note the answer").look("letter-answer").tick("Accepted").fill("Received on", in_days(0))
    host.fill("Who is to speak for it", "Paula Reis").fill("Function", "President").fill("Telephone", "+238 555 01 31")
    host.tick("May sign for the organisation", "checkbox").fill("Mandate from", in_days(0))
    host.fill("Mandate until", in_days(365)).fill("Substitute", "Rui Lopes").press("Note the answer")
    host.look("letter-answered").sees("Speaks for it", "Paula Reis", "Rui Lopes")
    host.follow("Make them delegates").look("letter-seat").press(re.compile("^Make")).look("letter-seated")


def host_makes_a_slip(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}participants/").look("participants").follow(AGENCY).look("seat")
    host.sees("Paula Reis").unfold().follow(re.compile("slip")).look("slip-new").press("Make the slip").look("slip")
    host.follow("Open the slip to print").look("slip-print")
    link = re.search(r"https?://[^/\s]+(/slips/\S+)", host.page.inner_text(".slip-link"))
    assert link, "the slip has no address"
    host.page.go_back()
    host.press("Show the code once").look("slip-code")
    code = host.page.inner_text(".code").strip()
    host.go(f"{cast.place}participants/slips/").look("slips")
    paula = cast.paula.go(link[1]).look("slip-enter", crumbs=False).fill("Code", code).press("Continue")
    paula.look("slip-answer", crumbs=False).sees("Paula Reis", AGENCY).press("This is me: accept and go in")
    paula.look("slip-welcome").sees("Welcome to the table")
    paula.go(cast.place).look("overview-by-slip")


def ana_writes_in_confidence(cast: Cast) -> None:
    ana = (
        cast.ana.go(f"{cast.place}messages/")
        .look("messages-empty")
        .follow("Write to the host team")
        .look("message-new")
    )
    ana.fill("About", "Who asks").fill("Your message", SECRET).press("Send").look("message-sent")
    host = cast.host.go(f"{cast.place}messages/").look("messages").follow("Who asks").look("message").sees(SECRET)
    host.fill("Message", "The minutes name organisations only.").press("Send").look("message-answered")
    body = mailed("ana@example.org")
    assert "members" not in body and "minutes" not in body and "Who asks" not in body
    ana.go("/notifications/").look("notifications").go(f"{cast.place}messages/").follow("Who asks")
    ana.look("message-read").sees("The minutes name organisations only.")
    for somebody in (cast.paula,):
        somebody.go(f"{cast.place}messages/").look("messages-of-another")
        assert "Who asks" not in somebody.page.inner_text("body")


def shelf_is_filled(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}shelf/").look("shelf-empty").go(f"{cast.place}shelf/add/").look("shelf-add")
    file = {"name": "survey.csv", "mimeType": "text/csv", "buffer": b"island,respondents\nIlha Grande,310\n"}
    host.tick("Document").page.locator("main input[type=file]").set_input_files(file)
    host.fill("Title", "Joint survey of domestic work").fill("Why it is here", "What 620 workers said.")
    host.tick("English", "checkbox").pick("Licence", "CC BY").press("Put it on the shelf").look("shelf-entry")
    ana = cast.ana.go(f"{cast.place}shelf/").look("shelf").sees("Joint survey of domestic work", "CC BY")
    ana.go(f"{cast.place}shelf/add/").tick("Link").fill("Address", "https://example.org/radio/3")
    ana.fill("Title", "A voz de quem cuida").fill("Why it is here", "Four workers tell.").tick("Portuguese", "checkbox")
    ana.press("Send it to the host").look("shelf-proposed")


def pulse_is_felt(cast: Cast) -> None:
    pulses = f"{cast.place}pulses/"
    host = cast.host.go(pulses).look("pulses-empty").go(f"{pulses}ask/").look("pulse-ask")
    host.fill("Question", "How far are you heard?").tick("From 1").fill("Last day to answer", in_days(7)).press(
        "Ask it"
    )
    host.look("pulse-asked")
    ana = cast.ana.go(pulses).look("pulses-to-answer").follow("Open the question").look("pulse-answer")
    ana.tick("4").press("Put it into the box").look("pulse-answered")
    host.go(pulses).follow("Open the question").look("pulse-open").follow("Count paper slips").look("pulse-paper")
    host.page.locator("main input[type=number]").nth(3).fill("6")
    host.press("Enter the counts").look("pulse-counted").follow("Close and count").look("pulse-close")
    host.press(re.compile("^Close")).look("pulse-closed")
    ana.go(pulses).look("pulses").follow("How far are you heard?").look("pulse").sees("6 of the answers came on paper")


def ana_chooses_her_mails(cast: Cast) -> None:
    link = re.search(
        r"https?://[^/\s]+(/notifications/settings/\S+)", mailed("ana@example.org", "/notifications/settings/")
    )
    assert link, "the mail has no link to the settings"
    elsewhere = cast.ana_elsewhere.go(link[1]).look("notice-settings").sees("The islands dialogue")
    assert "Decent work" not in elsewhere.page.inner_text("body")
    elsewhere.tick("Once a week").press("Save").look("notice-settings-saved")
    cast.ana.go("/notifications/settings/").look("notice-paces")


def ana_takes_her_data_out(cast: Cast) -> None:
    ana = cast.ana.go("/accounts/data/").look("my-data").sees("Ana Tavares")
    packed = ana.download("Download my data", "button")
    assert b"Night-school" in packed or zipfile.is_zipfile(BytesIO(packed)) or json.loads(packed)
