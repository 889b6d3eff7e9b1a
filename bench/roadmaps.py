"""Fills a Roadmap: priorities, and that many recommendations with every attribute, agreed; nothing is frozen yet."""

from __future__ import annotations

import random
from typing import Any

from bench import texts
from dialogues.consensus.models import Roadmap
from dialogues.consensus.services import challenges, recommendations, roadmap
from dialogues.consensus.states.recommendations import Part, RoadmapType
from dialogues.documents.services import sections
from dialogues.models import Dialogue, Seat
from inspired.core.models import User

PRIORITIES = 4


def fill_roadmap(dialogue: Dialogue, seats: list[Seat], count: int, *, by: User) -> Roadmap:
    """Begin a Roadmap with four priorities and ``count`` recommendations, each with a lead and three in support."""
    begun = roadmap.begin_roadmap(dialogue, by=by, kind=RoadmapType.PLAN)
    places = [
        challenges.add_challenge(dialogue, by=by, title=f"Priority {number}: what is to be solved", text="It is open.")
        for number in range(1, PRIORITIES + 1)
    ]
    for number in range(count):
        said = _said(number, seats)
        title = f"Recommendation {number} on contracts, wages and insurance"
        made = recommendations.add_recommendation(places[number * PRIORITIES // count], by=by, title=title, **said)
        recommendations.agree_recommendation(made, by=by)
    document = begun.document
    for section in document.sections.all():
        sections.save_section(section, by=by, text=texts.section(section.number, 4), revision=0)
    sections.save_summary(document, by=by, text=texts.section(98, 4), previous="")
    document.refresh_from_db()
    return begun


def _said(number: int, seats: list[Seat]) -> dict[str, Any]:
    chance = random.Random(number)
    chosen = [seats[(number + step) % len(seats)] for step in range(min(4, len(seats)))]
    shares = [(seat, Part.SUPPORT if step else Part.LEAD, "Brings its members") for step, seat in enumerate(chosen)]
    words = {name: texts.paragraph(chance, 2) for name in ("text", "rationale", "feasibility", "collaboration")}
    return {
        **words,
        "measure": "programme",
        "stage": "formulation",
        "addressee": "Council of ministers",
        "target_group": "Workers with several employers",
        "begins_month": number % 12,
        "ends_month": number % 12 + 12,
        "resources": "Two officers and a desk",
        "budget_line": "Budget of the institute, line 4.2",
        "capacity_gaps": "There is no telephone desk.",
        "indicators": ["PI-1", "PI-2"],
        "standards": "ILO Convention 189",
        "shares": shares,
    }
