"""Correcting and withdrawing notes on influence, adaptations, advocacy and undertakings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.monitoring.forms import correcting as forms
from dialogues.monitoring.models import Adaptation, Influence, Step
from dialogues.monitoring.models.following import Followed
from dialogues.monitoring.noted import line
from dialogues.monitoring.services.correcting import correct_followed, withdraw_followed
from dialogues.monitoring.states import Kind
from dialogues.monitoring.titles import titles_for
from dialogues.monitoring.views.framing import ONE, WRITING, page
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError
from workinggroups.naming import Names

NOTE: dict[str, Any] = {"related": ("dialogue__host_organisation", "recommendation", "seat__organisation"), **ONE}


def _change(
    request: HttpRequest, noted: Followed, back: str, form: Any, verb: Callable[..., object], said: str
) -> HttpResponse:
    """Change a note, then lead back to its list; what somebody else changed meanwhile stands beside what was typed."""
    stale = False
    try:
        if submitted(request, form, lambda typed: verb(noted, by=request.user, **typed), said):
            return redirect(back, noted.dialogue.slug)
    except StaleError as conflict:
        messages.error(
            request, _("Somebody changed this note meanwhile. It stands now as shown; what you typed stands below.")
        )
        noted, stale = conflict.current, True  # type: ignore[assignment]
        form.data = form.data.copy()
        form.data["revision"] = str(noted.revision)
    names, titles = Names(request.user, noted.dialogue), titles_for(request.user, noted.dialogue)
    row = line(names, titles, noted)
    template = "note_withdraw" if verb is withdraw_followed else "note_correct"
    about = {"back": back, "kind": Kind(back).label, "title": noted.title}
    return page(request, template, noted.dialogue, form=form, rows=[row], shows=stale, **about)


def _correct(request: HttpRequest, noted: Followed, back: str, form: Any) -> HttpResponse:
    return _change(request, noted, back, form, correct_followed, _("Corrected. The earlier wording is kept."))


def _withdraw(request: HttpRequest, noted: Followed, back: str) -> HttpResponse:
    form = forms.WithdrawForm(noted, as_typed(request))
    return _change(
        request, noted, back, form, withdraw_followed, _("Withdrawn. It stays here, struck, with the reason.")
    )


@keeps_typed
@requires("monitoring.change_followed", Influence, **NOTE)
@require_http_methods(WRITING)
def influence_correct(request: HttpRequest, noted: Influence) -> HttpResponse:
    """Correct a note on influence."""
    return _correct(request, noted, "influence", forms.CorrectInfluenceForm(request.user, noted, as_typed(request)))


@keeps_typed
@requires("monitoring.change_followed", Influence, **NOTE)
@require_http_methods(WRITING)
def influence_withdraw(request: HttpRequest, noted: Influence) -> HttpResponse:
    """Withdraw a note on influence."""
    return _withdraw(request, noted, "influence")


@keeps_typed
@requires("monitoring.change_followed", Adaptation, **NOTE)
@require_http_methods(WRITING)
def adaptation_correct(request: HttpRequest, noted: Adaptation) -> HttpResponse:
    """Correct an adaptation."""
    return _correct(request, noted, "adaptations", forms.CorrectAdaptationForm(request.user, noted, as_typed(request)))


@keeps_typed
@requires("monitoring.change_followed", Adaptation, **NOTE)
@require_http_methods(WRITING)
def adaptation_withdraw(request: HttpRequest, noted: Adaptation) -> HttpResponse:
    """Withdraw an adaptation."""
    return _withdraw(request, noted, "adaptations")


@keeps_typed
@requires("monitoring.change_followed", Step, **NOTE)
@require_http_methods(WRITING)
def step_correct(request: HttpRequest, noted: Step) -> HttpResponse:
    """Correct an action or undertaking."""
    return _correct(request, noted, "steps", forms.CorrectStepForm(request.user, noted, as_typed(request)))


@keeps_typed
@requires("monitoring.change_followed", Step, **NOTE)
@require_http_methods(WRITING)
def step_withdraw(request: HttpRequest, noted: Step) -> HttpResponse:
    """Withdraw an action or undertaking."""
    return _withdraw(request, noted, "steps")
