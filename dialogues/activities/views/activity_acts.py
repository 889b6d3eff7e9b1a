"""What is done with an activity: a proposal answered, an activity held, cancelled, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.activities.forms.activities import AcceptForm, ReasonForm
from dialogues.activities.models import Activity
from dialogues.activities.services import activities as verbs
from dialogues.activities.views.activities import ONE, WRITING, form_page, page
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError


@keeps_typed
@requires("activities.answer_proposal", Activity, **ONE)
@require_http_methods(WRITING)
def activity_accept(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Take a proposal up, changed or as it is."""
    initial = AcceptForm.stored(activity) | {"tier": Tier.PARTICIPANTS, "time_zone": activity.dialogue.time_zone}
    form = AcceptForm(activity.dialogue, request.user, as_typed(request), initial=initial)
    conflict = None
    said = _("The activity is planned. Whoever proposed it is told.")
    try:
        if submitted(
            request, form, lambda _data: verbs.accept_proposal(activity, by=request.user, **form.for_verb()), said
        ):
            return redirect(activity)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"conflict": conflict, "activity": activity, "title": _("Take up the proposal")}
    return form_page(request, activity.dialogue, form, act=_("Plan it"), **context)


@requires("activities.answer_proposal", Activity, **ONE)
@require_http_methods(WRITING)
def activity_decline(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Do not take a proposal up, with the reason."""
    told = _("The proposal stays on record with your reason. Whoever proposed it is told.")
    return _with_reason(
        request, activity, verbs.decline_proposal, title=_("Do not take it up"), told=told, act=_("Send the reason")
    )


@requires("activities.keep_activity", Activity, **ONE)
@require_http_methods(WRITING)
def activity_cancel(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Cancel an activity with all its coming meetings."""
    told = _("All its coming meetings are cancelled with it, and everybody invited is told.")
    return _with_reason(
        request, activity, verbs.cancel_activity, title=_("Cancel the activity"), told=told, act=_("Cancel it")
    )


@requires("activities.keep_activity", Activity, **ONE)
@require_POST
def activity_hold(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Say that the activity took place."""
    done(request, lambda: verbs.hold_activity(activity, by=request.user), _("Noted: it took place."))
    return redirect(activity)


@requires("activities.keep_activity", Activity, **ONE)
@require_http_methods(WRITING)
def activity_resume(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Plan again what was held, cancelled or declined."""

    def again(row: Activity, *, by: Any, reason: str) -> Activity:
        return verbs.take_up_again(row, by=by, note=reason)

    told = _("It is planned again. Cancelled meetings stay cancelled until they get a new date.")
    return _with_reason(request, activity, again, title=_("Plan it again"), told=told, act=_("Plan it again"))


def _with_reason(
    request: HttpRequest, activity: Activity, verb: Callable[..., Activity], *, title: str, told: str, act: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if submitted(request, form, lambda typed: verb(activity, by=request.user, **typed), _("Done.")):
        return redirect(activity)
    context = {"form": form, "activity": activity, "title": title, "told": told, "act": act}
    return page(request, "activity_reason", activity.dialogue, **context)
