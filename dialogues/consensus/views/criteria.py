"""Sets of evaluative criteria."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.consensus.models import CriteriaSet
from dialogues.consensus.views.framing import OF_DIALOGUE, ONE, page
from inspired.core.access import requires


@requires("consensus.see_criteria", CriteriaSet, related=OF_DIALOGUE, **ONE)
@require_safe
def criteria_set(request: HttpRequest, criteria_set: CriteriaSet) -> HttpResponse:
    """Show one set."""
    return page(request, "criteria_set", criteria_set.dialogue, set=criteria_set)
