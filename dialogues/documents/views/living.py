"""Pages of the living text: the list, the text itself, writing sections, citing, the drafting team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.documents import services
from dialogues.documents.composing import content_of
from dialogues.documents.diffing import compare
from dialogues.documents.docx import to_docx
from dialogues.documents.forms.living import DrafterForm, SummaryForm
from dialogues.documents.models import Document, Drafter
from dialogues.documents.plainly import shown_difference
from dialogues.documents.reading import living_text, open_period, truth, versions_of
from dialogues.documents.views.versions import DOCUMENT, HOST, WORD
from dialogues.documents.writers import known_writers
from dialogues.frame import frame
from dialogues.models import Dialogue
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError, StateError


def page(request: HttpRequest, template: str, document: Document, **context: Any) -> TemplateResponse:
    """Answer with a page of a document, the dialogue's frame around it."""
    around = frame(request.user, document.dialogue, "documents")
    return TemplateResponse(request, f"documents/{template}.html", {**around, "document": document, **context})


@requires("documents.create_document", Dialogue, slug="slug")
@require_POST
def document_new(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Start the PPA from the suggested sections."""
    try:
        return redirect(services.sections.create_ppa(dialogue, by=request.user))
    except StateError as refusal:
        messages.error(request, str(refusal))
        return redirect("documents", dialogue.slug)


@requires("documents.see_document", Document, related=(HOST,), **DOCUMENT)
@require_safe
def document(request: HttpRequest, document: Document) -> HttpResponse:
    """Show the living text with its sources and comments; whoever reads frozen versions only is sent to the latest."""
    if not may(request.user, "documents.read_draft", document):
        frozen = versions_of(document, request.user)
        return redirect(frozen[0]) if frozen else page(request, "document_in_hand", document)
    return page(
        request,
        "document",
        document,
        text=living_text(document, request.user),
        versions=versions_of(document, request.user),
        truth=truth(versions_of(document, request.user)),
        period=open_period(document, request.user),
    )


@keeps_typed
@requires("documents.edit_document", Document, related=(HOST,), **DOCUMENT)
def summary_edit(request: HttpRequest, document: Document) -> HttpResponse:
    """Write the summary that opens the printed document."""
    form = SummaryForm(as_typed(request), initial={"text": document.summary, "previous": document.summary})
    if request.method == "POST" and form.is_valid():
        try:
            services.sections.save_summary(document, by=request.user, **form.cleaned_data)
        except StaleError as conflict:
            form = SummaryForm(initial={"text": form.cleaned_data["text"], "previous": conflict.current.summary})  # type: ignore[attr-defined]
            return page(request, "summary_edit", document, form=form, current=conflict.current)
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(document)
    return page(request, "summary_edit", document, form=form)


@requires("documents.read_history", Document, related=(HOST,), **DOCUMENT)
@require_safe
def section_history(request: HttpRequest, document: Document, key: str) -> HttpResponse:
    """Show what a section said after each change, and who wrote it, with the difference to the one before."""
    section = get_object_or_404(document.sections.all(), key=key)
    revisions = list(section.revisions.all())
    texts = ["\n\n".join(paragraph["text"] for paragraph in revision.paragraphs) for revision in revisions]
    before = [*texts, ""][1:]
    known = known_writers(document, request.user)
    steps = [
        {"revision": revision, "by": known.get(revision.by_id), "difference": shown_difference(old, new)}
        for revision, old, new in zip(revisions, before, texts, strict=True)
    ]
    return page(request, "section_history", document, section=section, steps=steps)


@keeps_typed
@requires("documents.manage_document", Document, related=(HOST,), **DOCUMENT)
def drafting_team(request: HttpRequest, document: Document) -> HttpResponse:
    """Show who writes, and let somebody who takes part join."""
    form = DrafterForm(as_typed(request), document=document)
    if request.method == "POST" and form.is_valid():
        try:
            services.sections.add_drafter(document, by=request.user, user=form.cleaned_data["user"])
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("drafting_team", document.dialogue.slug, document.pk)
    drafters = document.drafters.select_related("user__person")
    return page(request, "drafting_team", document, form=form, drafters=drafters)


@requires("documents.manage_document", Document, **DOCUMENT)
@require_POST
def drafter_remove(request: HttpRequest, document: Document, drafter_id: int) -> HttpResponse:
    """Take somebody out of the drafting team."""
    services.sections.remove_drafter(get_object_or_404(Drafter, document=document, pk=drafter_id), by=request.user)
    return redirect("drafting_team", document.dialogue.slug, document.pk)


@requires("documents.read_draft", Document, related=(HOST,), **DOCUMENT)
@require_safe
def document_docx(request: HttpRequest, document: Document) -> HttpResponse:
    """Hand out the living text as a Word file with paragraph numbers, marked as a draft."""
    draft = content_of(document, by=request.user, number=0, frozen_at=timezone.now())
    answer = HttpResponse(to_docx(draft.content), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{document.kind}-draft.docx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires("documents.see_document", Document, related=(HOST,), **DOCUMENT)
@require_safe
def document_compare(request: HttpRequest, document: Document) -> HttpResponse:
    """Show what changed between two versions, the last two unless others are chosen."""
    versions = versions_of(document, request.user)
    chosen = {name: _chosen(request.GET.get(name), versions) for name in ("old", "new")}
    new = chosen["new"] or (versions[0] if versions else None)
    old = chosen["old"] or next((version for version in versions if new and version.number < new.number), None)
    changes = compare(old.data, new.data) if old and new else []
    picks = [("old", _("From version"), old), ("new", _("To version"), new)]
    return page(
        request, "document_compare", document, versions=versions, old=old, new=new, changes=changes, picks=picks
    )


def _chosen(number: str | None, versions: list[Any]) -> Any:
    return next((version for version in versions if number == str(version.number)), None)
