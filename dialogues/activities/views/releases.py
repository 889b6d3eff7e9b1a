"""The release of an event or campaign: when what it says may be said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.activities.forms.releases import ReleaseForm
from dialogues.activities.models import Activity, Release
from dialogues.activities.services import releases as verbs
from dialogues.activities.views.activities import ONE, WRITING, page
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError


@keeps_typed
@requires("activities.set_release", Activity, **ONE)
@require_http_methods(WRITING)
def activity_release(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Settle release date, embargo, and who reads it before; what somebody else settled meanwhile is shown beside it."""
    release = Release.objects.filter(activity=activity).first() or Release(activity=activity)
    form, conflict = ReleaseForm(activity, as_typed(request), initial=ReleaseForm.stored(release)), None
    try:
        if submitted(request, form, lambda typed: verbs.set_release(activity, by=request.user, **typed), _("Settled.")):
            return redirect("activity_record", activity.dialogue.slug, activity.pk)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"form": form, "activity": activity, "conflict": conflict, "act": _("Save")}
    context["title"] = _("Release date and embargo")
    return page(request, "activity_release", activity.dialogue, **context)
