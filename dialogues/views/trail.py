"""The audit trail of a dialogue, for its hosts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.filters import TrailFilter
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.trail import Teller, chain_of, newest_of, people_in
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
        Event.objects.visible_to(request.user).in_scope(dialogue.audit_scope),
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
        {"when": teller.when(e), "sentence": teller.sentence(e), "who": teller.who(e), "changes": teller.changes(e)}
        for e in events
    ]
