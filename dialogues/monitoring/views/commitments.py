"""The board of commitments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.monitoring.models import Commitment
from inspired.core.access import requires


@requires("monitoring.see_monitoring", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def monitoring(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the commitments this person may see."""
    rows = list(Commitment.objects.visible_to(request.user).filter(dialogue=dialogue).select_related("recommendation"))
    around = frame(request.user, dialogue, "monitoring")
    return TemplateResponse(request, "monitoring/monitoring.html", {**around, "rows": rows})
