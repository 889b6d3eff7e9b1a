"""The print of a group: asked for on its page, made by a job, handed to whoever asked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.views.letters import attached
from dialogues.views.submitting import done
from inspired.core.access import requires
from inspired.core.models import Job
from inspired.core.uploads import PDF
from workinggroups.models import Group, GroupPrint
from workinggroups.services.prints import PRINT, ask_for_print
from workinggroups.views.framing import INSIDE, ONE, WRITING, page


@requires("workinggroups.print_group", Group, related=("dialogue__host_organisation",), **ONE)
@require_http_methods(WRITING)
def group_print(request: HttpRequest, group: Group) -> HttpResponse:
    """Ask for mission, members and outputs as PDF, and follow how far it is."""
    if request.method == "POST":
        done(request, lambda: ask_for_print(group, by=request.user), _("The PDF is being made."))
        return redirect("group_print", group.dialogue.slug, group.pk)
    latest = GroupPrint.objects.visible_to(request.user).filter(group=group).first()
    context = {
        "print": latest,
        "job": Job.objects.latest_for(latest, PRINT) if latest else None,
        "dialogue": group.dialogue,
    }
    if "HX-Request" in request.headers:
        return TemplateResponse(request, "workinggroups/_print_job.html", {**context, "group": group})
    return page(request, "group_print", group, **context)


@requires("workinggroups.fetch_print", GroupPrint, related=("group__dialogue",), **INSIDE)
@require_safe
def group_pdf(request: HttpRequest, print_: GroupPrint) -> HttpResponse:
    """Hand out the print of a group."""
    if not print_.pdf:
        raise Http404
    with print_.pdf.open("rb") as source:
        return attached(source.read(), f"group-{print_.group_id}.pdf", PDF)
