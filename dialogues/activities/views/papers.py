"""The papers of a meeting before it takes place, what those who come need, and what they are paid for the way."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.activities.forms.papers import AllowancesForm, ColumnsForm, NeedsForm
from dialogues.activities.models import Invited, Meeting, MeetingPrint, Needs, Rates
from dialogues.activities.papers import coming, name_of, paper_of
from dialogues.activities.services import papers as verbs
from dialogues.activities.states.papers import SPREADSHEETS, USUAL_COLUMNS, PaperKind
from dialogues.activities.views.activities import WRITING
from dialogues.activities.views.meetings import MEETING, meeting_page
from dialogues.convening.views.letters import attached
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.exports import download
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.models import Job
from inspired.core.states import StaleError
from inspired.core.uploads import PDF


@requires("activities.prepare_papers", Meeting, **MEETING)
@require_safe
def meeting_papers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """List the papers of a meeting."""
    return meeting_page(request, "meeting_papers", meeting, kinds=PaperKind, spreadsheets=SPREADSHEETS)


def _asked(request: HttpRequest, kind: str, data: Any) -> tuple[ColumnsForm, dict[str, Any]]:
    """Read which columns and how many empty lines are asked for; what is wrong counts as the usual."""
    form = ColumnsForm(data if "columns" in data or "blanks" in data else None)
    if kind == PaperKind.SIGN_IN:
        usual = {"columns": list(USUAL_COLUMNS), "blanks": 6}
        return form, form.cleaned_data if form.is_bound and form.is_valid() else usual
    return form, {"columns": [], "blanks": 0}


def _kind(kind: str) -> str:
    if kind not in PaperKind.values:
        raise Http404
    return kind


@requires("activities.prepare_papers", Meeting, **MEETING)
@require_safe
def meeting_paper(request: HttpRequest, meeting: Meeting, kind: str) -> HttpResponse:
    """Show one paper as it would be printed, with the columns asked for; hand out its spreadsheet."""
    form, asked = _asked(request, _kind(kind), request.GET)
    paper = paper_of(meeting, kind, **asked)
    _noted(request, meeting, kind, "xlsx" if "format" in request.GET else "page", len(paper.rows or paper.plates))
    if request.GET.get("format") == "xlsx" and kind in SPREADSHEETS:
        return download(f"{kind}-{meeting.pk}", "xlsx", paper.header, paper.rows)
    context = {"paper": paper, "form": form if kind == PaperKind.SIGN_IN else None, "asked": asked}
    return meeting_page(request, "meeting_paper", meeting, print=_print_of(meeting, kind), **context)


def _noted(request: HttpRequest, meeting: Meeting, kind: str, way: str, rows: int) -> None:
    note_export(meeting.activity.dialogue, by=request.user, what=f"paper_{kind}", kind=way, rows=rows)


def _print_of(meeting: Meeting, kind: str) -> MeetingPrint | None:
    return MeetingPrint.objects.filter(meeting=meeting, kind=kind).first()


@requires("activities.prepare_papers", Meeting, **MEETING)
@require_POST
def meeting_paper_print(request: HttpRequest, meeting: Meeting, kind: str) -> HttpResponse:
    """Ask for a paper as PDF."""
    _form, asked = _asked(request, _kind(kind), request.POST)
    done(request, lambda: verbs.print_paper(meeting, kind, by=request.user, **asked), _("The PDF is being made."))
    return redirect("meeting_paper_job", meeting.activity.dialogue.slug, meeting.pk, kind)


@requires("activities.prepare_papers", Meeting, **MEETING)
@require_safe
def meeting_paper_job(request: HttpRequest, meeting: Meeting, kind: str) -> HttpResponse:
    """Show how far the PDF is, and where it is."""
    paper = _print_of(meeting, _kind(kind))
    job = Job.objects.latest_for(paper, verbs.PRINT) if paper else None
    context: dict[str, Any] = {"print": paper, "job": job, "kind": kind, "title": PaperKind(kind).label}
    if "HX-Request" in request.headers:
        context |= {"meeting": meeting, "dialogue": meeting.activity.dialogue}
        return TemplateResponse(request, "activities/_paper_job.html", context)
    return meeting_page(request, "meeting_paper_job", meeting, **context)


@requires(
    "activities.fetch_paper",
    MeetingPrint,
    related=("meeting__activity__dialogue",),
    meeting__activity__dialogue__slug="slug",
    pk="pk",
)
@require_safe
def meeting_paper_pdf(request: HttpRequest, paper: MeetingPrint) -> HttpResponse:
    """Hand out a printed paper."""
    if not paper.pdf:
        raise Http404
    _noted(request, paper.meeting, paper.kind, "pdf", paper.pages)
    with paper.pdf.open("rb") as source:
        return attached(source.read(), f"{paper.kind}-{paper.meeting_id}.pdf", PDF)


@keeps_typed
@requires("activities.prepare_papers", Meeting, **MEETING)
@require_http_methods(WRITING)
def meeting_allowances(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say what is paid for a day and a kilometre, and for how many of each to whom."""
    rates = Rates.objects.filter(meeting=meeting).first() or Rates(meeting=meeting)
    initial = {name: getattr(rates, name) for name in ("currency", "per_day", "per_km", "revision")}
    form = AllowancesForm(coming(meeting), as_typed(request), initial=initial)
    try:
        if submitted(
            request,
            form,
            lambda _data: verbs.set_allowances(meeting, by=request.user, **form.for_verb()),
            _("Kept. The list has the amounts."),
        ):
            return redirect("meeting_paper", meeting.activity.dialogue.slug, meeting.pk, PaperKind.ALLOWANCES)
    except StaleError:
        form.add_error(None, _("A colleague has changed this meanwhile. Open the page again to see it."))
    lines = [(invited, name_of(invited), days, far) for invited, days, far in form.lines]
    return meeting_page(request, "meeting_allowances", meeting, form=form, lines=lines)


@keeps_typed
@requires(
    "activities.say_needs",
    Invited,
    related=("meeting__activity__dialogue", "seat__organisation"),
    meeting__activity__dialogue__slug="slug",
    meeting__pk="pk",
    seat__pk="seat_id",
)
@require_http_methods(WRITING)
def meeting_needs(request: HttpRequest, invited: Invited) -> HttpResponse:
    """Say what the person who comes for a seat needs."""
    meeting = invited.meeting
    kept = Needs.objects.visible_to(request.user).filter(invited=invited).first()
    initial = {name: getattr(kept, name) for name in verbs.NEEDED} if kept else None
    form = NeedsForm(as_typed(request), initial=initial)
    said = _("Kept. The host team prepares for it.")
    if submitted(request, form, lambda typed: verbs.say_needs(invited, by=request.user, **typed), said):
        return redirect(meeting)
    told = _("Only the host team and your own organisation read this. It is deleted a month after the meeting.")
    context = {"form": form, "title": _("What %(seat)s needs") % {"seat": invited.seat}, "told": told}
    return meeting_page(request, "meeting_form", meeting, act=_("Keep it"), **context)
