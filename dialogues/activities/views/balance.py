"""Which categories, tools and phases the activities of a dialogue cover."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.activities.balancing import balance_of
from dialogues.activities.views.activities import page
from dialogues.models import Dialogue
from dialogues.states import Phase
from inspired.core.access import requires


@requires("activities.see_balance", Dialogue, slug="slug")
@require_safe
def activity_balance(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the balance of activities, counted over those that this reader may see."""
    balance = balance_of(request.user, dialogue)
    return page(request, "activity_balance", dialogue, balance=balance, names=Phase)
