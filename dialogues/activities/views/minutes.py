"""Minutes: read as each may, written by the host team, sent round and approved by those present."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.activities.attributing import Voices, by_point, rule_in_words
from dialogues.activities.expecting import present
from dialogues.activities.forms.activities import ReasonForm
from dialogues.activities.forms.minutes import ItemForm, MinutesForm, ObjectForm
from dialogues.activities.models import Approval, Attendance, Meeting, Minutes, MinutesItem, Remark, SeatPosition
from dialogues.activities.services import minutes as verbs
from dialogues.activities.services.tasks_done import tick_task
from dialogues.activities.states.meetings import ItemKind, MinutesState, StaleMinutes
from dialogues.activities.views.activities import WRITING
from dialogues.activities.views.meetings import MEETING, meeting_page
from dialogues.models import Seat
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.numbers import key_in

MINUTES: dict[str, Any] = {
    "related": ("meeting__activity__dialogue", "meeting__activity__group", "meeting__rapporteur"),
    "meeting__activity__dialogue__slug": "slug",
    "meeting": "pk",
}

ITEM: dict[str, Any] = {
    "related": ("meeting__activity__dialogue", "meeting__minutes"),
    "meeting__activity__dialogue__slug": "slug",
    "meeting": "pk",
    "pk": "item_id",
}


def _content(meeting: Meeting) -> dict[str, Any]:
    """Return what minutes say, alike for every reader; seven queries."""
    voices, agenda = Voices(meeting), list(meeting.agenda.all())
    remarks = Remark.objects.filter(meeting=meeting, entry__objected_at__isnull=True)
    remarks = remarks.select_related("entry__seat__organisation", "speaker__person", "meeting__activity")
    stands = SeatPosition.objects.filter(meeting=meeting).select_related("seat__organisation")
    attended = list(Attendance.objects.filter(meeting=meeting).select_related("seat__organisation"))
    named, more = voices.present(attended)
    order = ItemKind.values.index
    items = sorted(meeting.items.select_related("point", "seat__organisation"), key=lambda item: order(item.kind))
    for item in items:
        item.meeting = meeting
    return {
        "points": by_point(voices, agenda, remarks, stands),
        "named": named,
        "more": more,
        "company": present(attended),
        "items": [(item, voices.of_task(item)) for item in items],
        "attended": attended,
        "naming": rule_in_words(meeting.attribution),
    }


@requires("activities.see_minutes", Minutes, **MINUTES)
@require_safe
def meeting_minutes(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    """Show the minutes, who has approved them, and let a seat that was there say what it thinks of them."""
    meeting = minutes.meeting
    context = _content(meeting) | {"minutes": minutes}
    seats = {one.seat_id for one in context.pop("attended") if one.is_present and one.seat_id}
    given = list(minutes.approvals.filter(round=minutes.round).select_related("seat__organisation"))
    context |= {"agreed": sum(1 for one in given if one.approves), "asked": len(seats)}
    if may(request.user, "activities.write_minutes", meeting):
        context["given"] = _told(request, meeting, given)
    if minutes.state == MinutesState.CIRCULATED and may(request.user, "activities.speak_at_meeting", meeting):
        own = Seat.objects.spoken_for_by(request.user).filter(pk__in=seats).select_related("organisation")
        said = {one.seat_id: one for one in given}
        context["own"] = [(seat, said.get(seat.pk)) for seat in own]
    return meeting_page(request, "meeting_minutes", meeting, **context)


def _told(request: HttpRequest, meeting: Meeting, given: list[Approval]) -> list[tuple[str, Approval]]:
    """Name who said what to the minutes: in full to the host team, as each seat wishes to whoever writes them beside it."""
    if may(request.user, "activities.keep_meeting", meeting):
        return [(str(one.seat), one) for one in given]
    voices = Voices(meeting)
    return [(voices.of_organisation(one.seat), one) for one in given]


@keeps_typed
@requires("activities.write_minutes", Meeting, **MEETING)
@require_http_methods(WRITING)
def minutes_edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write the minutes: the text, and below it what stands beside it by itself."""
    minutes = Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting, language=meeting.language)
    stored = {name: getattr(minutes, name) for name in ("text", "language", "revision")}
    form, theirs = MinutesForm(as_typed(request), initial=stored), ""
    try:
        if submitted(
            request,
            form,
            lambda typed: verbs.write_minutes(meeting, by=request.user, **typed),
            _("The minutes are kept."),
        ):
            return redirect("minutes_edit", meeting.activity.dialogue.slug, meeting.pk)
    except StaleMinutes:
        theirs, form.data = minutes.text, form.data.copy()
        form.data["revision"] = str(minutes.revision)
    context = _content(meeting) | {
        "form": form,
        "minutes": minutes,
        "theirs": theirs,
        "item_form": ItemForm(request.user, meeting),
    }
    return meeting_page(request, "minutes_edit", meeting, **context)


@keeps_typed
@requires("activities.write_minutes", Meeting, **MEETING)
@require_http_methods(WRITING)
def minutes_item(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Add a decision, a point of contention or a task."""
    form = ItemForm(request.user, meeting, as_typed(request))
    if submitted(request, form, lambda typed: verbs.add_item(meeting, by=request.user, **typed), _("Added.")):
        return redirect("minutes_edit", meeting.activity.dialogue.slug, meeting.pk)
    return meeting_page(
        request, "meeting_form", meeting, form=form, title=_("Decision, point of contention or task"), act=_("Add it")
    )


def _item(meeting: Meeting, item_id: int) -> MinutesItem:
    found = MinutesItem.objects.filter(meeting=meeting, pk=item_id).select_related("meeting").first()
    if found is None:
        raise Http404
    return found


@requires("activities.write_minutes", Meeting, **MEETING)
@require_POST
def minutes_item_remove(request: HttpRequest, meeting: Meeting, item_id: int) -> HttpResponse:
    """Take a line out of a draft."""
    item = _item(meeting, item_id)
    done(request, lambda: verbs.remove_item(item, by=request.user), _("Taken out."))
    return redirect("minutes_edit", meeting.activity.dialogue.slug, meeting.pk)


@requires("activities.finish_task", MinutesItem, **ITEM)
@require_POST
def minutes_item_done(request: HttpRequest, item: MinutesItem) -> HttpResponse:
    """Say that a task is done, or is not after all; whoever came from the tasks of a group goes back to them."""
    is_done, slug = request.POST.get("done") == "yes", item.meeting.activity.dialogue.slug
    done(request, lambda: tick_task(item, by=request.user, done=is_done), _("Noted."))
    if request.POST.get("from") == "group" and item.meeting.activity.group_id:
        return redirect("tasks", slug, item.meeting.activity.group_id)
    return redirect("meeting_minutes", slug, item.meeting_id)


@requires("activities.write_minutes", Meeting, **MEETING)
@require_POST
def minutes_circulate(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Send the minutes round to those who were there."""
    if done(
        request, lambda: verbs.circulate(meeting, by=request.user), _("Those who were there are asked to approve.")
    ):
        return redirect("meeting_minutes", meeting.activity.dialogue.slug, meeting.pk)
    return redirect("minutes_edit", meeting.activity.dialogue.slug, meeting.pk)


@requires("activities.write_minutes", Meeting, **MEETING)
@require_POST
def minutes_take_back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Take the minutes back to change them."""
    done(request, lambda: verbs.take_back_minutes(meeting, by=request.user), _("They are a draft again."))
    return redirect("minutes_edit", meeting.activity.dialogue.slug, meeting.pk)


@keeps_typed
@requires("activities.keep_meeting", Meeting, **MEETING)
@require_http_methods(WRITING)
def minutes_close(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Declare minutes approved although not all have answered."""
    form = ReasonForm(as_typed(request))
    if submitted(request, form, lambda typed: verbs.close_approval(meeting, by=request.user, **typed), _("Approved.")):
        return redirect("meeting_minutes", meeting.activity.dialogue.slug, meeting.pk)
    told = _("Who has approved stays visible, and so does your reason.")
    return meeting_page(
        request, "meeting_form", meeting, form=form, title=_("Close the approval"), told=told, act=_("Close it")
    )


@keeps_typed
@requires("activities.approve_minutes", Minutes, **MINUTES)
@require_http_methods(WRITING)
def minutes_approve(request: HttpRequest, minutes: Minutes, seat_id: int) -> HttpResponse:
    """Approve the minutes for a seat with one click, or say what is not right."""
    seat = Seat.objects.spoken_for_by(request.user).filter(pk=seat_id).select_related("organisation").first()
    if seat is None:
        raise Http404
    number = request.POST.get("round", "")
    said = {"by": request.user, "round_number": key_in(number) if number else minutes.round}
    back = redirect("meeting_minutes", minutes.meeting.activity.dialogue.slug, minutes.meeting_id)
    if request.POST.get("approves") == "yes":
        done(request, lambda: verbs.approve_minutes(minutes, seat, approves=True, **said), _("Approved."))
        return back
    form = ObjectForm(as_typed(request))
    told = _("The host team is told what is not right.")
    if submitted(
        request, form, lambda typed: verbs.approve_minutes(minutes, seat, approves=False, **said, **typed), told
    ):
        return back
    context = {"form": form, "title": _("Something is not right"), "told": str(seat), "act": _("Send it to the host")}
    return meeting_page(request, "meeting_form", minutes.meeting, **context)
