"""The brief of a seat and of the host team: on the page, which prints, and as a PDF of two pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.briefing import brief_of
from dialogues.convening.models import Brief
from dialogues.convening.services.briefs import PRINT, ask_for_brief
from dialogues.convening.views.letters import attached
from dialogues.frame import frame
from dialogues.models import Dialogue, Seat
from dialogues.views.submitting import done
from inspired.core.access import requires
from inspired.core.models import Job
from inspired.core.uploads import PDF


def _shown(request: HttpRequest, dialogue: Dialogue, seat: Seat | None) -> HttpResponse:
    prints = Brief.objects.visible_to(request.user).filter(dialogue=dialogue, seat=seat)
    print_ = prints.first()
    context: dict[str, Any] = {"print": print_, "job": Job.objects.latest_for(print_, PRINT) if print_ else None}
    context |= {"seat": seat, "dialogue": dialogue}
    if "HX-Request" in request.headers:
        return TemplateResponse(request, "convening/_brief_job.html", context)
    context["brief"] = brief_of(request.user, dialogue, seat)
    context |= frame(request.user, dialogue, "participants" if seat else "manage")
    return TemplateResponse(request, f"convening/{'seat' if seat else 'team'}_brief.html", context)


@requires("convening.see_brief", Seat, related=("dialogue", "organisation"), dialogue__slug="slug", pk="pk")
@require_http_methods(["GET", "HEAD", "POST"])
def seat_brief(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show where the dialogue stands, what the seat owes and what it has said so far; ask for the PDF."""
    if request.method == "POST":
        done(request, lambda: ask_for_brief(seat.dialogue, seat, by=request.user), _("The PDF is being made."))
        return redirect("seat_brief", slug=seat.dialogue.slug, pk=seat.pk)
    return _shown(request, seat.dialogue, seat)


@requires("convening.see_team_brief", Dialogue, slug="slug")
@require_http_methods(["GET", "HEAD", "POST"])
def team_brief(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show where the dialogue stands and what waits for the host team; ask for the PDF."""
    if request.method == "POST":
        done(request, lambda: ask_for_brief(dialogue, None, by=request.user), _("The PDF is being made."))
        return redirect("team_brief", slug=dialogue.slug)
    return _shown(request, dialogue, None)


@requires("convening.fetch_brief", Brief, related=("dialogue",), dialogue__slug="slug", pk="pk")
@require_safe
def brief_pdf(request: HttpRequest, brief: Brief) -> HttpResponse:
    """Hand out the print of a brief."""
    if not brief.pdf:
        raise Http404
    with brief.pdf.open("rb") as source:
        return attached(source.read(), f"brief-{brief.dialogue.slug}.pdf", PDF)
