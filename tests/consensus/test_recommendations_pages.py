"""The pages of recommendations and of the Roadmap, as the host team, drafters, participants and donors meet them."""

from __future__ import annotations

import pytest

from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.states import Role
from tests import make
from tests.consensus import make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client):
    dialogue = make.dialogue()
    client.force_login(make.host_of(dialogue))
    seat = make.seat(dialogue, "Union of domestic workers")
    return dialogue, seat, make.delegate(seat), f"/dialogues/{dialogue.slug}/consensus/"


def typed(page, **changes):
    """What the browser would send back: what the form starts from, and what somebody changes."""
    form = page.context_data["form"]
    start = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    plain = {name: getattr(value, "pk", value) for name, value in start.items() if value is not None}
    return {**plain, **changes}


def test_host_begins_the_roadmap_and_writes_a_recommendation_part_by_part(client, table):
    dialogue, seat, _head, here = table
    challenge = make_roadmap.challenge(dialogue)
    assert "Begin the Roadmap" in client.get(f"{here}roadmap/").content.decode()
    client.post(f"{here}roadmap/begin/", {"kind": "plan", "starts_on": "2026-03-01"})
    roadmap = Roadmap.objects.get(dialogue=dialogue)
    assert roadmap.document.sections.count() == 6

    page = client.get(f"{here}recommendations/new/")
    client.post(f"{here}recommendations/new/", typed(page, challenge=challenge.pk, title="One contribution"))
    row = Recommendation.objects.get()
    address = f"{here}recommendations/{row.number}/"
    assert "type of measure" in client.get(address).content.decode()

    parts = {
        "what": {"text": "One contribution for all", "rationale": "Nobody is insured", "measure": "programme"},
        "who": {"target_group": "Workers", "lead": seat.pk, "lead_words": "Opens the desk"},
        "when": {"begins_month": "0", "ends_month": "6", "resources": "Two officers"},
        "indicators": {"indicators": "PI-1\n\nPI-2"},
        "feasibility": {"feasibility": "Cost"},
        "choice": {},
    }
    for part, words in parts.items():
        page = client.get(f"{address}parts/{part}/")
        answer = client.post(f"{address}parts/{part}/", typed(page, **words))
        assert answer.status_code == 302, (part, answer.context_data["form"].errors)
    row.refresh_from_db()
    assert row.indicators == ["PI-1", "PI-2"]
    assert row.shares.get().words == "Opens the desk"
    page = client.get(address).content.decode()
    assert "Nothing is missing" in page
    assert "March 2026 to September 2026" in page

    client.post(f"{address}agree/")
    row.refresh_from_db()
    assert row.status == RecommendationStatus.AGREED
    assert "R1 One contribution" in client.get(f"{here}recommendations/").content.decode()


def test_somebody_who_was_slower_sees_both_texts_and_loses_none(client, table):
    dialogue, _seat, _head, here = table
    make_roadmap.roadmap(dialogue)
    row = make_roadmap.recommendation(make_roadmap.challenge(dialogue))
    address = f"{here}recommendations/{row.number}/parts/what/"
    page = client.get(address)
    client.post(address, typed(page, text="The first to save"))
    other = client.get(f"{here}recommendations/{row.number}/parts/when/")
    client.post(f"{here}recommendations/{row.number}/parts/when/", typed(other, resources="Money"))

    answer = client.post(address, typed(page, text="The second to save"))

    said = answer.content.decode()
    assert "The first to save" in said
    assert "The second to save" in said
    row.refresh_from_db()
    assert row.text == "The first to save"
    again = {**{name: answer.context_data["form"].data[name] for name in answer.context_data["form"].data}}
    client.post(address, again)
    row.refresh_from_db()
    assert row.text == "The second to save"
    assert row.resources == "Money"


def test_donors_read_recommendations_only_once_they_are_frozen(client, table):
    dialogue, seat, head, here = table
    make_roadmap.roadmap(dialogue)
    row = make_roadmap.agreed(make_roadmap.challenge(dialogue), **make_roadmap.full(seat))
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    client.force_login(donor)
    assert client.get(f"{here}recommendations/1/").status_code == 404
    assert row.title not in client.get(f"{here}recommendations/").content.decode()
    client.force_login(head)
    page = client.get(f"{here}recommendations/1/")
    assert row.title in page.content.decode()
    assert "parts/what" not in page.content.decode()
    assert client.post(f"{here}recommendations/1/agree/").status_code == 403
