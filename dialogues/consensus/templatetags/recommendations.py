"""Shows recommendations on pages of other apps and steps: on a challenge, and on the living text of the Roadmap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dialogues.consensus.freezing_blocks import anchor_of
from dialogues.consensus.models import Challenge, Recommendation
from dialogues.consensus.permissions.recommendations import text_of
from dialogues.consensus.showing_recommendations import Shown, grouped, shown
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentStatus
from inspired.core.access import may
from inspired.core.templatetags.components import acts, state
from workinggroups.naming import Names

register = template.Library()
register.filter("anchor", anchor_of)
ROW = '<li id="rec-{}"><div><a href="{}"><bdi>{} {}</bdi></a>\n<small>{}</small>\n{}\n{}</div>{}</li>\n'
BUTTON = '<button class="btn link small" name="up" value="{}">{}<span class="visually-hidden"> – {}</span></button>'
MOVE = '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}</form>'


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


@register.simple_tag(takes_context=True)
def recommendation_rows(context: Context, found: Iterable[Shown], moved: bool = False) -> SafeString:
    """Draw the rows of the list, here and not by a file: pages hold dozens, each with its buttons to move it up and down."""
    slug, token = context["dialogue"].slug, str(context.get("csrf_token", ""))
    words = {"nobody": _("Nobody leads it yet"), "missing": _("Still missing:"), "up": _("Up"), "down": _("Down")}
    drawn = []
    for one in found:
        row, is_withdrawn = one.row, one.row.status == RecommendationStatus.WITHDRAWN
        drawn.append(
            (
                *(row.number, row.get_absolute_url(), row.code, row.title),
                _led(one, words["nobody"], row.reason if is_withdrawn else ""),
                _lacking(one, words["missing"]) if one.missing and not is_withdrawn else "",
                _moving(slug, row, token, words) if moved and not is_withdrawn else "",
                state(row.get_status_display(), row.tone),
            )
        )
    return format_html_join("", ROW, drawn)


def _led(one: Shown, nobody: str, reason: str) -> SafeString:
    parts = [format_html("<bdi>{}</bdi>", one.lead) if one.lead else nobody]
    return format_html_join(" · ", "{}", ((part,) for part in (*parts, one.time, reason) if part))


def _lacking(one: Shown, label: str) -> SafeString:
    return format_html("<small>{} {}</small>", label, ", ".join(str(lack.label) for lack in one.missing))


def _moving(slug: str, row: Recommendation, token: str, words: dict[str, str]) -> SafeString:
    buttons = format_html_join("", BUTTON, (("yes", words["up"], row.code), ("no", words["down"], row.code)))
    return format_html(MOVE, reverse("recommendation_move", args=[slug, row.number]), token, acts(buttons))
