"""Who keeps a meeting in place of the host team, and meetings that a working group plans for itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.activities.forms.group_meetings import GroupMeetingForm
from dialogues.activities.forms.keeping import KeepersForm
from dialogues.activities.grouping import opens_to
from dialogues.activities.models import Meeting
from dialogues.activities.services.group_meetings import plan_group_meeting
from dialogues.activities.services.naming import name_keepers
from dialogues.activities.views.activities import WRITING, page
from dialogues.activities.views.meetings import MEETING, meeting_page
from dialogues.views.submitting import submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from workinggroups.models import Group


@keeps_typed
@requires("activities.name_keepers", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_keepers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Name who keeps the room and who writes the minutes."""
    stored = {"facilitator": meeting.facilitator_id, "rapporteur": meeting.rapporteur_id}
    form = KeepersForm(meeting, as_typed(request), initial=stored)
    said = _("Kept. Whoever is newly named is told.")
    if submitted(request, form, lambda typed: name_keepers(meeting, by=request.user, **typed), said):
        return redirect(meeting)
    told = _(
        "Whoever you name finds in the room the organisations invited that are named to participants, and what was recorded. "
        "Needs, allowances, signed sheets, contacts and notes stay with you. It ends when the minutes are approved."
    )
    context = {"form": form, "title": _("Who keeps this meeting"), "told": told, "act": _("Keep it")}
    return meeting_page(request, "meeting_form", meeting, **context)


GROUP: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "group_id"}


@keeps_typed
@requires("activities.plan_for_group", Group, **GROUP)
@require_http_methods(WRITING)
def group_meeting_add(request: HttpRequest, group: Group) -> HttpResponse:
    """Let the coordinator plan a meeting of the group; its members are invited by the same act, and the host is told."""
    initial = {"title": group.name, "language": group.dialogue.language, "tier": opens_to(group)}
    form = GroupMeetingForm(group.dialogue.time_zone, as_typed(request), initial=initial)

    def plan(_typed: dict[str, Any]) -> Meeting:
        return plan_group_meeting(group, by=request.user, when=form.when(), **form.for_verb())

    said = _("The meeting is planned. The members are invited, and the host team is told.")
    if submitted(request, form, plan, said):
        return redirect(group)
    context = {"form": form, "group": group, "title": _("Plan a meeting of this group"), "act": _("Plan it and invite")}
    return page(request, "group_meeting_add", group.dialogue, **context)
