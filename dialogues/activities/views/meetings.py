"""One meeting: its page as each reader may see it, and what the host team prepares: date, description, agenda."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.activities.dates import when_words
from dialogues.activities.expecting import agreed_for, expected, present, warnings
from dialogues.activities.forms.meetings import AboutMeetingForm, AgendaForm, ChangeForm, MeetingForm
from dialogues.activities.keeping import kept_words
from dialogues.activities.models import Activity, Attendance, Invited, Meeting, Minutes
from dialogues.activities.services import meetings as verbs
from dialogues.activities.services.changing import change_meeting
from dialogues.activities.states.meetings import ChangeKind
from dialogues.activities.views.activities import ONE, WRITING, page
from dialogues.deadlines import day_of, end_of_day
from dialogues.models import Errand
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError

MEETING: dict[str, Any] = {
    "related": ("activity__dialogue", "activity__group", "facilitator__person", "rapporteur__person", "minutes"),
    "activity__dialogue__slug": "slug",
    "pk": "pk",
}


def meeting_page(request: HttpRequest, template: str, meeting: Meeting, **context: Any) -> HttpResponse:
    """Answer with a page about one meeting."""
    about = {"meeting": meeting, "activity": meeting.activity, "when": when_words(meeting)}
    return page(request, template, meeting.activity.dialogue, **about | context)


@requires("activities.see_meeting", Meeting, **MEETING)
@require_safe
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show one meeting: when, where, the agenda, who is invited, what was recorded."""
    agenda = list(meeting.agenda.all())
    planned = sum(point.minutes for point in agenda)
    context: dict[str, Any] = {"agenda": agenda, "planned": planned, "beyond": planned - meeting.length}
    invited = Invited.objects.of_meeting(request.user, meeting)
    rows = list(invited.select_related("seat__organisation", "delegate__person"))
    context |= {"changes": meeting.changes.select_related("by__person"), "minutes": _minutes(request, meeting)}
    is_team = may(request.user, "dialogues.manage_dialogue", meeting.activity.dialogue)
    context["link"] = meeting.link if is_team or rows else ""  # rows hold for others their own seats alone
    if may(request.user, "activities.keep_meeting", meeting):
        context |= _for_team(meeting, rows)
    else:
        context["mine"] = rows
    return meeting_page(request, "meeting", meeting, **context)


def _minutes(request: HttpRequest, meeting: Meeting) -> Minutes | None:
    return Minutes.objects.of_meeting(request.user, meeting).first()


def _for_team(meeting: Meeting, invited: list[Invited]) -> dict[str, Any]:
    attended = list(Attendance.objects.filter(meeting=meeting).select_related("seat__organisation"))
    company, agreed = expected(invited), agreed_for(meeting)
    waiting = Errand.objects.waiting().filter(  # type: ignore[attr-defined]
        dialogue=meeting.activity.dialogue, matter="activities.meeting", target=meeting.pk
    )
    return {
        "invited": invited,
        "company": company,
        "warnings": warnings(company, agreed) if meeting.takes_answers else [],
        "attended": attended,
        "there": present(attended),
        "scans": meeting.scans.select_related("file", "by__person"),
        "unreached": waiting.count(),
        "keepers": kept_words(meeting),
        "by_group": meeting.activity.group is not None and meeting.activity.group.is_active,
    }


@keeps_typed
@requires("activities.add_meeting", Activity, **ONE)
@require_http_methods(WRITING)
def meeting_add(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Add a meeting to an activity."""
    initial = {"title": activity.title, "day": activity.starts_on, "place": activity.place, "link": activity.link}
    initial |= {"language": activity.dialogue.language, "attribution": "organisation"}
    form = MeetingForm(activity.time_zone, as_typed(request), initial=initial)

    def add(_typed: dict[str, Any]) -> Meeting:
        return verbs.add_meeting(activity, by=request.user, when=form.when(), **_about(form, activity.time_zone))

    if submitted(request, form, add, _("The meeting is planned. Nobody is invited yet.")):
        return redirect(activity)
    context = {"form": form, "activity": activity, "title": _("Plan a meeting"), "act": _("Plan it")}
    return page(request, "meeting_form", activity.dialogue, **context)


def _about(form: MeetingForm | AboutMeetingForm, zone: str) -> dict[str, Any]:
    names = ("title", "language", "interpretation", "attribution", "form_key", "revision")
    data = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
    day = form.cleaned_data["answer_by"]
    return data | {"answer_by": end_of_day(day, zone) if day else None}


@keeps_typed
@requires("activities.keep_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Change what is said about a meeting beside its date and place."""
    stored = AboutMeetingForm.stored(meeting) | {"answer_by": day_of(meeting.answer_by, meeting.time_zone)}
    form = AboutMeetingForm(as_typed(request), initial=stored)
    conflict = None
    try:
        if submitted(
            request,
            form,
            lambda _data: verbs.edit_meeting(meeting, by=request.user, **_about(form, meeting.time_zone)),
            _("Changed."),
        ):
            return redirect(meeting)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"form": form, "conflict": conflict, "title": _("Change the meeting"), "act": _("Save")}
    return meeting_page(request, "meeting_form", meeting, **context)


@keeps_typed
@requires("activities.keep_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write the agenda."""
    form = AgendaForm(as_typed(request), initial={"points": AgendaForm.as_typed(list(meeting.agenda.all()))})
    if submitted(
        request, form, lambda typed: verbs.set_agenda(meeting, by=request.user, **typed), _("The agenda is kept.")
    ):
        return redirect(meeting)
    return meeting_page(request, "meeting_form", meeting, form=form, title=_("Agenda"), act=_("Keep the agenda"))


@keeps_typed
@requires("activities.change_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Move, postpone or cancel a meeting in one act."""
    zone = ZoneInfo(meeting.time_zone)
    starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    initial = {"day": starts.date(), "start": starts.time(), "end": ends.time(), "kind": ChangeKind.MOVE}
    initial |= {"place": meeting.place, "link": meeting.link, "sequence": meeting.sequence}
    form = ChangeForm(meeting.time_zone, as_typed(request), initial=initial)

    def change(typed: dict[str, Any]) -> Meeting:
        when = form.when() if typed["kind"] == ChangeKind.MOVE else None
        said = {name: typed[name] for name in ("kind", "reason", "sequence")}
        return change_meeting(meeting, by=request.user, when=when, **said)

    if submitted(request, form, change, _("Everybody invited is told. Whom no mail reaches stands on your list.")):
        return redirect(meeting)
    told = _("Everybody invited is told, and calendars hear of it. Whom no mail reaches comes on your list to phone.")
    context = {"form": form, "title": _("Move, postpone or cancel"), "told": told, "act": _("Do it and tell everybody")}
    return meeting_page(request, "meeting_form", meeting, **context)
