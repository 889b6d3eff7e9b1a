"""What is done with an introduction: taken up, given back, settled, planned on from, withdrawn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.convening.forms.introductions import NextForm, SettleForm
from dialogues.convening.models import Introduction
from dialogues.convening.services import introductions as verbs
from dialogues.convening.views.introductions import ONE
from dialogues.convening.views.shelf import WRITING, page
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed


def _back(introduction: Introduction) -> HttpResponse:
    return redirect("introduction", introduction.dialogue.slug, introduction.pk)


@requires("convening.take_up_introduction", Introduction, **ONE)
@require_POST
def introduction_take(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    """Take it up; whoever asked is told."""
    done(request, lambda: verbs.take_up(introduction, by=request.user), _("You are on it. Whoever asked is told."))
    return _back(introduction)


@requires("convening.give_back_introduction", Introduction, **ONE)
@require_POST
def introduction_give_back(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    """Leave it to others again."""
    done(request, lambda: verbs.give_back(introduction, by=request.user), _("Others can take it up again."))
    return redirect("introductions", introduction.dialogue.slug)


@keeps_typed
@requires("convening.settle_introduction", Introduction, **ONE)
@require_http_methods(WRITING)
def introduction_settle(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    """Record that it was obtained or declined, when, and what comes next."""
    form = SettleForm(as_typed(request), initial={"on": timezone.localdate()})
    said = _("Noted. Whoever asked is told.")
    if submitted(request, form, lambda typed: verbs.settle(introduction, by=request.user, **typed), said):
        return _back(introduction)
    return page(request, "introduction_settle", introduction.dialogue, form=form, introduction=introduction)


@keeps_typed
@requires("convening.plan_after_introduction", Introduction, **ONE)
@require_http_methods(WRITING)
def introduction_next(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    """Say what comes next."""
    stored = {"next_step": introduction.next_step, "next_on": introduction.next_on}
    form = NextForm(as_typed(request), initial=stored)
    if submitted(request, form, lambda typed: verbs.plan_next(introduction, by=request.user, **typed), _("Saved.")):
        return _back(introduction)
    return page(request, "introduction_next", introduction.dialogue, form=form, introduction=introduction)


@requires("convening.withdraw_introduction", Introduction, **ONE)
@require_http_methods(WRITING)
def introduction_withdraw(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    """Ask once, then take the wish back."""
    if request.method == "POST":
        said = _("It is no longer asked for.")
        done(request, lambda: verbs.withdraw(introduction, by=request.user), said)
        return _back(introduction)
    return page(request, "introduction_withdraw", introduction.dialogue, introduction=introduction)
