"""From an empty site to an endorsed, published analysis and a closed phase: two organisations, three people, one host."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser

from inspired.core.running import work_off
from tests import make
from tests.browser.walking import DESK, PHONE, Screen, Visitor, mailed

pytestmark = pytest.mark.django_db(transaction=True)
UNION, MINISTRY = "Domestic workers’ union", "Ministry of Finance"
PEOPLE = f"""organisation;category;name;e-mail;role;may sign
{UNION};Civil society organisations;Ana Tavares;ana@example.org;head;yes
{MINISTRY};Public administration;Rui Lopes;rui@example.org;alternate;no
{MINISTRY};Public administration;Marta Dias;marta@example.org;head;yes
"""
LATER = (timezone.now() + timezone.timedelta(days=30)).strftime("%Y-%m-%d")
# What scripts do has nothing to do with the database: on PostgreSQL the walk without them is enough.
SCREENS = [PHONE] if connection.vendor == "postgresql" else [PHONE, DESK]
FINDING = "Four in ten domestic workers earn less than the minimum wage."


class Cast:
    """Who takes part in the walk, each at a screen of their own, all of one kind."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str]) -> None:
        self.host, self.ana, self.rui, self.marta, self.stranger = (
            Visitor(browser, address, screen, faults) for _ in range(5)
        )
        self.place = "/dialogues/decent-work/"
        self.document = ""
        self.pdf = b""

    def check(self, *, known: bool) -> None:
        """Have a stranger check the endorsed PDF."""
        stranger = self.stranger.go("/verify/").look("verify")
        file = {"name": "analysis.pdf", "mimeType": "application/pdf", "buffer": self.pdf}
        stranger.page.get_by_label("The PDF").set_input_files(file)
        stranger.press("Check").sees("Yes: this is a file we issued" if known else "We do not know this one")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.width}px")
def test_from_an_empty_site_to_the_endorsed_analysis(
    browser: Browser, live_server, screen: Screen, faults: list[str]
) -> None:
    cast = Cast(browser, live_server.url, screen, faults)
    host_opens_a_dialogue(cast)
    host_invites_by_list(cast)
    everybody_accepts(cast)
    seats_answer_the_ground_rules(cast)
    host_opens_a_call(cast)
    ana_answers_the_call(cast)
    host_decides_and_cites(cast)
    ana_comments(cast)
    host_freezes(cast)
    seats_endorse(cast)
    host_adopts_and_publishes(cast)
    anybody_verifies(cast)
    host_closes_the_phase(cast)


def host_opens_a_dialogue(cast: Cast) -> None:
    make.user("host@example.org", is_host=True, name="Inês Ramos")
    host = cast.host
    host.go("/").look("home-signed-out", crumbs=False)
    host.go("/accounts/login/").look("sign-in")
    host.fill("E-mail address", "host@example.org").fill("Password", make.PASSWORD).press("Sign in")
    host.look("home-empty", crumbs=False).go("/dialogues/new/").look("dialogue-new")
    host.fill("Title", "Decent work").fill("Purpose", "Make the rules ready for the first reading.")
    host.fill("Country or region", "Ilhas do Sul").fill("Policy area", "Domestic work")
    host.fill("Dialogue Host", "Women’s rights organisation").press("Save as a draft").look("manage").follow(
        "Open the dialogue"
    ).look("dialogue-open")
    host.fill("Why, and why now", "The labour code is under revision.").press("Open the dialogue").look("manage-open")
    host.go(f"{cast.place}rules/propose/").look("rules-propose").press("Propose to the seats").look("rules-proposed")


def host_invites_by_list(cast: Cast) -> None:
    host = cast.host
    host.go(f"{cast.place}participants/").look("participants-empty").follow("Add a seat").look("seat-add")
    host.fill("Or the name of a new organisation", UNION).pick("Category", "Civil Society Organisations")
    host.press("Add the seat").look("seat")
    host.go(f"{cast.place}participants/").follow("Invite by list").look("invite-by-list")
    host.fill("Paste a list", PEOPLE).press("Show what will happen").look("invite-preview")
    host.press("Send 3 invitations").look("invitations-sending")
    work_off()
    host.go(f"{cast.place}participants/invitations/").look("invitations").sees("ana@example.org")


def everybody_accepts(cast: Cast) -> None:
    for visitor, name in ((cast.ana, "Ana Tavares"), (cast.rui, "Rui Lopes"), (cast.marta, "Marta Dias")):
        address = f"{name.split()[0].lower()}@example.org"
        link = re.search(r"https?://[^/\s]+(/invitations/\S+)", mailed(address))
        assert link, "the mail has no link"
        visitor.go(link[1]).look("invitation-enter").fill("Your e-mail address", address).press("Continue")
        visitor.look("invitation").fill("Your name", name)
        if visitor is not cast.ana:
            visitor.fill("Choose a password", make.PASSWORD)
        visitor.press("Accept the invitation").look("welcome").sees("Welcome to the table")


def seats_answer_the_ground_rules(cast: Cast) -> None:
    for visitor in (cast.ana, cast.marta):
        visitor.go(f"{cast.place}rules/").look("rules").follow("Answer for your seat").look("rules-answer")
        visitor.tick("We agree").press("Send the answer").look("rules-answered")
    host = cast.host.go(f"{cast.place}rules/").follow("State that they are agreed").look("rules-agree")
    host.press("They are agreed").look("rules-agreed")


def host_opens_a_call(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}inputs/").look("calls-empty").follow("Prepare a call").look("call-new")
    host.fill("Title", "Evidence on wages").tick("Evidence").tick("All seats")
    host.fill("Until the end of", LATER).tick("The participants of this dialogue").tick("The organisation")
    host.press("Go on to the questions").look("call-draft").follow("Open the call").look("call-open")
    host.press("Open and tell them").look("call-opened")


def ana_answers_the_call(cast: Cast) -> None:
    ana = cast.ana
    ana.page.context.clear_cookies()
    ana.go("/accounts/login/").fill("E-mail address", "ana@example.org").press("Send me a code instead").look(
        "sign-in-code"
    )
    alone = r"^\s*([A-Z0-9-]{6,12})\s*$"
    code = re.search(alone, mailed("ana@example.org", alone), re.MULTILINE)
    assert code
    ana.fill("Code", code[1]).press("Sign in").look("home", crumbs=False).follow("Read and answer").look("call").follow(
        "Answer"
    ).look("answer")
    ana.reaches("Go on to check your answers").in_arabic("answer")
    ana.fill("What does this evidence show?", FINDING).press("Save and come back later").look("answer-saved")
    ana.go(cast.place).look("overview").reaches("Go on with your draft").in_arabic("overview").follow(
        "Go on with your draft"
    ).look("call-draft").follow("Go on")
    assert ana.page.get_by_label("What does this evidence show?").input_value() == FINDING
    ana.press("Go on to check your answers").look("answer-incomplete").sees("Something is still missing")
    ana.follow("Go back and complete it").tick("Survey").fill("Who produced it, and when?", "The university, 2025")
    ana.press("Go on to check your answers").look("answer-check").sees(FINDING, "The university, 2025")
    ana.press("Hand in").look("answer-receipt").sees("Thank you")


def host_decides_and_cites(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}inputs/all/").look("inputs").sees(UNION)
    with host.page.expect_navigation(wait_until="load"):
        host.page.get_by_role("rowheader").get_by_role("link").first.click()
    host.look("entry").sees(FINDING).tick("Accepted").fill("Reason", "It rests on a survey.").press("Save")
    host.look("entry-decided").go(f"{cast.place}documents/").look("documents-empty").press("Start the PPA").look(
        "document"
    )
    cast.document = host.page.url.removeprefix(host.address)
    host.follow(re.compile("^Write – ")).look("section-write").fill(
        "Text", f"{FINDING}\n\nThe inspectorate may not enter private homes."
    ).press("Save")
    host.look("document-written")
    host.follow(re.compile("^Cite a source")).look("section-cite").sees(FINDING)
    host.press(re.compile("^Cite it")).look("section-cited").sees("The source is cited", "Cited in: Issue at stake")
    host.follow("Back to the text").look("document-cited").sees(f"Sources of this section: {FINDING}")
    host.follow("Open the draft for comments").look("comments-open")
    host.fill("Until", LATER).press("Open the draft for comments").look("document-commented")


def ana_comments(cast: Cast) -> None:
    ana = cast.ana.go(cast.document).look("draft-to-comment").follow("Comment on paragraph 1").look("comment")
    ana.fill("Your comment", "Name the year.").fill("The wording you propose", f"In 2025, {FINDING.lower()}")
    ana.press("Hand in").look("comment-given").sees("1 comment")
    host = cast.host.go(f"{cast.document}comments/").look("comments").follow("Name the year.").look("comment-entry")
    host.tick("Accepted").fill("Reason", "The year is known.").press("Save").sees("Accepted")
    told = re.search(r"https?://[^/\s]+(/notifications/\S*)", mailed("ana@example.org"))
    assert told


def host_freezes(cast: Cast) -> None:
    host = (
        cast.host.go(cast.document).follow("Freeze a version").look("freeze").press("Freeze it").look("version-waiting")
    )
    work_off()
    host.go(f"{cast.document}versions/1/").look("version").sees("PDF")
    assert host.download(re.compile("^PDF")).startswith(b"%PDF-")


def seats_endorse(cast: Cast) -> None:
    host = cast.host.go(f"{cast.document}versions/1/").follow("Open an endorsement round").look("round-open")
    host.fill("Until", LATER).press("Open the round").look("round-host").sees("0 of 2")
    mailed("ana@example.org")
    ana = cast.ana.go("/").look("home-round", crumbs=False).go(f"{cast.document}rounds/1/").look("round")
    ana.follow("Read and answer").look("round-answer").reaches("Continue to check your answer").in_arabic(
        "round-answer"
    ).tick("Endorse with a reservation")
    ana.page.get_by_label("Paragraph").select_option(index=1)
    ana.fill("The wording we wish", "In 2025, four in ten …").page.locator("[name=wish-0-reason]").fill(
        "The year matters."
    )
    ana.press("Continue to check your answer").look("round-check").sees("The year matters.")
    ana.press("Give this answer").look("round-given").sees("1 of 2")
    rui = cast.rui.go(f"{cast.document}rounds/1/").follow("Read and answer").tick("Endorse")
    rui.press("Continue to check your answer").press("Hand it to the signatory").look("round-prepared").sees("1 of 2")
    marta = cast.marta.go("/").look("home-confirm", crumbs=False).go(f"{cast.document}rounds/1/")
    marta.follow("Look and confirm").look("round-confirm").press("Confirm it as it is").sees("2 of 2")


def host_adopts_and_publishes(cast: Cast) -> None:
    host = cast.host.go(f"{cast.document}rounds/1/").follow("Close the round").look("round-close")
    host.press("Close the round").look("round-closed").follow("Adopt this version").look("adopt")
    host.fill("Reason", "Both organisations stand behind it.").press("Adopt").look("adopted").sees("Endorsed")
    work_off()
    host.go(f"{cast.document}versions/1/").look("version-endorsed")
    cast.pdf = host.download(re.compile("[Ww]ith endorsements"))
    assert cast.pdf.startswith(b"%PDF-")
    cast.check(known=False)
    host.go(f"{cast.place}manage/publication/").look("publication").tick("I have read what becomes public", "checkbox")
    host.press("Publish the summary").look("publication-done")
    host.go(f"{cast.document}versions/1/").follow("Publish this version").look("publish")
    for named in host.page.get_by_role("checkbox", name=re.compile("was told")).all():
        named.check()
    host.press("Publish it").look("published")


def anybody_verifies(cast: Cast) -> None:
    cast.check(known=True)
    stranger = cast.stranger.look("verified").sees("Endorsed and adopted")
    stranger.go("/library/").look("library").sees("Decent work")


def host_closes_the_phase(cast: Cast) -> None:
    host = cast.host.go(f"{cast.place}manage/phases/").look("phases").follow("Close this phase").look("phase-close")
    host.tick("Validated")
    host.fill("Why the phase is closed now", "The analysis is adopted.").press("Close the phase")
    host.look("phase-closed")
    cast.ana.go(cast.place).look("overview-at-the-end").sees("Closed on")
