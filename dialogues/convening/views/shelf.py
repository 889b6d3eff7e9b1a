"""The knowledge shelf as everybody at the table sees it, alike: the list, one entry, its files."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.forms.shelf import BringForm, OfferForm
from dialogues.convening.models import ShelfEntry
from dialogues.convening.models.shelf import LANGUAGES
from dialogues.convening.services import shelf as verbs
from dialogues.convening.services.shelf_offering import offer, take_back
from dialogues.convening.shelf_naming import Bringers
from dialogues.convening.states.shelf import ShelfKind, ShelfState
from dialogues.frame import frame
from dialogues.models import Dialogue
from dialogues.services.exports import note_export
from dialogues.states import Phase
from dialogues.views.submitting import done, submitted
from inspired.core.access import Anyone, may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.uploads import serve

WRITING = ["GET", "HEAD", "POST"]
ENTRY: dict[str, Any] = {"related": ("dialogue",), "dialogue__slug": "slug", "pk": "pk"}
ALL = gettext_lazy("All")


def _who(rows: Any, _name: str, value: str) -> Any:
    return rows.filter(is_from_team=value == "host", is_from_donor=value == "donor")


def _in_language(rows: Any, _name: str, value: str) -> Any:
    return rows.filter(languages__contains=f",{value},")


class ShelfFilter(django_filters.FilterSet):
    """Narrows the shelf by kind, language, phase, who brought it, and where it stands."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=ShelfKind.choices, empty_label=ALL)
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), choices=LANGUAGES, empty_label=ALL, method=_in_language
    )
    phase = django_filters.ChoiceFilter(label=gettext_lazy("Phase"), choices=Phase.choices, empty_label=ALL)
    who = django_filters.ChoiceFilter(
        label=gettext_lazy("Brought by"),
        empty_label=ALL,
        method=_who,
        choices=[
            ("host", gettext_lazy("The host team")),
            ("table", gettext_lazy("Somebody at the table")),
            ("donor", gettext_lazy("A donor of this dialogue")),
        ],
    )
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=ShelfState.choices, empty_label=ALL)


def columns(bringers: Bringers) -> list[Column]:
    """Return the columns of the download."""
    return [
        Column(_("Title"), "title"),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("Why it is here"), "why"),
        Column(_("Country or place"), "place"),
        Column(_("In words"), "text"),
        Column(_("How to get in touch"), "way_in"),
        Column(_("Languages"), "language_words"),
        Column(_("Source"), "source"),
        Column(_("Author"), "author"),
        Column(_("Date of the work"), "dated"),
        Column(_("Licence"), lambda row: row.get_licence_display()),
        Column(_("Phase"), lambda row: row.get_phase_display()),
        Column(_("Themes"), "themes"),
        Column(_("Address"), lambda row: row.current.address if row.current else ""),
        Column(_("Brought by"), bringers.name),
        Column(_("State"), lambda row: row.get_state_display()),
    ]


def rows_of(user: Anyone, dialogue: Dialogue) -> QuerySet[ShelfEntry]:
    """Return the entries this person may see, with what a row shows."""
    rows = ShelfEntry.objects.visible_to(user).filter(dialogue=dialogue)
    return rows.select_related("seat__organisation", "by__person").prefetch_related("versions__file")


def page(request: HttpRequest, template: str, dialogue: Dialogue, **context: Any) -> HttpResponse:
    """Answer with a page under the tab of the shelf."""
    framed = frame(request.user, dialogue, "shelf")
    return TemplateResponse(request, f"convening/{template}.html", framed | context)


@requires("convening.see_shelf", Dialogue, slug="slug")
@require_safe
def shelf(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List what stands on the shelf, and what this person proposed or has to decide."""
    bringers = Bringers(request.user, dialogue)
    listing = Listing(
        request,
        rows_of(request.user, dialogue),
        searches=["title", "why", "place", "source", "author", "themes"],
        sorts={
            "title": (_("Title"), ("title", "pk")),
            "newest": (_("Newest on the shelf first"), ("-at", "-pk")),
            "dated": (_("Newest work first"), ("-dated", "title")),
            "kind": (_("Kind"), ("kind", "title")),
        },
        filterset=ShelfFilter,
        columns=columns(bringers),
        name="shelf",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="shelf", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    for row in listing.rows:
        row.bringer = bringers.name(row)
    return page(request, "shelf", dialogue, listing=listing)


@keeps_typed
@requires("convening.bring_to_shelf", Dialogue, slug="slug")
@require_http_methods(WRITING)
def shelf_add(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Put something on the shelf, or propose it."""
    form = BringForm(dialogue, request.user, as_typed(request), request.FILES or None)
    kept = may(request.user, "convening.keep_shelf", dialogue)
    said = (
        _("It stands on the shelf.") if kept else _("The host team has your proposal. You will read the answer here.")
    )
    if submitted(request, form, lambda typed: verbs.bring(dialogue, by=request.user, **typed), said):
        return redirect("shelf", dialogue.slug)
    return page(request, "shelf_add", dialogue, form=form)


@keeps_typed
@requires("convening.offer_to_shelf", Dialogue, slug="slug")
@require_http_methods(WRITING)
def shelf_offer(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Let a donor offer an experience or a peer; the host team decides what becomes of it."""
    form = OfferForm(as_typed(request), request.FILES or None)
    said = _("The host team has your offer. You will read the answer here.")
    if submitted(request, form, lambda typed: offer(dialogue, by=request.user, **typed), said):
        return redirect("shelf", dialogue.slug)
    return page(request, "shelf_offer", dialogue, form=form)


@requires("convening.take_back_offer", ShelfEntry, **ENTRY)
@require_http_methods(WRITING)
def shelf_take_back(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Ask once, then take back an offer that the host has not answered."""
    if request.method == "POST":
        done(request, lambda: take_back(entry, by=request.user), _("You took it back."))
        return redirect("shelf_entry", entry.dialogue.slug, entry.pk)
    return page(request, "shelf_take_back", entry.dialogue, entry=entry)


@requires("convening.see_shelf_entry", ShelfEntry, **ENTRY)
@require_safe
def shelf_entry(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Show one entry with all that is known of it and its older versions."""
    row = rows_of(request.user, entry.dialogue).get(pk=entry.pk)
    bringer = Bringers(request.user, entry.dialogue).name(row)
    return page(request, "shelf_entry", entry.dialogue, entry=row, bringer=bringer)


@requires("convening.see_shelf_entry", ShelfEntry, **ENTRY)
@require_safe
def shelf_file(request: HttpRequest, entry: ShelfEntry, number: int) -> HttpResponse:
    """Hand out the file of one version."""
    version = entry.versions.select_related("file").filter(number=number, file__isnull=False).first()
    if version is None or version.file is None:
        raise Http404
    return serve(version.file)
