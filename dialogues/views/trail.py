"""The audit trail of a dialogue, for its hosts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.chain import chain_of, events_of, newest_of, people_in
from dialogues.filters import TrailFilter
from dialogues.frame import frame
from dialogues.models import Dialogue, EventReason
from dialogues.services.exports import note_export
from dialogues.services.reasons import take_out_reason
from dialogues.trail import Teller, reason_of
from dialogues.views.submitting import done
from inspired.core.access import requires
from inspired.core.listing import Column, Listing
from inspired.core.models import Event

SORTS = {"newest": (_("Newest first"), "-number"), "oldest": (_("Oldest first"), "number")}


def _columns(teller: Teller) -> list[Column]:
    zone = _("When (%(zone)s)") % {"zone": teller.dialogue.time_zone}
    return [
        Column(_("Number"), "number"),
        Column(zone, teller.when),
        Column(_("What happened"), teller.sentence),
        Column(_("Who"), teller.who),
        Column(_("What changed"), lambda event: "; ".join(teller.changes(event))),
        Column(_("Fingerprint"), "digest"),
    ]


@requires("dialogues.read_audit_trail", Dialogue, slug="slug")
@require_safe
def audit_trail(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the events of this dialogue, newest first, and tell whether the chain holds."""
    teller = Teller(request.user, dialogue, people_in(dialogue))
    listing = Listing(
        request,
        events_of(request.user, dialogue),
        name=f"trail-{dialogue.slug}",
        sorts=SORTS,
        filterset=type("TrailFilterHere", (TrailFilter,), {"teller": teller}),
        columns=_columns(teller),
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="trail", kind=kind, rows=rows),
    )
    if "format" in request.GET:
        teller.read_names(None)
    if (file := listing.download()) is not None:
        return file
    teller.read_names_for(listing.rows)
    context = frame(request.user, dialogue, "manage") | {"listing": listing, "shown": _told(teller, listing.rows)}
    newest = listing.rows[0] if listing.rows and not request.GET else newest_of(dialogue)
    context["chain"] = chain_of(dialogue, newest, asked=request.GET.get("check") == "yes")
    return TemplateResponse(request, "dialogues/audit_trail.html", context)


def _told(teller: Teller, events: list[Event]) -> list[dict[str, Any]]:
    return [
        {
            "when": teller.when(event),
            "sentence": teller.sentence(event),
            "who": teller.who(event),
            "changes": teller.changes(event),
            "reason": reason_of(event),
        }
        for event in events
    ]


@requires("dialogues.take_out_reason", EventReason, related=("dialogue", "event"), dialogue__slug="slug", pk="pk")
@require_http_methods(["GET", "HEAD", "POST"])
def reason_take_out(request: HttpRequest, given: EventReason) -> HttpResponse:
    """Say what taking words out of the trail means, ask once, take them out."""
    dialogue = given.dialogue
    if request.method == "POST":
        done(request, lambda: take_out_reason(given, by=request.user), _("The words are gone; the event stays."))
        return redirect("audit_trail", dialogue.slug)
    return TemplateResponse(
        request, "dialogues/reason_take_out.html", frame(request.user, dialogue, "manage") | {"given": given}
    )
