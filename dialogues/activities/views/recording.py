"""What is recorded of who comes to meetings, and what was agreed about balance."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.activities.forms.activities import RecordingForm
from dialogues.activities.models import Recording
from dialogues.activities.services.activities import set_recording
from dialogues.activities.views.activities import WRITING, page
from dialogues.models import Dialogue
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError


@keeps_typed
@requires("activities.plan_activity", Dialogue, slug="slug")
@require_http_methods(WRITING)
def activity_recording(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Choose what is recorded of who comes, and note what was agreed about balance."""
    row = Recording.objects.filter(dialogue=dialogue).first() or Recording(dialogue=dialogue, revision=0)
    form = RecordingForm(as_typed(request), initial=_stored(row))
    said = _("Kept. Meetings warn you when those who come fall short of it.")
    try:
        if submitted(request, form, lambda typed: set_recording(dialogue, by=request.user, **typed), said):
            return redirect("activities", dialogue.slug)
    except StaleError:
        messages.error(request, _("A colleague has just changed this. Here is what stands now."))
        return redirect("activity_recording", dialogue.slug)
    return page(request, "activity_recording", dialogue, form=form)


def _stored(row: Recording) -> dict[str, Any]:
    names = (name for name in RecordingForm.base_fields if name != "regions")
    return {name: getattr(row, name) for name in names} | {"regions": "\n".join(row.regions)}
