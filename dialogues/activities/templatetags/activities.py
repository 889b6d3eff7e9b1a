"""What pages of higher floors show of activities: where a text was worked on."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from dialogues.activities.linking import led_here
from dialogues.models import Dialogue

register = template.Library()


@register.inclusion_tag("activities/_worked_on_in.html", takes_context=True)
def worked_on_in(context: Context, dialogue: Dialogue, key: str) -> dict[str, Any]:
    """Name the activities that lead to a text or section, as far as this person sees them; one query for a whole page."""
    return {"activities": led_here(context["request"].user, dialogue).get(key, [])}
