"""Shows on a recommendation's page how it was adapted since it was endorsed, and draws the lines of the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dialogues.consensus.models import Recommendation
from dialogues.monitoring.charting import Bar, Span
from dialogues.monitoring.models import Adaptation

register = template.Library()
TAB = "monitoring"
RECT = '<rect class="%s" x="%d" y="%d" width="%d" height="10"/>'
DOT = '<circle class="%s" cx="%d" cy="%d" r="4"/>'


@register.simple_tag(takes_context=True)
def adaptations_of(context: Context, recommendation: Recommendation) -> list[Any]:
    """Return what was adapted in a recommendation and not withdrawn, the newest first; one query, none before monitoring."""
    if TAB not in recommendation.dialogue.shown_tabs:
        return []
    known = Adaptation.objects.visible_to(context["request"].user).in_force()
    return list(known.filter(recommendation=recommendation.pk))


@register.simple_tag
def drawn(bar: Bar) -> SafeString:
    """Draw a line of the timeline with its reports: a picture holds hundreds, and a template takes a while over each."""
    code = format_html('<text x="0" y="{}">{}</text>', str(bar.foot), bar.code)
    rect = RECT % ("late" if bar.is_late else "span", bar.x, bar.y, bar.width) if bar.width else ""
    dots = "".join([DOT % (tone, x, bar.middle) for x, tone in bar.marks])
    return SafeString(f"{code}{rect}{dots}")  # tones are our own words, the rest are numbers


@register.simple_tag
def days_agreed(spans: Iterable[Span]) -> str:
    """Say the picture in words: each recommendation with the month of the day agreed on."""
    nothing = _("no day agreed")
    return "; ".join(f"{span.code}: {date_format(span.ends, 'F Y') if span.ends else nothing}" for span in spans)
