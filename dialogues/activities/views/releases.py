"""The release of an event or campaign: when what it says may be said."""

from __future__ import annotations

from django.contrib import messages
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
from inspired.core.states import StaleError


@requires("activities.set_release", Activity, **ONE)
@require_http_methods(WRITING)
def activity_release(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Settle release date, embargo, and who reads it before."""
    release = Release.objects.filter(activity=activity).first() or Release(activity=activity)
    form = ReleaseForm(activity, request.POST or None, initial=ReleaseForm.stored(release))
    try:
        if submitted(request, form, lambda typed: verbs.set_release(activity, by=request.user, **typed), _("Settled.")):
            return redirect("activity_record", activity.dialogue.slug, activity.pk)
    except StaleError:
        messages.error(request, _("Somebody else settled it meanwhile. This is what stands there now."))
        return redirect("activity_release", activity.dialogue.slug, activity.pk)
    context = {"form": form, "activity": activity, "title": _("Release date and embargo"), "act": _("Save")}
    return page(request, "activity_release", activity.dialogue, **context)
