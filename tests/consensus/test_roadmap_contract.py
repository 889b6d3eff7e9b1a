"""A frozen Roadmap holds its recommendations in canonical JSON, under names that other floors rely on."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from dialogues.consensus.services import recommendations
from dialogues.documents.docx import to_docx
from dialogues.documents.issuing import context_of
from dialogues.documents.reading import reserved
from dialogues.documents.recommended import commitments
from dialogues.documents.rendering import to_page
from dialogues.documents.services import comments, rounds
from dialogues.documents.services.rounds import Wish
from dialogues.documents.services.versions import UncoveredError
from dialogues.documents.states import Position
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_roadmap
from tests.documents import make as documents


@pytest.mark.django_db
def test_frozen_roadmap_holds_its_recommendations():
    dialogue = make.dialogue()
    lead, support = make.seat(dialogue), make.seat(dialogue)
    roadmap = make_roadmap.roadmap(dialogue, starts_on=date(2026, 3, 1))
    challenge = make_roadmap.challenge(dialogue)
    make_roadmap.agreed(challenge, **make_roadmap.full(lead, support))
    make_roadmap.recommendation(challenge, "Still a draft")
    documents.write(roadmap.document, "What we share.", key="preamble")

    version = documents.version(roadmap.document)

    (entry,) = version.data["blocks"]["recommendations"]
    assert entry["code"] == "R1"
    assert entry["id"] == "rec-1"
    assert (entry["lead"], entry["lead_id"]) == (lead.organisation.name, lead.pk)
    assert (entry["support"], entry["support_ids"]) == ([support.organisation.name], [support.pk])
    assert entry["ends_on"] == "2027-08-31"
    assert entry["challenge"] == challenge.title
    assert entry["indicators"] == ["PI-1"]
    assert version.is_intact


@pytest.mark.django_db
def test_drafts_and_gaps_do_not_block_freezing_and_are_logged():
    dialogue = make.dialogue()
    hidden = make.seat(dialogue, "Quiet ministry", appear_in_documents="category")
    roadmap = make_roadmap.roadmap(dialogue)
    challenge = make_roadmap.challenge(dialogue)
    held = make_roadmap.agreed(challenge, shares=[(hidden, "lead", "")])
    make_roadmap.recommendation(challenge, "Still a draft")
    documents.write(roadmap.document, "What we share.", key="preamble")

    version = documents.version(roadmap.document)

    details = Event.objects.get(verb="version.frozen").details
    assert {key: details[key] for key in ("drafts_left_out", "incomplete", "not_named")} == {
        "drafts_left_out": 1,
        "incomplete": 1,
        "not_named": 1,
    }
    assert "Quiet ministry" not in version.content
    held.refresh_from_db()
    assert held.frozen_at == version.frozen_at
    assert [row.number for row in dialogue.recommendations.filter(frozen_at__isnull=True)] == [2]


@pytest.mark.django_db
def test_nobody_writes_recommendations_while_the_text_is_frozen():
    dialogue = make.dialogue()
    roadmap = make_roadmap.roadmap(dialogue)
    row = make_roadmap.agreed(make_roadmap.challenge(dialogue))
    documents.write(roadmap.document, "What we share.", key="preamble")
    documents.version(roadmap.document)
    with pytest.raises(StateError):
        recommendations.move_recommendation(row, by=make.host_of(dialogue), up=True)


@pytest.mark.django_db
def test_signs_that_no_font_has_are_found_in_recommendations_too():
    dialogue = make.dialogue()
    roadmap = make_roadmap.roadmap(dialogue)
    make_roadmap.agreed(make_roadmap.challenge(dialogue), text="A sign that nobody prints: \U0001f9ff")
    documents.write(roadmap.document, "What we share.", key="preamble")
    with pytest.raises(UncoveredError):
        documents.version(roadmap.document)


@pytest.mark.django_db
def test_comments_and_reservations_stand_on_a_recommendation():
    dialogue = make.dialogue()
    ((seat, head),) = documents.table(dialogue, 1)
    roadmap = make_roadmap.roadmap(dialogue)
    make_roadmap.agreed(make_roadmap.challenge(dialogue), text="The institute takes one contribution.")
    documents.write(roadmap.document, "What we share.", key="preamble")
    host, until = make.host_of(dialogue), timezone.now() + timedelta(days=5)
    comments.open_comments(roadmap.document, by=host, due_at=until)
    comment = comments.add_comment(roadmap.document, by=head, seat=seat, text="Too early", paragraph_id="rec-1")
    assert "The institute takes one contribution." in comment.paragraph_text
    with pytest.raises(StateError):
        comments.add_comment(roadmap.document, by=head, seat=seat, text="Too early", paragraph_id="rec-2")

    version = documents.version(roadmap.document)
    round_ = documents.round_(version, [seat])
    said = documents.said(Position.RESERVE, "", Wish("Too early", "rec-1", "after a year"))
    rounds.prepare_answer(round_, by=head, seat=seat, said=said, sha256=version.sha256)
    (found,) = reserved(version, head)
    assert found.number == "R1"
    assert "On recommendation R1" in to_page("endorsed", context_of(version, "endorsed") | {"reservations": _wishes()})


def _wishes():
    return [{"name": "Union", "paragraph_id": "rec-1", "wording": "", "reason": "Too early", "status": "open"}]


@pytest.mark.django_db
def test_printed_roadmap_and_word_file_hold_commitments_by_organisation():
    dialogue = make.dialogue()
    lead, support = make.seat(dialogue, "Institute"), make.seat(dialogue, "Union of workers")
    roadmap = make_roadmap.roadmap(dialogue, starts_on=date(2026, 3, 1))
    make_roadmap.agreed(make_roadmap.challenge(dialogue), **make_roadmap.full(lead, support))
    documents.write(roadmap.document, "What we share.", key="preamble")
    version = documents.version(roadmap.document)
    page = to_page("draft", context_of(version, "draft"))
    assert 'id="rec-1"' in page
    assert [one.name for one in commitments(version.data)] == ["Institute", "Union of workers"]
    assert "Who takes on what" in page
    assert "Months 6 to 18 (September 2026 to August 2027)" in page
    words = [cell.text for table in Document(BytesIO(to_docx(version.data))).tables for cell in table._cells]
    assert "Sends its members" in words
