"""The page of the phase: what the dialogue has to solve, and how far each challenge has come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.consensus.models import Challenge
from dialogues.consensus.views.framing import HOST, OF_DIALOGUE, ONE, SLUG, page
from dialogues.models import Dialogue
from inspired.core.access import requires


@requires("consensus.see_consensus", Dialogue, related=HOST, **SLUG)
@require_safe
def consensus(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the challenges this person may see, with the way into every step of the phase."""
    rows = list(Challenge.objects.visible_to(request.user).filter(dialogue=dialogue))
    return page(request, "consensus", dialogue, rows=rows)


@requires("consensus.see_challenge", Challenge, related=OF_DIALOGUE, **ONE)
@require_safe
def challenge(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show one challenge."""
    return page(request, "challenge", challenge.dialogue, challenge=challenge)
