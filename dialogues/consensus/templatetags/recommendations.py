"""Shows recommendations on pages of other apps and steps: on a challenge, and on the living text of the Roadmap."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from dialogues.consensus.freezing_blocks import anchor_of
from dialogues.consensus.models import Challenge, Recommendation
from dialogues.consensus.showing_recommendations import grouped, shown
from dialogues.documents.models import Document
from workinggroups.naming import Names

register = template.Library()
register.filter("anchor", anchor_of)


@register.simple_tag(takes_context=True)
def recommendations_of(context: Context, challenge: Challenge) -> list[Recommendation]:
    """Return the recommendations that answer a challenge, as far as this person sees them; one query."""
    return list(Recommendation.objects.visible_to(context["request"].user).filter(challenge=challenge).order_by("rank"))


@register.simple_tag(takes_context=True)
def living_recommendations(context: Context, document: Document) -> list[dict[str, Any]]:
    """Return what stands in the Roadmap now, by priority, withdrawn ones left out; two queries whatever their number."""
    user = context["request"].user
    rows = Recommendation.objects.visible_to(user).filter(dialogue=document.dialogue_id).in_force()
    names = Names(user, document.dialogue)
    loaded = rows.select_related("challenge", "dialogue__roadmap").with_shares()
    return grouped([shown(row, getattr(row.dialogue, "roadmap", None), names) for row in loaded])
