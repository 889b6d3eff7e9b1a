"""A frozen Roadmap holds its recommendations in canonical JSON, under names that other floors rely on."""

from __future__ import annotations

from datetime import date

import pytest

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
    assert entry["ends_on"] == "2027-09-01"
    assert entry["challenge"] == challenge.title
    assert entry["indicators"] == ["PI-1"]
    assert version.is_intact
