"""Forms of a recommendation: a new one, each of its parts, and withdrawing it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.consensus.attributes import BY_KEY
from dialogues.consensus.forms.recommendation_parts import FORMS
from dialogues.consensus.forms.recommendations import NewRecommendationForm, WithdrawForm
from dialogues.consensus.models import Recommendation
from dialogues.consensus.services import recommendations as verbs
from dialogues.consensus.views.recommendations import ONE, page
from dialogues.models import Dialogue
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError
from workinggroups.naming import Names

WRITING = ["GET", "HEAD", "POST"]


@keeps_typed
@requires("consensus.add_recommendation", Dialogue, related=("host_organisation",), slug="slug")
@require_http_methods(WRITING)
def recommendation_new(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Add a recommendation to a priority; its parts are written afterwards."""
    form = NewRecommendationForm(dialogue, as_typed(request), initial={"challenge": request.GET.get("priority")})
    made: list[Recommendation] = []
    said = _("Added. Now write its parts, in any order.")
    if submitted(request, form, lambda typed: made.append(verbs.add_recommendation(by=request.user, **typed)), said):
        return redirect(made[0])
    return page(request, "recommendation_new", dialogue, form=form)


@keeps_typed
@requires(
    "consensus.write_recommendation",
    Recommendation,
    related=("dialogue__host_organisation", "challenge", "option"),
    **ONE,
)
@require_http_methods(WRITING)
def recommendation_part(request: HttpRequest, recommendation: Recommendation, part: str) -> HttpResponse:
    """Write one part; when somebody changed it in between, both texts are shown and nothing is lost."""
    if part not in FORMS:
        raise Http404
    form = FORMS[part](recommendation, Names(request.user, recommendation.dialogue), as_typed(request))
    conflict = None
    try:
        if submitted(
            request,
            form,
            lambda typed: verbs.write_part(
                recommendation, by=request.user, part=part, stamp=typed["stamp"], **form.said()
            ),
            _("Saved."),
        ):
            return redirect(recommendation)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"form": form, "row": recommendation, "part": BY_KEY[part], "conflict": conflict}
    return page(request, "recommendation_part", recommendation.dialogue, **context)


@keeps_typed
@requires(
    "consensus.settle_recommendation", Recommendation, related=("dialogue__host_organisation", "challenge"), **ONE
)
@require_http_methods(WRITING)
def recommendation_withdraw(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Withdraw it with the reason."""
    form = WithdrawForm(as_typed(request))
    said = _("The recommendation is withdrawn.")
    if submitted(
        request, form, lambda typed: verbs.withdraw_recommendation(recommendation, by=request.user, **typed), said
    ):
        return redirect(recommendation)
    return page(request, "recommendation_withdraw", recommendation.dialogue, form=form, row=recommendation)
