"""The audit trail of a dialogue, for its hosts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.filters import TrailFilter
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.trail import actor_words, chain_of, detail_words, names_in, subject_words, verb_words
from inspired.core.access import requires
from inspired.core.listing import Column, Listing
from inspired.core.models import Event

SORTS = {"newest": (_("Newest first"), "-number"), "oldest": (_("Oldest first"), "number")}


def _columns(names: dict[str, str]) -> list[Column]:
    return [
        Column(_("Number"), "number"),
        Column(_("When"), "at"),
        Column(_("What happened"), lambda event: verb_words(event.verb)),
        Column(_("To what"), subject_words),
        Column(_("Who"), lambda event: actor_words(event, names)),
        Column(_("Details"), lambda event: detail_words(event, names)),
        Column(_("Fingerprint"), "digest"),
    ]


@requires("dialogues.read_audit_trail", Dialogue, slug="slug")
@require_safe
def audit_trail(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the events of this dialogue, newest first, and tell whether the chain holds."""
    columns = _columns(names_in(dialogue))
    listing = Listing(
        request,
        Event.objects.visible_to(request.user).in_scope(dialogue.audit_scope),
        name=f"trail-{dialogue.slug}",
        sorts=SORTS,
        filterset=TrailFilter,
        columns=columns,
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="trail", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    shown = [(event, [column.value(event) for column in columns[2:6]]) for event in listing.rows]
    context = frame(request.user, dialogue, "manage") | {"listing": listing, "shown": shown}
    context["chain"] = chain_of(dialogue, asked=request.GET.get("check") == "yes")
    return TemplateResponse(request, "dialogues/audit_trail.html", context)
