"""Private drafts of sections: kept, gone on with, discarded, never anybody else's and never over another text."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.documents.models import SectionDraft
from dialogues.documents.services import drafting, outlining, sections
from inspired.core.models import Event
from inspired.core.states import StaleError, StateError
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def desk():
    document = doc.ppa()
    host = make.host_of(document.dialogue)
    browser = Client()
    browser.force_login(host)
    address = reverse("section_edit", args=[document.dialogue.slug, document.pk, "issue"])
    return document.sections.get(key="issue"), host, browser, address


def typing(text: str, **fields):
    return {"title": "Issue", "text": text, "revision": 1, "turn": 0, **fields}


def test_a_draft_is_kept_without_touching_the_section_and_goes_once_saved(desk) -> None:
    section, _host, browser, address = desk
    events = Event.objects.count()
    answer = browser.post(address, typing("Half a thought", draft="1"), headers=JSON)
    assert answer.json()["turn"] == 1
    assert answer.json()["said"].startswith("Saved as your private draft at ")
    section.refresh_from_db()
    assert section.revision == 1
    assert Event.objects.count() == events
    page = browser.get(address).content.decode()
    assert "You have a private draft of this section" in page
    assert "Half a thought" not in page
    assert "data-draft " not in page
    assert "Keep as private draft" not in page
    assert "Half a thought" in browser.get(f"{address}?draft=1").content.decode()
    browser.post(f"{address}?draft=1", typing("Half a thought, ended", turn=1))
    section.refresh_from_db()
    assert section.text == "Half a thought, ended"
    assert not SectionDraft.objects.exists()


def test_without_a_script_a_button_keeps_the_draft_and_leads_back_into_it(desk) -> None:
    _section, _host, browser, address = desk
    page = browser.get(address).content.decode()
    assert "Keep as private draft" in page
    answer = browser.post(address, typing("<b>Half</b>", draft="1"), follow=True)
    assert answer.redirect_chain == [(f"{address}?draft=1", 302)]
    page = answer.content.decode()
    assert "&lt;b&gt;Half&lt;/b&gt;" in page
    assert "Saved as your private draft at" in page
    browser.post(address, {"discard": "1"})
    browser.post(address, {"discard": "1"})
    assert not SectionDraft.objects.exists()


def test_a_draft_of_an_older_text_ends_in_the_conflict_page(desk) -> None:
    section, _host, browser, address = desk
    browser.post(address, typing("My half", draft="1"))
    other = make.user()
    make.role(section.document.dialogue, other, "facilitator")
    sections.save_section(section, by=other, text="Theirs, saved meanwhile", revision=1)
    page = browser.get(f"{address}?draft=1").content.decode()
    assert "The section was changed since" in page
    answer = browser.post(f"{address}?draft=1", typing("My half", turn=1))
    assert answer.status_code == 409
    assert "My half" in answer.content.decode()
    section.refresh_from_db()
    assert section.text == "Theirs, saved meanwhile"
    assert SectionDraft.objects.get().text == "My half"


def test_a_second_window_never_overwrites_the_draft(desk) -> None:
    section, host, browser, address = desk
    browser.post(address, typing("From the first window", draft="1"))
    late = browser.post(address, typing("From the second", draft="1"), headers=JSON)
    assert late.status_code == 409
    page = browser.post(address, typing("From the second", draft="1")).content.decode()
    assert "changed in another window" in page
    assert SectionDraft.objects.get().text == "From the first window"
    with pytest.raises(StaleError):
        drafting.keep_draft(section, by=host, title="", text="x", revision=1, turn=7)


def test_nobody_else_sees_or_changes_a_draft(desk) -> None:
    section, host, browser, address = desk
    browser.post(address, typing("Only mine", draft="1"))
    other = make.user()
    make.role(section.document.dialogue, other, "facilitator")
    colleague = Client()
    colleague.force_login(other)
    assert "Only mine" not in colleague.get(f"{address}?draft=1").content.decode()
    colleague.post(address, {"discard": "1"})
    colleague.post(address, typing("Theirs", draft="1"))
    assert {draft.user: draft.text for draft in SectionDraft.objects.all()} == {host: "Only mine", other: "Theirs"}
    assert SectionDraft.objects.visible_to(other).get().text == "Theirs"


def test_who_may_not_write_keeps_no_draft(desk) -> None:
    section, host, _browser, address = desk
    [(_seat, reader)] = doc.table(section.document.dialogue, 1)
    with pytest.raises(PermissionDenied):
        drafting.keep_draft(section, by=reader, title="", text="x", revision=1)
    visitor = Client()
    visitor.force_login(reader)
    assert visitor.post(address, typing("x", draft="1")).status_code == 403
    with pytest.raises(StateError):
        drafting.keep_draft(section, by=host, title="", text="x" * 200_001, revision=1)
    assert not SectionDraft.objects.exists()


@pytest.mark.parametrize("number", ["", "-1", "9" * 30, "²", "x"])
def test_hostile_numbers_are_no_fault(desk, number) -> None:
    _section, _host, browser, address = desk
    answer = browser.post(address, typing("Half", draft="1", turn=number, revision=number), headers=JSON)
    assert answer.status_code in (200, 400)
    assert answer.json()["said"]


def test_a_section_with_somebodys_draft_is_not_taken_out(desk) -> None:
    section, host, _browser, _address = desk
    added = outlining.add_section(section.document, by=host, title="Another")
    drafting.keep_draft(added, by=host, title="", text="Half", revision=0)
    with pytest.raises(StateError):
        outlining.remove_section(added, by=host)


def test_a_draft_that_arrives_after_the_section_was_saved_stays_away(desk) -> None:
    _section, _host, browser, address = desk
    browser.post(address, typing("Half", draft="1"), headers=JSON)
    browser.post(f"{address}?draft=1", typing("Whole", turn=1))
    late = browser.post(address, typing("Half and", draft="1", turn=1), headers=JSON)
    assert late.status_code == 409
    assert not SectionDraft.objects.exists()


def test_the_very_first_draft_that_arrives_after_the_section_was_saved_stays_away(desk) -> None:
    section, _host, browser, address = desk
    browser.post(address, typing("Whole", revision=section.revision))
    late = browser.post(address, typing("Who", draft="1", revision=section.revision), headers=JSON)
    assert late.status_code == 400
    assert "you have saved this section since" in late.json()["said"]
    assert not SectionDraft.objects.exists()
    section.refresh_from_db()
    assert (
        browser.post(address, typing("Whole, and more", draft="1", revision=section.revision), headers=JSON).status_code
        == 200
    )


def test_the_first_draft_of_whoever_was_overtaken_is_kept(desk) -> None:
    section, _host, browser, address = desk
    other = make.user()
    make.role(section.document.dialogue, other, "facilitator")
    sections.save_section(section, by=other, text="Theirs", revision=section.revision)
    assert browser.post(address, typing("Mine", draft="1", revision=section.revision), headers=JSON).json()["turn"] == 1
    assert SectionDraft.objects.get().text == "Mine"
