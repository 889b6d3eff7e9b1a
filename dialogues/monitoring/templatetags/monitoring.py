"""Shows on a recommendation's page how it was adapted since it was endorsed."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from dialogues.consensus.models import Recommendation
from dialogues.monitoring.models import Adaptation

register = template.Library()
TAB = "monitoring"


@register.simple_tag(takes_context=True)
def adaptations_of(context: Context, recommendation: Recommendation) -> list[Any]:
    """Return what was adapted in a recommendation and not withdrawn, the newest first; one query, none before monitoring."""
    if TAB not in recommendation.dialogue.shown_tabs:
        return []
    known = Adaptation.objects.visible_to(context["request"].user).in_force()
    return list(known.filter(recommendation=recommendation.pk))
