"""Pages that shape the document: its list of sections, and the sources cited in each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.documents import services
from dialogues.documents.forms.living import CiteForm, NewSectionForm
from dialogues.documents.models import Citation, Document, Section
from dialogues.documents.reading import input_searches
from dialogues.documents.views.living import page
from dialogues.documents.views.versions import DOCUMENT, HOST
from dialogues.frame import frame
from dialogues.ledger.models import Entry
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.states import StateError


@keeps_typed
@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
def sections(request: HttpRequest, document: Document) -> HttpResponse:
    """List the sections in their order; add one, move one, or take an empty one out."""
    form = NewSectionForm(as_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.outlining.add_section(document, by=request.user, **form.cleaned_data)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The section is added at the end. Move it to its place."))
            return redirect("sections", document.dialogue.slug, document.pk)
    return page(request, "sections", document, form=form, sections=list(document.sections.all()))


@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
@require_POST
def section_move(request: HttpRequest, document: Document, key: str) -> HttpResponse:
    """Move a section one place up or down."""
    section = get_object_or_404(document.sections.all(), key=key)
    up = request.POST.get("direction") != "down"
    return _outline(request, document, services.outlining.move_section, section, up=up)


@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
@require_POST
def section_remove(request: HttpRequest, document: Document, key: str) -> HttpResponse:
    """Take out a section in which nothing was ever written."""
    section = get_object_or_404(document.sections.all(), key=key)
    return _outline(request, document, services.outlining.remove_section, section)


def _outline(request: HttpRequest, document: Document, verb: Any, section: Section, **words: Any) -> HttpResponse:
    try:
        verb(section, by=request.user, **words)
    except StateError as refusal:
        messages.error(request, str(refusal))
    return redirect("sections", document.dialogue.slug, document.pk)


@keeps_typed
@requires("documents.edit_document", Document, related=(HOST,), **DOCUMENT)
def section_cite(request: HttpRequest, document: Document, key: str) -> HttpResponse:
    """Find an input and cite it with one click, or name another source, at a paragraph or the whole section."""
    section = get_object_or_404(document.sections.all(), key=key)
    start = {"paragraph_id": request.GET.get("paragraph", "")}
    form = CiteForm(
        as_typed(request), document=document, paragraphs=section.paragraphs, user=request.user, initial=start
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.sections.cite(section, by=request.user, **form.cleaned_data)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The source is cited."))
            return redirect("section_cite", document.dialogue.slug, document.pk, key)
    citations = section.citations.select_related("entry")
    listing = _inputs(request, document)
    return page(request, "section_cite", document, section=section, form=form, citations=citations, listing=listing)


@requires("documents.cite_entry", Entry, related=("dialogue",), dialogue__slug="slug", number="number")
@require_safe
def section_pick(request: HttpRequest, entry: Entry) -> HttpResponse:
    """List the sections in which this person may cite an input, from the page of that input."""
    places = Prefetch("citations", Citation.objects.filter(entry=entry), to_attr="of_entry")
    rows = Document.objects.visible_to(request.user).filter(dialogue=entry.dialogue_id).select_related("dialogue")
    found = rows.prefetch_related(Prefetch("sections", Section.objects.prefetch_related(places)))
    writable = [document for document in found if may(request.user, "documents.edit_document", document)]
    context = {**frame(request.user, entry.dialogue, "documents"), "entry": entry, "documents": writable}
    return TemplateResponse(request, "documents/section_pick.html", context)


def _inputs(request: HttpRequest, document: Document) -> Listing:
    """List the inputs of the dialogue that this person may see, each with the places where it is cited already."""
    places = Prefetch("citations", Citation.objects.filter(section__document=document).select_related("section"))
    rows = Entry.objects.visible_to(request.user).filter(dialogue=document.dialogue_id)
    return Listing(
        request,
        rows.select_related("seat__organisation").prefetch_related(places),
        name="inputs",
        searches=input_searches(document, request.user),
        sorts={"newest": (_("Newest first"), "-number"), "oldest": (_("Oldest first"), "number")},
        per_page=20,
    )


@requires("documents.edit_document", Document, **DOCUMENT)
@require_POST
def citation_remove(request: HttpRequest, document: Document, key: str, citation_id: int) -> HttpResponse:
    """Take a citation out of the living text."""
    section = get_object_or_404(document.sections.all(), key=key)
    try:
        services.sections.remove_citation(get_object_or_404(section.citations.all(), pk=citation_id), by=request.user)
    except StateError as refusal:
        messages.error(request, str(refusal))
    return redirect("section_cite", document.dialogue.slug, document.pk, key)
