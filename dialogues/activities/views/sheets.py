"""Recording without a connection: the printed capture sheet, the spreadsheet, and taking it in after a preview. Signed sheets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.activities.expecting import agreed_for
from dialogues.activities.forms.meetings import ScanForm
from dialogues.activities.keeping import seats_in_room
from dialogues.activities.models import Invited, Meeting, MeetingScan
from dialogues.activities.services.meetings import attach_scan
from dialogues.activities.services.taking import take
from dialogues.activities.sheets import Reader, SheetLine, filled
from dialogues.activities.states.meetings import Stance, TakenFrom
from dialogues.activities.views.activities import WRITING
from dialogues.activities.views.meetings import MEETING, meeting_page
from dialogues.forms.invitations import ListForm
from dialogues.importing import ListRefused
from dialogues.models import Seat
from dialogues.services.exports import note_export
from dialogues.views.submitting import submitted
from inspired.core.access import Anyone, requires
from inspired.core.exports import TYPES
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StateError
from inspired.core.uploads import serve


def table_of(user: Anyone, meeting: Meeting) -> list[Seat]:
    """Return the seats for which this person records, invited ones first; two queries."""
    invited = set(Invited.objects.filter(meeting=meeting).values_list("seat", flat=True))
    seats = seats_in_room(user, meeting).select_related("organisation")
    return sorted(seats, key=lambda seat: seat.pk not in invited)


@requires("activities.record_meeting", Meeting, **MEETING)
@require_safe
def meeting_sheet(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the capture sheet to be printed: the seats, the points, room to write."""
    context = {
        "seats": table_of(request.user, meeting),
        "agenda": meeting.agenda.all(),
        "stances": Stance,
        "kept": agreed_for(meeting),
    }
    note_export(
        meeting.activity.dialogue, by=request.user, what="capture_sheet", kind="page", rows=len(context["seats"])
    )
    return meeting_page(request, "meeting_sheet", meeting, **context)


@requires("activities.record_meeting", Meeting, **MEETING)
@require_safe
def meeting_sheet_file(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Hand out the spreadsheet of the meeting, filled with its seats and points."""
    seats, agenda = table_of(request.user, meeting), list(meeting.agenda.all())
    content = filled(meeting, seats, agenda, agreed_for(meeting).regions)
    note_export(meeting.activity.dialogue, by=request.user, what="capture_sheet", kind="xlsx", rows=len(seats))
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.xlsx"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _read(user: Anyone, meeting: Meeting, text: str) -> list[SheetLine]:
    return Reader(meeting, table_of(user, meeting), list(meeting.agenda.all())).read(text)


@keeps_typed
@requires("activities.record_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_upload(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Take an uploaded sheet and show line by line what it would record; nothing is stored here."""
    form = ListForm(as_typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = _read(request.user, meeting, form.rows)
        except ListRefused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            new, wrong = sum(line.new for line in lines), sum(1 for line in lines if line.problems)
            context = {"lines": lines, "text": form.rows, "new": new, "wrong": wrong}
            return meeting_page(request, "meeting_preview", meeting, **context)
    told = _("The next page says line by line what would be recorded. The same sheet uploaded twice counts once.")
    return meeting_page(
        request, "meeting_form", meeting, form=form, title=_("Take in the sheet"), told=told, act=_("Show what it says")
    )


@requires("activities.record_meeting", Meeting, **MEETING)
@require_POST
def meeting_take_in(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Do what the preview said; lines that are not right are left out."""
    form = ListForm(request.POST)
    if "back" in request.POST or not form.is_valid():
        return redirect("meeting_upload", meeting.activity.dialogue.slug, meeting.pk)
    try:
        given = [one for line in _read(request.user, meeting, form.rows) if not line.problems for one in line.given]
        count = take(meeting, by=request.user, source=TakenFrom.SHEET, given=given)
    except (ListRefused, StateError) as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting_upload", meeting.activity.dialogue.slug, meeting.pk)
    said = ngettext("%(number)d entry was new and is recorded.", "%(number)d entries were new and are recorded.", count)
    messages.success(request, said % {"number": count})
    return redirect(meeting)


@keeps_typed
@requires("activities.keep_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_scan_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Attach a signed sheet."""
    form = ScanForm(as_typed(request), request.FILES or None)
    if submitted(
        request, form, lambda typed: attach_scan(meeting, by=request.user, **typed), _("The sheet is attached.")
    ):
        return redirect(meeting)
    told = _("Only the host team opens it: it shows names and signatures.")
    return meeting_page(
        request, "meeting_form", meeting, form=form, title=_("Attach a signed sheet"), told=told, act=_("Attach it")
    )


@requires(
    "activities.see_scan",
    MeetingScan,
    related=("file",),
    meeting__activity__dialogue__slug="slug",
    meeting="pk",
    pk="scan_id",
)
@require_safe
def meeting_scan(request: HttpRequest, scan: MeetingScan) -> HttpResponse:
    """Hand out a signed sheet."""
    return serve(scan.file)
