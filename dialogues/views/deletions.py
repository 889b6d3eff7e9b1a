"""Deleting a dialogue: asking for it, taking it back, and the report of what went."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.forms.deletions import DeletionForm
from dialogues.frame import frame
from dialogues.models import Deletion, Dialogue
from dialogues.removing import counts_of, title_of
from dialogues.reporting import report_of
from dialogues.services.deletions import DELETE, cancel_deletion, plan_deletion
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires, signed_in
from inspired.core.confirming import confirmed_lately
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.models import Job

SORTS = {
    "newest": (gettext_lazy("Newest first"), "-asked_at"),
    "title": (gettext_lazy("Title"), "title"),
}
COLUMNS = [
    Column(gettext_lazy("Title"), "title"),
    Column(gettext_lazy("Country or region"), "country"),
    Column(gettext_lazy("Asked for"), "asked_at"),
    Column(gettext_lazy("Begun"), "begun_at"),
    Column(gettext_lazy("Deleted"), "finished_at"),
    Column(gettext_lazy("Taken back"), "cancelled_at"),
    Column(gettext_lazy("Rows"), "total"),
]


@keeps_typed
@requires("dialogues.delete_dialogue", Dialogue, related=("host_organisation",), slug="slug")
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_lately
def dialogue_delete(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Say what goes, ask for title and reason, begin the waiting period."""
    form = DeletionForm(as_typed(request))

    def plan(said: dict[str, Any]) -> None:
        said.pop("understood")
        plan_deletion(dialogue, by=request.user, **said)

    if submitted(request, form, plan, _("The deletion is planned. The whole team is told; any host can take it back.")):
        return redirect("dialogue_manage", dialogue.slug)
    context = frame(request.user, dialogue, "manage") | {"form": form, "days": settings.DELETION_WAIT_DAYS}
    context["counts"] = named(counts_of(dialogue.pk))
    context["planned"] = dialogue.deletions.planned().first()
    return TemplateResponse(request, "dialogues/dialogue_delete.html", context)


@signed_in
@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    """List the deletions of dialogues this person hosts or hosted."""
    listing = Listing(
        request,
        Deletion.objects.visible_to(request.user),
        name="deletions",
        searches=("title", "country"),
        sorts=SORTS,
        columns=COLUMNS,
        on_export=lambda kind, rows: note_export(None, by=request.user, what="deletions", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    return TemplateResponse(request, "dialogues/deletions.html", {"listing": listing})


@requires("dialogues.see_deletion", Deletion, related=("dialogue",), pk="pk")
@require_safe
def deletion(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    """Show where a deletion stands, and afterwards the report."""
    context = {
        "deletion": deletion,
        "counts": named(deletion.counts),
        "issued": deletion.issued.all(),
        "job": Job.objects.latest_for(deletion, DELETE),
    }
    return TemplateResponse(request, "dialogues/deletion.html", context)


@requires("dialogues.see_deletion", Deletion, pk="pk")
@require_safe
def deletion_report(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    """Hand out the report as a file for programs."""
    note_export(None, by=request.user, what="deletion_report", kind="json", rows=1)
    answer = JsonResponse(report_of(deletion), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="deletion-{deletion.pk}.json"'
    answer["Cache-Control"] = "no-store, private"
    return answer


@requires("dialogues.cancel_deletion", Deletion, related=("dialogue",), pk="pk")
@require_POST
def deletion_cancel(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    """Take a planned deletion back."""
    done(request, lambda: cancel_deletion(deletion, by=request.user), _("Taken back: nothing is deleted."))
    return redirect("deletion", deletion.pk)


def named(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Name the kinds of rows in words, the largest first."""
    return sorted(((title_of(label), count) for label, count in counts.items()), key=lambda pair: -pair[1])
