"""The page of the phase: what it is about, where it stands, and the way into every step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.consensus.next_acts import next_act_of
from dialogues.consensus.phase_page import phase_of
from dialogues.consensus.views.framing import HOST, SLUG, page
from dialogues.models import Dialogue
from inspired.core.access import requires
from toolkit.known import tool_named

TOOL = 5  # Deliberation around evaluative criteria


@requires("consensus.see_consensus", Dialogue, related=HOST, **SLUG)
@require_safe
def consensus(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show where the phase stands for this person and what comes next."""
    so_far = phase_of(request.user, dialogue)
    act = next_act_of(request.user, dialogue, so_far)
    return page(request, "consensus", dialogue, so_far=so_far, act=act, tool=tool_named(TOOL))
