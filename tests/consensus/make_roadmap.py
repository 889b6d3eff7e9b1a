"""Makes Roadmaps and recommendations through the services."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dialogues.consensus.models import Challenge, Recommendation, Roadmap
from dialogues.consensus.services import recommendations
from dialogues.consensus.services import roadmap as roadmaps
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.consensus.states.recommendations import Part, RoadmapType
from dialogues.models import Dialogue, Seat
from tests import make


def challenge(dialogue: Dialogue, title: str = "Nobody is insured", **fields: Any) -> Challenge:
    """A challenge on the table."""
    number = (dialogue.challenges.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    fields = {"number": number, "status": ChallengeStatus.ON_TABLE, "shown_at": timezone.now(), **fields}
    return Challenge.objects.create(dialogue=dialogue, title=title, **fields)


def roadmap(dialogue: Dialogue | None = None, kind: str = RoadmapType.PLAN, **fields: Any) -> Roadmap:
    """A Roadmap that was just begun."""
    dialogue = dialogue or make.dialogue()
    return roadmaps.begin_roadmap(dialogue, by=make.host_of(dialogue), kind=kind, **fields)


def recommendation(challenge: Challenge, title: str = "One monthly contribution", **fields: Any) -> Recommendation:
    """A draft recommendation with nothing but what is given."""
    by = make.host_of(challenge.dialogue)
    return recommendations.add_recommendation(challenge, by=by, title=title, **fields)


def agreed(challenge: Challenge, title: str = "One monthly contribution", **fields: Any) -> Recommendation:
    """A recommendation that is agreed for the Roadmap."""
    made = recommendation(challenge, title, **fields)
    return recommendations.agree_recommendation(made, by=make.host_of(challenge.dialogue))


def full(lead: Seat, *supporting: Seat) -> dict[str, Any]:
    """Every attribute that some type of Roadmap requires."""
    shares = [(lead, Part.LEAD, "Opens the desk")]
    shares += [(seat, Part.SUPPORT, "Sends its members") for seat in supporting]
    return {
        "text": "The institute takes one contribution for all households of a worker.",
        "rationale": "Nine in ten are not insured.",
        "measure": "programme",
        "stage": "formulation",
        "addressee": "Council of ministers",
        "target_group": "Domestic workers with several employers",
        "begins_month": 6,
        "ends_month": 18,
        "resources": "Two officers",
        "budget_line": "Budget of the institute",
        "feasibility": "The ministry fears the cost.",
        "collaboration": "Unions collect the forms.",
        "capacity_gaps": "The institute has no telephone desk.",
        "indicators": ["PI-1"],
        "standards": "ILO C189",
        "shares": shares,
    }
