"""What is followed beside commitments: influence on policy, adaptations, advocacy and undertakings, watchers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.consensus.models import Recommendation
from dialogues.models import Dialogue
from dialogues.monitoring import noted
from dialogues.monitoring.forms import following as forms
from dialogues.monitoring.models import Adaptation, Influence, Step, Watcher
from dialogues.monitoring.services import following as verbs
from dialogues.monitoring.states import InfluenceKind, StepKind
from dialogues.monitoring.views.framing import OF_DIALOGUE, WRITING, page
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import Anyone, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from workinggroups.naming import Names

ALL = gettext_lazy("All")
AT_ONCE = 100  # a list that seldom fills its page


class InfluenceFilter(django_filters.FilterSet):
    """Narrows notes on influence by where it was."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Where"), choices=InfluenceKind.choices, empty_label=ALL)


class StepFilter(django_filters.FilterSet):
    """Narrows actions and undertakings by kind."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=StepKind.choices, empty_label=ALL)


def _about(user: Anyone) -> Callable[[str], Q]:
    """Search among the recommendations this person may see, and no others."""
    known = Recommendation.objects.visible_to(user)
    return lambda word: Q(recommendation__in=known.filter(title__icontains=word).values("pk"))


def _list(request: HttpRequest, dialogue: Dialogue, what: str, model: Any, narrowing: Any = None) -> HttpResponse:
    """List one kind of what is followed, the newest first."""
    names = Names(request.user, dialogue)
    rows = model.objects.visible_to(request.user).filter(dialogue=dialogue)
    if request.GET.get("format"):  # a file has no strike-through: what is withdrawn stays out of it
        rows = rows.in_force()
    listing = Listing(
        request,
        rows.select_related("recommendation", "seat__organisation"),
        searches=["title", "text", _about(request.user)],
        sorts=noted.SORTS,
        filterset=narrowing,
        columns=noted.columns(names, model),
        name=what,
        per_page=AT_ONCE,
        is_short=True,
        on_export=lambda kind, total: note_export(dialogue, by=request.user, what=what, kind=kind, rows=total),
    )
    if (file := listing.download()) is not None:
        return file
    told = [noted.line(names, one) for one in listing.rows]
    return page(request, what, dialogue, listing=listing, rows=told)


@requires("monitoring.see_inside", Dialogue, **OF_DIALOGUE)
@require_safe
def influence(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List where those who decide took conclusions on board."""
    return _list(request, dialogue, "influence", Influence, InfluenceFilter)


@requires("monitoring.see_inside", Dialogue, **OF_DIALOGUE)
@require_safe
def adaptations(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List how recommendations were adapted."""
    return _list(request, dialogue, "adaptations", Adaptation)


@requires("monitoring.see_inside", Dialogue, **OF_DIALOGUE)
@require_safe
def steps(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List advocacy actions and what committees and parties undertook."""
    return _list(request, dialogue, "steps", Step, StepFilter)


def _add(
    request: HttpRequest, dialogue: Dialogue, template: str, form: Any, verb: Callable[..., object], back: str
) -> HttpResponse:
    """Write something down, then lead back to its list."""
    if submitted(request, form, lambda typed: verb(dialogue, by=request.user, **typed), _("It stands here now.")):
        return redirect(back, dialogue.slug)
    return page(request, template, dialogue, form=form)


@keeps_typed
@requires("monitoring.add_followed", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def influence_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Note influence on policy."""
    form = forms.InfluenceForm(request.user, dialogue, as_typed(request))
    return _add(request, dialogue, "influence_add", form, verbs.note_influence, "influence")


@keeps_typed
@requires("monitoring.adapt_recommendation", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def adaptation_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Write down how a recommendation is adapted."""
    form = forms.AdaptationForm(request.user, dialogue, as_typed(request))
    return _add(request, dialogue, "adaptation_add", form, verbs.log_adaptation, "adaptations")


@keeps_typed
@requires("monitoring.add_followed", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def step_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Log an advocacy action or an undertaking."""
    form = forms.StepForm(request.user, dialogue, as_typed(request))
    return _add(request, dialogue, "step_add", form, verbs.log_step, "steps")


@requires("monitoring.see_inside", Dialogue, **OF_DIALOGUE)
@require_safe
def watchers(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List who watches over the commitments."""
    names = Names(request.user, dialogue)
    rows = Watcher.objects.visible_to(request.user).filter(dialogue=dialogue)
    listing = Listing(
        request,
        rows.select_related("seat__organisation").prefetch_related("recommendations"),
        searches=["why"],
        sorts=noted.WATCHERS,
        columns=noted.watcher_columns(names),
        name="watchers",
        per_page=AT_ONCE,
        is_short=True,
        on_export=lambda kind, total: note_export(dialogue, by=request.user, what="watchers", kind=kind, rows=total),
    )
    if (file := listing.download()) is not None:
        return file
    told = [noted.watching(names, dialogue, one) for one in listing.rows]
    return page(request, "watchers", dialogue, listing=listing, rows=told)


@keeps_typed
@requires("monitoring.name_watcher", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def watcher_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Name a seat that watches, or offer one's own."""
    form = forms.WatcherForm(request.user, dialogue, as_typed(request))
    return _add(request, dialogue, "watcher_add", form, verbs.name_watcher, "watchers")


@requires("monitoring.end_watching", Watcher, related=("dialogue",), dialogue__slug="slug", pk="pk")
@require_POST
def watcher_end(request: HttpRequest, watcher: Watcher) -> HttpResponse:
    """Say that a seat watches no longer."""
    done(request, lambda: verbs.end_watching(watcher, by=request.user), _("It watches no longer."))
    return redirect("watchers", watcher.dialogue.slug)
