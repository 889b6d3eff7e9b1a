"""Inviting to a meeting, answering for a seat, and the meeting as a file for a calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.activities.expecting import agreed_for
from dialogues.activities.forms.meetings import ComingForm, InviteForm
from dialogues.activities.models import Invited, Meeting
from dialogues.activities.offers import date_of
from dialogues.activities.services.attending import Coming, answer_meeting, invite_seats
from dialogues.activities.views.activities import WRITING
from dialogues.activities.views.meetings import MEETING, meeting_page
from dialogues.feeding import calendar_file
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StateError


@keeps_typed
@requires("activities.invite_to_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_invite(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Choose who is invited; seats invited before are not told again."""
    form = InviteForm(meeting, as_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = invite_seats(meeting, by=request.user, seats=form.cleaned_data["seats"])
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("%(number)d seat is invited.", "%(number)d seats are invited.", count)
            messages.success(request, said % {"number": count})
            return redirect(meeting)
    told = _("Those ticked are told by mail; whom no mail reaches comes on your list to phone.")
    context = {"form": form, "title": _("Invite"), "told": told, "act": _("Invite them")}
    if not form.fields["seats"].queryset:  # type: ignore[attr-defined]
        context = {"title": _("Invite"), "all_invited": True}
    return meeting_page(request, "meeting_form", meeting, **context)


@keeps_typed
@requires("activities.see_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_answer(request: HttpRequest, meeting: Meeting, seat_id: int) -> HttpResponse:
    """Say for a seat whether it comes; the host team notes what it was told."""
    invited = Invited.objects.visible_to(request.user).filter(meeting=meeting, seat=seat_id)
    row = invited.select_related("seat__organisation").first()
    if row is None or not _answers(request, meeting):
        raise Http404
    names = ("delegate", "substitute", "language", "gender", "region", "note")
    stored = {name: getattr(row, name) for name in names} | {"answer": row.answer if row.answered_at else ""}
    form = ComingForm(row, agreed_for(meeting), as_typed(request), initial=stored)

    def answer(typed: dict[str, Any]) -> Invited:
        return answer_meeting(meeting, row.seat, by=request.user, coming=Coming(**typed))

    if submitted(request, form, answer, _("Your answer is kept. You can change it until the meeting.")):
        return redirect(meeting)
    context = {"form": form, "title": _("Does %(seat)s come?") % {"seat": row.seat}, "act": _("Send the answer")}
    return meeting_page(request, "meeting_form", meeting, **context)


def _answers(request: HttpRequest, meeting: Meeting) -> bool:
    rules = ("activities.speak_at_meeting", "activities.keep_meeting")
    return any(may(request.user, rule, meeting) for rule in rules)


@requires("activities.see_meeting", Meeting, **MEETING)
@require_safe
def meeting_calendar(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Hand out the date for a calendar, neutral in wording; the page behind its address says the rest."""
    response = HttpResponse(
        calendar_file(date_of(meeting), meeting.time_zone), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    response["Cache-Control"] = "no-store, private"
    return response
