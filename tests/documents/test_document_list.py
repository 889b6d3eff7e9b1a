"""The list of documents: pages, order, filters and search, and what they tell to whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dialogues.documents.models import Document, Version
from dialogues.documents.reading import dialogue_versions, newest_results
from dialogues.documents.services import comments, ways
from dialogues.documents.states import DocumentKind, VersionStatus, WayOut
from dialogues.models import Dialogue
from dialogues.states import Role
from inspired.core.memory import remembering
from inspired.core.models import Event, User
from tests import make
from tests.documents import make as doc
from tests.workinggroups import outputs as out

pytestmark = pytest.mark.django_db
FOLDED = '<details class="more"><summary>2 earlier'


def page(user: User, dialogue: Dialogue, **asked: Any) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(f"{dialogue.get_absolute_url()}documents/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_holds_twenty_texts_and_the_text_of_all_comes_first() -> None:
    here = out.cast()
    for number in range(24):
        out.draft(here, f"Text {number:02}")
    doc.version(doc.ppa(here.dialogue))
    first, second = page(here.host, here.dialogue), page(here.host, here.dialogue, page=2)
    assert "25 entries" in first and "Page 1 of 2" in first
    assert first.index("Participatory Policy Analysis</bdi>") < first.index("Text 23")
    assert "Text 05" in first and "Text 04" not in first
    assert "Text 04" in second and "Text 05" not in second and "Texts of the dialogue</h3>" not in second
    assert "Text 04" in page(here.host, here.dialogue, all="yes")
    by_title = page(here.host, here.dialogue, sort="title")
    assert "Texts of the dialogue</h3>" not in by_title and "Text 18" in by_title and "Text 19" not in by_title


def test_filters_and_search_find_texts() -> None:
    here = out.cast()
    doc.version(doc.ppa(here.dialogue))
    out.draft(here, "Survey")
    out.submitted(here, out.draft(here, "Wages"))
    for asked, found in (
        ({"kind": "output"}, {"Survey", "Wages"}),
        ({"kind": "ppa"}, {"PPA"}),
        ({"state": "comments"}, {"Wages"}),
        ({"state": "draft", "kind": "output"}, {"Survey"}),
        ({"version": "final_draft"}, {"PPA"}),
        ({"q": "wag"}, {"Wages"}),
        ({"q": here.group.name}, {"Survey", "Wages"}),
    ):
        text = page(here.host, here.dialogue, **asked)
        ids = {"PPA": "Participatory Policy Analysis</bdi>", "Survey": "Survey</bdi>", "Wages": "Wages</bdi>"}
        assert {name for name, mark in ids.items() if mark in text} == found, asked
    assert "Nothing matches" in page(here.host, here.dialogue, q="nowhere")


def test_earlier_versions_stand_folded() -> None:
    document = doc.ppa()
    for text in ("One way to say it.", "Another way.", "A third one."):
        doc.write(document, text)
        doc.version(document)
        from_here = Document.objects.filter(pk=document.pk)
        from_here.update(status="draft")
        document = from_here.select_related("dialogue").get()
    text = page(make.host_of(document.dialogue), document.dialogue)
    assert "2 earlier versions" in text and text.index("Version 3:") < text.index(
        '<details class="more"><summary>2 earlier'
    )
    assert text.index('<details class="more"><summary>2 earlier') < text.index("Version 2:") < text.index("Version 1:")


def test_what_a_group_has_in_hand_again_tells_neither_state_nor_group_to_those_outside() -> None:
    here = out.cast(name="Quiet circle")
    document = out.submitted(here)
    outside, member = here.by(here.outside), here.by(here.member)
    assert "Quiet circle" in page(outside, here.dialogue) and "Open for comments</span>" in page(outside, here.dialogue)
    comments.close_comments(document, by=here.host)
    ways.return_output(out.fresh(document), by=here.host, reason="Figures are missing")
    for asked in ({}, {"format": "csv"}):
        told = page(outside, here.dialogue, **asked)
        assert (
            document.title in told and "Quiet circle" not in told and "Draft" not in told.replace(">Draft</option", "")
        )
        told = page(member, here.dialogue, **asked)
        assert document.title in told and "Quiet circle" in told and "Draft" in told
    for asked in ({"q": "Quiet"}, {"state": "draft"}):
        assert document.title not in page(outside, here.dialogue, **asked), asked
        assert document.title in page(member, here.dialogue, **asked), asked


def test_donors_are_neither_asked_nor_told_where_the_writing_stands() -> None:
    here = out.cast(name="Quiet circle")
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    document = doc.ppa(here.dialogue)
    version = doc.version(document)
    hidden = out.settled(here, WayOut.PAPER)
    told = page(donor, here.dialogue)
    assert "Version 1: Final draft" in told and hidden.title not in told and 'name="state"' not in told
    assert "Locked" not in told and "Quiet" not in told
    assert document.title in page(donor, here.dialogue, state="draft")  # no filter of theirs: it leaves nothing out
    assert "Nothing matches" in page(donor, here.dialogue, version="noted")
    assert version.get_absolute_url() in told


def test_the_download_says_what_the_page_says_and_is_noted() -> None:
    here = out.cast()
    doc.version(doc.ppa(here.dialogue))
    out.draft(here, "Survey")
    table = page(here.host, here.dialogue, format="csv")
    assert "Participatory Policy Analysis" in table and "Final draft for endorsement" in table
    assert f"Survey,Output of a working group,{here.group.name},Draft" in table
    event = Event.objects.filter(scope=here.dialogue.audit_scope).latest("number")
    assert event.verb == "list.exported" and event.details["what"] == "documents" and event.details["rows"] == 2


def test_the_strip_says_of_the_ppa_what_the_list_of_versions_says() -> None:
    here = out.cast()
    people = [here.host, here.by(here.outside), make.user()]
    people += [make.role(here.dialogue, make.user(), role).user for role in (Role.DONOR, Role.MEDIA, Role.GOVERNMENT)]
    document = doc.ppa(here.dialogue)
    doc.version(document)
    out.settled(here)
    for user in people:
        seen = Version.objects.visible_to(user).filter(document__group__isnull=True).values_list("number", "status")
        alone = newest_results(here.dialogue.pk, user).get(DocumentKind.PPA)
        assert alone == seen.first(), user
        with remembering():
            dialogue_versions(here.dialogue.pk, user)
            assert newest_results(here.dialogue.pk, user).get(DocumentKind.PPA) == alone
    assert newest_results(here.dialogue.pk, people[1]).get(DocumentKind.PPA) == (1, VersionStatus.FINAL_DRAFT)
    assert (
        newest_results(here.dialogue.pk, people[4]).get(DocumentKind.PPA) is None
        and newest_results(here.dialogue.pk, people[2]).get(DocumentKind.PPA) is None
    )
