"""The list of documents: the texts of all first, then those of the working groups."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.documents.listed import Row, Texts
from dialogues.documents.states import DocumentKind, DocumentStatus, VersionStatus
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from inspired.core.access import requires
from inspired.core.listing import Listing

AT_ONCE = 20
SORTS: dict[str, Any] = {
    "usual": (_("Texts of the dialogue first"), ("place", "-created_at")),
    "newest": (_("Newest first"), "-created_at"),
    "title": (_("Title"), "title"),
}


def _filters(texts: Texts) -> type[django_filters.FilterSet]:
    """Build the filters; where the text being written stands is asked only by those who read it."""

    class Filters(django_filters.FilterSet):
        kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DocumentKind.choices, empty_label=_("All"))
        version = django_filters.ChoiceFilter(
            label=_("With a version"), choices=VersionStatus.choices, empty_label=_("All"), method="by_version"
        )

        def by_version(self, found: QuerySet[Any], _name: str, status: str) -> QuerySet[Any]:
            return texts.with_version(found, status)

    class ReadersFilters(Filters):
        state = django_filters.ChoiceFilter(
            label=_("State"), choices=DocumentStatus.choices, empty_label=_("All"), method="by_state"
        )

        def by_state(self, found: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
            return texts.in_state(found, state)

    return ReadersFilters if texts.are_read else Filters


@requires("dialogues.see_members_area", Dialogue, related=("host_organisation",), slug="slug")
@require_safe
def documents(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the documents of a dialogue with their versions."""
    texts = Texts(request.user, dialogue)
    listing = Listing(
        request,
        texts.all(),
        searches=["title", texts.in_group],
        sorts=SORTS,
        filterset=_filters(texts),
        columns=texts.columns(),
        per_page=AT_ONCE,
        name="documents",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="documents", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    rows = texts.rows(listing.rows)
    context = {**frame(request.user, dialogue, "documents"), "listing": listing, "parts": _parts(listing, rows)}
    return TemplateResponse(request, "documents/documents.html", context)


def _parts(listing: Listing, rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Set the texts of all apart from those of groups while the list stands in its usual order."""
    if listing.sort != "usual":
        return [("", rows)] if rows else []
    of_all = [row for row in rows if not row.document.group_id]
    of_groups = [row for row in rows if row.document.group_id]
    parts = [(str(_("Texts of the dialogue")), of_all), (str(_("Texts of working groups")), of_groups)]
    return [part for part in parts if part[1]]
