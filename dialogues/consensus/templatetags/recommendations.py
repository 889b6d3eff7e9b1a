"""Shows recommendations on pages of other apps and steps: on a challenge, and on the living text of the Roadmap."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from dialogues.consensus.freezing_blocks import anchor_of
from dialogues.consensus.models import Challenge, Recommendation
from dialogues.consensus.permissions.recommendations import text_of
from dialogues.consensus.showing_recommendations import grouped, shown
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentStatus
from inspired.core.access import may
from workinggroups.naming import Names

register = template.Library()
register.filter("anchor", anchor_of)


@register.simple_tag(takes_context=True)
def recommendations_of(context: Context, challenge: Challenge) -> list[Recommendation]:
    """Return the recommendations that answer a challenge, as far as this person sees them; two queries.

    Whoever reads frozen versions only is shown none while the text is open: their words may be changing.
    """
    user, text = context["request"].user, text_of(challenge.dialogue)
    if text is not None and text.status != DocumentStatus.LOCKED and not may(user, "documents.read_draft", text):
        return []
    return list(Recommendation.objects.told_to(user).filter(challenge=challenge).order_by("rank"))


@register.simple_tag(takes_context=True)
def living_recommendations(context: Context, document: Document) -> list[dict[str, Any]]:
    """Return what stands in the Roadmap now, by priority, withdrawn ones left out; two queries whatever their number."""
    user = context["request"].user
    rows = Recommendation.objects.visible_to(user).filter(dialogue=document.dialogue_id).in_force()
    names = Names(user, document.dialogue)
    loaded = rows.select_related("challenge", "option", "dialogue__roadmap").with_shares()
    return grouped([shown(row, getattr(row.dialogue, "roadmap", None), names) for row in loaded])
