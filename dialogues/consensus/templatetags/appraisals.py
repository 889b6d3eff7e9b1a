"""Shows the options of a challenge and their appraisals on other pages, as far as the reader may see them."""

from __future__ import annotations

from django import template
from django.template import Context

from dialogues.consensus.models import Appraisal, Challenge, Option

register = template.Library()


@register.simple_tag(takes_context=True)
def options_of(context: Context, challenge: Challenge) -> list[Option]:
    """Return the options on the table of a challenge that this reader may see; one query."""
    found = list(Option.objects.visible_to(context["request"].user).on_table().filter(challenge=challenge))
    for one in found:
        one.challenge = challenge
    return found


@register.simple_tag(takes_context=True)
def appraisals_of(context: Context, challenge: Challenge) -> list[Appraisal]:
    """Return the appraisals of a challenge that this reader may see, the latest first; one query."""
    found = list(Appraisal.objects.visible_to(context["request"].user).filter(challenge=challenge))
    for one in found:
        one.challenge = challenge
    return found
