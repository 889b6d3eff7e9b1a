"""The list of recommendations, one of them, and the acts on it that need no form."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from dialogues.consensus.appraised import outcomes_of
from dialogues.consensus.freezing_blocks import anchor_of
from dialogues.consensus.models import Challenge, Recommendation, Rejected, Roadmap, Share
from dialogues.consensus.services import recommendations as verbs
from dialogues.consensus.showing_recommendations import columns, grouped, parts_of, shown
from dialogues.consensus.states.measures import Measure
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.documents.models import Drafter
from dialogues.documents.reading import versions_of
from dialogues.documents.states import DocumentStatus
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.views.submitting import done
from inspired.core.access import may, requires
from inspired.core.listing import Listing
from inspired.core.memory import remembered
from workinggroups.naming import Names

ONE: dict[str, Any] = {"dialogue__slug": "slug", "number": "number"}
SORTS: dict[str, Any] = {
    "priority": (gettext_lazy("By priority"), ("challenge__rank", "challenge__number", "rank", "number")),
    "number": (gettext_lazy("By number"), "number"),
    "first": (gettext_lazy("What comes first in time"), ("begins_month", "ends_month")),
    "newest": (gettext_lazy("Newest first"), "-created_at"),
}


class RecommendationFilter(django_filters.FilterSet):
    """Narrows the recommendations by priority, status and type of measure."""

    challenge = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Priority"), queryset=Challenge.objects.none(), empty_label=gettext_lazy("All")
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=RecommendationStatus.choices, empty_label=gettext_lazy("All")
    )
    measure = django_filters.ChoiceFilter(
        label=gettext_lazy("Type of measure"), choices=Measure.choices, empty_label=gettext_lazy("All")
    )

    def __init__(self, data: Any, queryset: Any, *, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(data, queryset, request=request, **kwargs)
        here = Challenge.objects.visible_to(request.user).on_table()
        self.filters["challenge"].queryset = here.filter(pk__in=queryset.values("challenge"))


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> TemplateResponse:
    """Answer with a page of this step, the dialogue's frame around it."""
    around = frame(request.user, dialogue, "consensus")
    return TemplateResponse(request, f"consensus/{template}.html", {**around, **context})


def roadmap_of(request: HttpRequest, dialogue: Dialogue) -> Roadmap | None:
    """Return the dialogue's Roadmap as far as this person sees it, and learn on the way who drafts it; one query."""
    mine = Drafter.objects.filter(document=OuterRef("document"), user=request.user.pk)
    here = Roadmap.objects.visible_to(request.user).filter(dialogue=dialogue).annotate(is_drafter=Exists(mine))
    found = here.select_related("document").first()
    text = found.document if found else None
    if found is not None and text is not None:
        text.dialogue = dialogue
        remembered(("drafter", text.pk, request.user.pk), lambda: bool(found.is_drafter))
        remembered(("text of roadmap", dialogue.pk), lambda: text)
    return found


def frozen_instead(
    request: HttpRequest, roadmap: Roadmap | None, anchor: str, *, is_held: bool = True
) -> HttpResponse | None:
    """Send whoever reads frozen versions only to the latest one while the text is open: what is being written is not theirs.

    Neither is a recommendation that the frozen text does not hold (``is_held``).
    """
    text = roadmap.document if roadmap else None
    is_frozen = text is not None and text.status == DocumentStatus.LOCKED and is_held
    if text is None or is_frozen or may(request.user, "documents.read_draft", text):
        return None
    versions = versions_of(text, request.user)
    return redirect(f"{versions[0].get_absolute_url()}#{anchor}") if versions else None


@requires("consensus.see_roadmap", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def recommendations(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the recommendations, by priority unless asked otherwise, each with who leads and what is still missing."""
    roadmap, names = roadmap_of(request, dialogue), Names(request.user, dialogue)
    if (elsewhere := frozen_instead(request, roadmap, "recommendations")) is not None:
        return elsewhere
    here = Recommendation.objects.told_to(request.user).filter(dialogue=dialogue)
    listing = Listing(
        request,
        here.select_related("challenge", "option").with_shares(),
        searches=["title", "text", "rationale", "addressee", "target_group"],
        sorts=SORTS,
        filterset=RecommendationFilter,
        columns=columns(roadmap, names),
        name="recommendations",
        on_export=lambda kind, rows: note_export(
            dialogue, by=request.user, what="recommendations", kind=kind, rows=rows
        ),
        is_short=True,
        per_page=100,  # by priority one wishes to see them together; seldom are there more
    )
    if (file := listing.download()) is not None:
        return file
    rows = [shown(row, roadmap, names) for row in listing.rows]
    groups = grouped(rows) if listing.sort == "priority" else [{"rows": rows}]
    return page(request, "recommendations", dialogue, listing=listing, rows=rows, groups=groups, roadmap=roadmap)


@requires(
    "consensus.see_recommendation",
    Recommendation,
    related=("dialogue__host_organisation", "challenge", "option"),
    **ONE,
)
@require_safe
def recommendation(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Show one recommendation; to those who write it as a list of parts with what is still missing."""
    dialogue = recommendation.dialogue
    roadmap, names = roadmap_of(request, dialogue), Names(request.user, dialogue)
    is_held = recommendation.status == RecommendationStatus.AGREED
    anchor = anchor_of(recommendation.number)
    if (elsewhere := frozen_instead(request, roadmap, anchor, is_held=is_held)) is not None:
        return elsewhere
    shares = Prefetch("shares", Share.objects.select_related("seat__organisation"))
    prefetch_related_objects([recommendation], shares, Prefetch("rejected", Rejected.objects.select_related("option")))
    one = shown(recommendation, roadmap, names)
    outcomes = outcomes_of(request.user, recommendation.options)
    appraised = [outcomes[option.pk] for option in recommendation.options if option.pk in outcomes]
    context = {"one": one, "row": recommendation, "roadmap": roadmap, "parts": parts_of(one), "appraised": appraised}
    return page(request, "recommendation", dialogue, **context)


@requires("consensus.write_recommendation", Recommendation, related=("dialogue", "challenge"), **ONE)
@require_POST
def recommendation_move(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Move it up or down within its priority."""
    is_up = request.POST.get("up") == "yes"
    done(request, lambda: verbs.move_recommendation(recommendation, by=request.user, up=is_up), _("Moved."))
    return redirect("recommendations", recommendation.dialogue.slug)


@requires("consensus.settle_recommendation", Recommendation, related=("dialogue", "challenge"), **ONE)
@require_POST
def recommendation_agree(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Mark it as agreed for the Roadmap."""
    said = _("It is agreed: the next version of the Roadmap holds it.")
    done(request, lambda: verbs.agree_recommendation(recommendation, by=request.user), said)
    return redirect(recommendation)


@requires("consensus.settle_recommendation", Recommendation, related=("dialogue", "challenge"), **ONE)
@require_POST
def recommendation_reopen(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Make it a draft again."""
    done(request, lambda: verbs.reopen_recommendation(recommendation, by=request.user), _("It is a draft again."))
    return redirect(recommendation)
