"""The ranking of challenges."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.consensus.models import Ranking
from dialogues.consensus.views.framing import OF_DIALOGUE, ONE, page
from inspired.core.access import requires


@requires("consensus.see_ranking", Ranking, related=OF_DIALOGUE, **ONE)
@require_safe
def ranking(request: HttpRequest, ranking: Ranking) -> HttpResponse:
    """Show one ranking."""
    return page(request, "ranking", ranking.dialogue, ranking=ranking)
