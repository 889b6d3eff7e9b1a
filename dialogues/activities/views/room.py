"""Room mode: one page to record who came, where they stood and what they said, and the seats' confirmation of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.activities.expecting import agreed_for
from dialogues.activities.forms.room import FORMS, RoomForm, TapForm
from dialogues.activities.keeping import seats_in_room
from dialogues.activities.models import Attendance, Invited, Meeting, Remark, SeatPosition
from dialogues.activities.services.meetings import hold_meeting
from dialogues.activities.services.taking import confirm_recorded, take
from dialogues.activities.states.meetings import TakenFrom
from dialogues.activities.views.activities import WRITING
from dialogues.activities.views.meetings import MEETING, meeting_page
from dialogues.models import Seat
from dialogues.views.submitting import done
from inspired.core.access import Anyone, may, requires
from inspired.core.numbers import key_in
from inspired.core.states import StateError

SHOWN_OF_INVITED = ("seat", "answer", "substitute")


class RoomBoard:
    """What the page of one meeting shows one person: its seats, invited ones first, with what is recorded of each."""

    def __init__(self, user: Anyone, meeting: Meeting) -> None:
        self.meeting, self.is_hosted = meeting, may(user, "activities.keep_meeting", meeting)
        self.agenda = list(meeting.agenda.all())
        self.kept = agreed_for(meeting)
        self.answers = {one.seat_id: one for one in Invited.objects.filter(meeting=meeting).only(*SHOWN_OF_INVITED)}
        self.table = list(seats_in_room(user, meeting).select_related("organisation").only("organisation__name"))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each seat at the table; three queries."""
        attended = Attendance.objects.filter(meeting=self.meeting, seat__isnull=False).only("seat", "who", "is_present")
        there = {one.seat_id: one for one in attended}
        positions = _counts(SeatPosition.objects.filter(meeting=self.meeting).values("seat"))
        remarks = _counts(Remark.objects.filter(meeting=self.meeting).values("entry__seat"))
        rows = [
            {
                "seat": seat,
                "key": str(seat.pk),
                "name": seat.organisation.name,
                "invited": self.answers.get(seat.pk),
                "announced": self.answers[seat.pk].substitute if self.is_hosted and seat.pk in self.answers else "",
                "attended": there.get(seat.pk),
                "positions": positions.get(seat.pk, 0),
                "remarks": remarks.get(seat.pk, 0),
            }
            for seat in self.table
        ]
        return sorted(rows, key=lambda row: row["invited"] is None)

    def forms(self, source: str, seat: str, bound: RoomForm | None = None) -> dict[str, RoomForm]:
        """Return the forms of the page, a seat chosen in them; one that was refused keeps what was typed."""
        seats = sorted(self.table, key=lambda seat: seat.pk not in self.answers)
        shared = {"seats": seats, "agenda": self.agenda, "kept": self.kept}
        begun = {"source": source, "seat": seat if seat in {str(one.pk) for one in self.table} else ""}
        made = {name: form(initial=dict(begun), **shared) for name, form in FORMS.items()}
        return made | ({name: bound for name, form in FORMS.items() if type(bound) is form} if bound else {})


def _counts(rows: Any) -> dict[int, int]:
    name = next(iter(rows.query.values_select))
    return {row[name]: row["n"] for row in rows.order_by().annotate(n=Count("pk"))}


def _source(request: HttpRequest) -> str:
    asked = request.POST.get("source") or request.GET.get("source", "")
    return asked if asked in (TakenFrom.ROOM, TakenFrom.PHONE, TakenFrom.PAPER) else TakenFrom.ROOM


def _board(request: HttpRequest, meeting: Meeting, bound: RoomForm | None = None) -> HttpResponse:
    board, source = RoomBoard(request.user, meeting), _source(request)
    rows = board.rows()
    walked = Attendance.objects.filter(meeting=meeting, seat__isnull=True)
    context = {
        "rows": rows,
        "forms": board.forms(source, request.GET.get("seat", ""), bound),
        "there": sum(1 for row in rows if row["attended"] and row["attended"].is_present),
        "walked_in": walked,
        "hosts": board.is_hosted,
        "source": source,
        "sources": [one for one in TakenFrom if one != TakenFrom.SHEET],
        "tap_key": uuid4(),
    }
    return meeting_page(request, "meeting_room", meeting, **context)


@requires("activities.record_meeting", Meeting, **MEETING)
@require_safe
def meeting_room(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the room: the seats with what is recorded of each, and the forms to record more."""
    return _board(request, meeting)


@requires("activities.record_meeting", Meeting, **MEETING)
@require_POST
def meeting_take(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Take one entry of the room. A script that sends it again until it is answered gets the same answer each time."""
    form = _filled(request, meeting)
    new, refused = 0, _faults(form)
    if not refused:
        try:
            new = take(meeting, by=request.user, source=form.cleaned_data["source"], given=[form.given()])
        except StateError as refusal:
            refused = str(refusal)
            form.add_error(None, refused)
    if request.headers.get("Accept") == "application/json":
        seats = seats_in_room(request.user, meeting).values("pk")  # the page counts those it shows, and so does this
        there = Attendance.objects.filter(meeting=meeting, is_present=True, seat__in=seats).count()
        return JsonResponse({"refused": refused, "there": there}, status=400 if refused else 200)
    if refused and isinstance(form, RoomForm):
        return _board(request, meeting, form)
    said = refused or (_("Recorded.") if new else _("This was recorded before."))
    messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, said)
    room = reverse("meeting_room", args=[meeting.activity.dialogue.slug, meeting.pk])
    return redirect(f"{room}?source={_source(request)}")


def _faults(form: RoomForm | TapForm) -> str:
    if form.is_valid():
        return ""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _filled(request: HttpRequest, meeting: Meeting) -> RoomForm | TapForm:
    if (kind := FORMS.get(request.POST.get("form", ""))) is None:
        return TapForm(request.POST)
    board = RoomBoard(request.user, meeting)
    return kind(request.POST, seats=board.table, agenda=board.agenda, kept=board.kept)


@requires("activities.record_meeting", Meeting, **MEETING)
@require_POST
def meeting_hold(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say that the meeting took place; seats are asked to confirm what was recorded for them."""
    said = _("The meeting is over. The seats are asked to confirm what was recorded for them.")
    done(request, lambda: hold_meeting(meeting, by=request.user), said)
    return redirect(meeting)


@requires("activities.speak_at_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_confirm(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show a delegate what was recorded for their seats, and let them confirm it with one click."""
    own = Seat.objects.spoken_for_by(request.user).filter(dialogue=meeting.activity.dialogue_id)
    if request.method == "POST":
        seat = own.filter(pk=key_in(request.POST.get("seat", ""))).first()
        if seat is None:
            return redirect("meeting_confirm", meeting.activity.dialogue.slug, meeting.pk)
        count = confirm_recorded(meeting, seat, by=request.user)
        said = ngettext("%(number)d entry is confirmed.", "%(number)d entries are confirmed.", count)
        messages.success(request, said % {"number": count})
        return redirect(meeting)
    return meeting_page(
        request,
        "meeting_confirm",
        meeting,
        seats=_recorded(request.user, meeting, list(own.select_related("organisation"))),
    )


def _recorded(user: Anyone, meeting: Meeting, seats: list[Seat]) -> list[dict[str, Any]]:
    """Return by seat what was recorded for it, and whether it waits for this person or for somebody else of the seat."""
    attended = {one.seat_id: one for one in Attendance.objects.filter(meeting=meeting, seat__in=seats)}
    stands = list(SeatPosition.objects.filter(meeting=meeting, seat__in=seats).select_related("point"))
    said = list(Remark.objects.filter(meeting=meeting, entry__seat__in=seats).select_related("entry", "point"))
    found = []
    for seat in seats:
        own = [one for one in stands if one.seat_id == seat.pk]
        words = [one for one in said if one.entry.seat_id == seat.pk]
        rows = [row for row in (attended.get(seat.pk), *own) if row]
        waiting = [row.entered_by_id for row in rows if not row.is_confirmed]
        waiting += [one.entry.entered_by_id for one in words if one.entry.awaits_confirmation]
        if rows or words:
            about = {"seat": seat, "attended": attended.get(seat.pk), "positions": own, "remarks": words}
            about["waits"] = any(by != user.pk for by in waiting)
            about["is_own_record"] = any(by == user.pk for by in waiting)
            found.append(about)
    return found
