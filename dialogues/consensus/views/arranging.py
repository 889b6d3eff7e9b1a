"""The order of challenges: moved by hand, or taken over from a ranking once one has seen what it would become."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.consensus.models import Challenge, Ranking
from dialogues.consensus.priorities import in_order_of, result_of
from dialogues.consensus.services import arranging as verbs
from dialogues.consensus.views.framing import OF_DIALOGUE, ONE, WRITING, page
from dialogues.views.submitting import done
from inspired.core.access import requires

LONGEST = 9  # digits of the number of a challenge


@requires("consensus.arrange_challenge", Challenge, related=("dialogue",), **ONE)
@require_POST
def challenge_move(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Move a challenge up or down by one place."""
    is_up = request.POST.get("up") == "yes"
    done(request, lambda: verbs.move_challenge(challenge, by=request.user, up=is_up), _("Moved."))
    return _to_challenges(challenge.dialogue.slug)


@requires("consensus.take_over_ranking", Ranking, related=OF_DIALOGUE, **ONE)
@require_http_methods(WRITING)
def ranking_take_over(request: HttpRequest, ranking: Ranking) -> HttpResponse:
    """Show the order that a ranking would give the challenges beside the present one, and take it over."""
    if request.method == "POST":
        given = request.POST.getlist("seen")
        seen = [int(number) for number in given if number.isdecimal() and len(number) <= LONGEST]
        said = _("The challenges stand in the order of the ranking. Their numbers stay.")
        if done(request, lambda: verbs.take_over_ranking(ranking, by=request.user, seen=seen), said):
            return _to_challenges(ranking.dialogue.slug)
    places = {one.challenge: one.place for one in result_of(ranking)}
    now = list(Challenge.objects.visible_to(request.user).filter(dialogue=ranking.dialogue).on_table())
    order = in_order_of(now, places) if places else []
    rows = [(one, now.index(one) + 1, places.get(one.pk)) for one in order]
    return page(request, "ranking_take_over", ranking.dialogue, ranking=ranking, rows=rows, stays=order == now)


def _to_challenges(slug: str) -> HttpResponse:
    return redirect(f"{reverse('consensus', args=[slug])}#challenges")
