"""The paragraph beside the work: each page that asks for one gets it in English and French, and its page in the guide leads back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.models import GuidePage
from toolkit.shipping import shipped
from toolkit.states import Place

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ASKED = re.compile(r'{% why "([a-z-]+)" %}')
BESIDE = {  # the places of the guide, each with the template on which its paragraph stands
    Place.PHASES: "dialogues/phases.html",
    Place.PARTICIPANTS: "participants/_balance.html",
    Place.BALANCE: "participants/balance.html",
    Place.GROUND_RULES: "dialogues/ground_rules.html",
    Place.CONTACTS: "convening/contacts.html",
    Place.SHELF: "convening/shelf.html",
    Place.PULSES: "convening/pulses.html",
    Place.CALLS: "inputs/call_list.html",
    Place.LEDGER: "ledger/ledger.html",
    Place.DOCUMENTS: "documents/documents.html",
    Place.ACTIVITIES: "activities/activities.html",
    Place.GROUPS: "workinggroups/groups.html",
    Place.CONSENSUS: "consensus/consensus.html",
    Place.CHECKS: "consensus/checks.html",
    Place.RECOMMENDATIONS: "consensus/recommendations.html",
    Place.ROADMAP: "consensus/roadmap.html",
    Place.MONITORING: "monitoring/monitoring.html",
    Place.TRACE: "monitoring/trace.html",
    Place.DIALOGUES: "dialogues/dialogues.html",
    Place.TOOLKIT: "toolkit/toolkit.html",
    Place.LIBRARY: "front/library.html",
    Place.VERIFY: "front/verify.html",
}


def pages() -> dict[str, dict[str, object]]:
    return {str(key): values for model, key, _fixed, values in shipped() if model is GuidePage}


@pytest.mark.parametrize("place", Place)
def test_every_place_of_the_guide_has_its_why_and_is_led_back_to(place: Place) -> None:
    (slug,) = set(ASKED.findall((TEMPLATES / BESIDE[place]).read_text()))
    page = pages()[slug]
    assert page["why.en"] and page["why.fr"], f"{slug} says no why"
    back = {place, Place.BALANCE} if place == Place.PARTICIPANTS else {place}
    assert back & set(page["places"]), f"{slug} does not lead back to {place}"  # type: ignore[call-overload]


def test_no_template_asks_for_a_why_that_nothing_says() -> None:
    known = pages()
    for file in TEMPLATES.rglob("*.html"):
        for slug in ASKED.findall(file.read_text()):
            assert known.get(slug, {}).get("why.en"), f"{file.name} asks for {slug}"
