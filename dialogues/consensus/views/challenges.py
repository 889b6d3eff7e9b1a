"""The page of the phase: what the dialogue has to solve, and how far each challenge has come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from dialogues.consensus.models import Challenge
from dialogues.frame import frame
from dialogues.models import Dialogue
from inspired.core.access import requires


@requires("consensus.see_consensus", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def consensus(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the challenges this person may see, with the way into every step of the phase."""
    rows = list(Challenge.objects.visible_to(request.user).filter(dialogue=dialogue))
    around = frame(request.user, dialogue, "consensus")
    return TemplateResponse(request, "consensus/consensus.html", {**around, "rows": rows})
