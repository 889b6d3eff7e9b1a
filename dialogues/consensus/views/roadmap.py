"""The page of the Roadmap for Reform: its type, its text and versions, and how broad and deep the consensus is."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.consensus.comparing_versions import compared, line_of
from dialogues.consensus.forms.recommendations import RoadmapChangeForm, RoadmapForm
from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.consensus.roadmap_steps import next_step
from dialogues.consensus.services import roadmap as verbs
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.consensus.views.recommendation_parts import WRITING
from dialogues.consensus.views.recommendations import page, roadmap_of
from dialogues.models import Dialogue
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError


@requires("consensus.see_roadmap", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def roadmap(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show where the Roadmap stands."""
    found = roadmap_of(request, dialogue)
    if found is None or found.document is None:
        return page(request, "roadmap", dialogue, roadmap=None)
    text = found.document
    text.dialogue = dialogue
    balance = compared(text, request.user)
    here = Recommendation.objects.visible_to(request.user).filter(dialogue=dialogue)
    counts = here.aggregate(
        drafts=Count("pk", filter=Q(status=RecommendationStatus.DRAFT)),
        agreed=Count("pk", filter=Q(status=RecommendationStatus.AGREED)),
    )
    versions = [row.version for row in reversed(balance)]
    step = next_step(text, versions, counts, is_team=may(request.user, "consensus.steer_roadmap", dialogue))
    about = {"roadmap": found, "text": text, "versions": versions, "act": step}
    return page(request, "roadmap", dialogue, balance=balance, line=line_of(balance), **about)


@keeps_typed
@requires("consensus.steer_roadmap", Dialogue, related=("host_organisation",), slug="slug")
@require_http_methods(WRITING)
def roadmap_begin(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Begin the Roadmap: its type, and its text with the suggested sections."""
    form = RoadmapForm(as_typed(request))
    said = _("The Roadmap is begun. Its text has the suggested sections.")
    if submitted(request, form, lambda typed: verbs.begin_roadmap(dialogue, by=request.user, **typed), said):
        return redirect("roadmap", dialogue.slug)
    return page(request, "roadmap_begin", dialogue, form=form)


@keeps_typed
@requires("consensus.change_roadmap", Roadmap, related=("dialogue__host_organisation",), dialogue__slug="slug")
@require_http_methods(WRITING)
def roadmap_edit(request: HttpRequest, roadmap: Roadmap) -> HttpResponse:
    """Change the type, or the day from which months count."""
    form = RoadmapChangeForm(as_typed(request), initial=RoadmapChangeForm.stored(roadmap))
    current = None
    try:
        if submitted(request, form, lambda typed: verbs.change_roadmap(roadmap, by=request.user, **typed), _("Saved.")):
            return redirect("roadmap", roadmap.dialogue.slug)
    except StaleError as stale:
        current = stale.current
        form = RoadmapChangeForm(initial=form.cleaned_data | {"revision": current.revision})  # type: ignore[attr-defined]
    return page(request, "roadmap_edit", roadmap.dialogue, form=form, current=current)
