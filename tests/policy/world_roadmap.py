"""The Roadmap of the world: a recommendation that is frozen, one that is a draft, and seats that show no names in them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dialogues.consensus.services import challenges, recommendations, roadmap
from dialogues.consensus.states.recommendations import Part, RoadmapType
from dialogues.documents.composing import content_of
from dialogues.documents.services import sections, versions
from tests.documents import make as documents


def roadmap_for_reform(world: Any) -> None:
    """Modest (by category) leads and shy (unlisted) supports what is frozen; the text is open again, head drafts it."""
    dialogue, host = world.dialogue, world.people["host"]
    begun = roadmap.begin_roadmap(dialogue, by=host, kind=RoadmapType.PLAN)
    sections.add_drafter(begun.document, by=host, user=world.people["head"])
    priority = challenges.add_challenge(dialogue, by=host, title="Nobody is insured")
    shares = [(world.modest_seat, Part.LEAD, "Opens the desk"), (world.shy_seat, Part.SUPPORT, "Sends its members")]
    held = recommendations.add_recommendation(
        priority, by=host, title="RECOMMENDATION-FROZEN", text="TEXT-OF-FROZEN", shares=shares
    )
    recommendations.agree_recommendation(held, by=host)
    draft_one = recommendations.add_recommendation(
        priority, by=host, title="RECOMMENDATION-DRAFT", text="TEXT-OF-NO-VERSION"
    )
    documents.write(begun.document, "What we share.", key="preamble")
    begun.document.refresh_from_db()
    draft = content_of(begun.document, by=host, number=0, frozen_at=timezone.now())
    versions.freeze(begun.document, by=host, stamp=draft.stamp)
    versions.reopen_text(begun.document, by=host, reason="More is to come")
    world.objects |= {"roadmap": begun, "roadmap_text": begun.document, "rdraft": draft_one.number}
