"""Reminds seats of what they still owe in a position check, a ranking or an appraisal, and says how many people are told."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dialogues.consensus.models import Appraisal, PositionCheck, Ranking
from dialogues.consensus.services import reminding as verbs
from dialogues.consensus.views.framing import ONE
from inspired.core.access import requires
from inspired.core.states import StateError

from .appraisal_pages import APPRAISAL, WITH_CHALLENGE


@requires("consensus.manage_check", PositionCheck, related=("dialogue",), **ONE)
@require_POST
def check_remind(request: HttpRequest, check: PositionCheck) -> HttpResponse:
    """Remind those who have said nothing to a proposal."""
    _reminded(request, lambda: verbs.remind_of_check(check, by=request.user))
    return redirect(check)


@requires("consensus.manage_ranking", Ranking, related=("dialogue",), **ONE)
@require_POST
def ranking_remind(request: HttpRequest, ranking: Ranking) -> HttpResponse:
    """Remind those who gave no order of priorities."""
    _reminded(request, lambda: verbs.remind_of_ranking(ranking, by=request.user))
    return redirect(ranking)


@requires("consensus.steer_appraisal", Appraisal, related=WITH_CHALLENGE, **APPRAISAL)
@require_POST
def appraisal_remind(request: HttpRequest, appraisal: Appraisal) -> HttpResponse:
    """Remind those who have not submitted how they appraise the options."""
    _reminded(request, lambda: verbs.remind_of_appraisal(appraisal, by=request.user))
    return redirect(appraisal)


def _reminded(request: HttpRequest, act: Callable[[], int]) -> None:
    try:
        told = act()
    except StateError as refusal:
        messages.error(request, str(refusal))
        return
    many = ngettext("%(count)d person is being reminded.", "%(count)d people are being reminded.", told)
    nobody = _("Whoever can be reached here was reminded today already.")
    messages.success(request, many % {"count": told} if told else nobody)
