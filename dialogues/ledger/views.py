"""Pages of the ledger: one entry, what became of it, and the whole as a printable annex."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues.frame import frame
from dialogues.ledger import services
from dialogues.ledger.attribution import Labels
from dialogues.ledger.figures import share_accepted
from dialogues.ledger.forms import DecisionForm, ObjectionForm, TranslationForm
from dialogues.ledger.models import Entry
from dialogues.ledger.states import Disposition, StaleEntry
from dialogues.models import Dialogue
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.states import StateError

TAB = "inputs"
AT_NUMBER = {"dialogue__slug": "slug", "number": "number"}


def _context(request: HttpRequest, entry: Entry, **extra: Any) -> dict[str, Any]:
    labels = Labels(request.user, entry.dialogue)
    full = Entry.objects.for_table().select_related("disposed_by__person", "entered_by__person").get(pk=entry.pk)
    return {
        **frame(request.user, entry.dialogue, TAB),
        "entry": full,
        "author": labels.of(full),
        "knows": labels.knows(full),
        **extra,
    }


@requires("ledger.see_entry", Entry, related=("dialogue",), **AT_NUMBER)
def entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Show a contribution, its translation, what became of it and what was said before."""
    decisions = entry.decisions.select_related("by__person")
    extra: dict[str, Any] = {"decisions": decisions}
    if may(request.user, "ledger.decide_entry", entry):
        extra["form"] = DecisionForm(initial=_said(entry))
    return TemplateResponse(request, "ledger/entry.html", _context(request, entry, **extra))


def _said(entry: Entry) -> dict[str, Any]:
    new = entry.disposition == Disposition.NEW
    return {
        "disposition": None if new else entry.disposition,
        "reason": entry.reason,
        "version_label": entry.version_label,
        "revision": entry.revision,
    }


@keeps_typed
@requires("ledger.decide_entry", Entry, related=("dialogue",), **AT_NUMBER)
def entry_decide(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Give an entry its disposition."""
    form = DecisionForm(as_typed(request), initial=_said(entry))
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            services.decide(entry, by=request.user, **form.cleaned_data)
        except StaleEntry:
            stale = True
            entry.refresh_from_db()
            form.data = {**form.data.dict(), "revision": entry.revision}
        except StateError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. The author’s delegates are told when there is a final answer."))
            return redirect(entry.get_absolute_url())
    context = _context(request, entry, form=form, stale=stale)
    return TemplateResponse(request, "ledger/entry_decide.html", context)


@requires("ledger.see_entry", Entry, related=("dialogue",), **AT_NUMBER)
@require_POST
def entry_confirm(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Confirm what was entered on the seat's behalf."""
    try:
        services.confirm(entry, by=request.user)
    except StateError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Confirmed. It now counts as your organisation’s own words."))
    return redirect(entry.get_absolute_url())


@keeps_typed
@requires("ledger.object_to_entry", Entry, related=("dialogue",), **AT_NUMBER)
def entry_object(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Say that the seat did not say what was entered on its behalf, and what is not right."""
    form = ObjectionForm(as_typed(request))
    said = _("The host team has been told. Nobody else sees this input any more.")
    if submitted(request, form, lambda data: services.object_to(entry, by=request.user, **data), said):
        return redirect(entry.get_absolute_url())
    return TemplateResponse(request, "ledger/entry_object.html", _context(request, entry, form=form))


@keeps_typed
@requires("ledger.translate_entry", Entry, related=("dialogue",), **AT_NUMBER)
def entry_translate(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Put a translation beside the original."""
    initial = {
        "language": entry.translation_language or entry.dialogue.language,
        "translated_by": entry.translated_by,
        "text": entry.translation,
        "revision": entry.revision,
    }
    form = TranslationForm(as_typed(request), initial=initial)
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            services.translate(entry, by=request.user, **form.cleaned_data)
        except StaleEntry:
            stale = True
            entry.refresh_from_db()
            form.data = {**form.data.dict(), "revision": entry.revision}
        else:
            messages.success(request, _("The translation stands beside the original."))
            return redirect(entry.get_absolute_url())
    context = _context(request, entry, form=form, stale=stale)
    return TemplateResponse(request, "ledger/entry_translate.html", context)


@requires("ledger.read_ledger", Dialogue, slug="slug")
def ledger(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show every decided entry with its disposition and reason, to print or to download."""
    labels = Labels(request.user, dialogue)
    listing = _annex(request, dialogue, labels)
    if answer := listing.download():
        return answer
    context = {
        **frame(request.user, dialogue, TAB),
        "listing": listing,
        "rows": [(row, labels.of(row)) for row in listing.rows],
        "shares": share_accepted(dialogue),
    }
    return TemplateResponse(request, "ledger/ledger.html", context)


def _annex(request: HttpRequest, dialogue: Dialogue, labels: Labels) -> Listing:
    entries = Entry.objects.visible_to(request.user).filter(dialogue=dialogue).decided().for_table()
    return Listing(
        request,
        entries,
        searches=("title", "text", "reason"),
        sorts={"number": (_("Number"), "number"), "newest": (_("Latest decision first"), "-disposed_at")},
        columns=[
            Column(_("Number"), "number"),
            Column(_("Kind"), lambda row: row.get_source_display()),
            Column(_("Contributed by"), labels.of),
            Column(_("Text"), "text"),
            Column(_("Disposition"), lambda row: row.get_disposition_display()),
            Column(_("Reason"), "reason"),
            Column(_("In version"), "version_label"),
            Column(_("Decided on"), "disposed_at"),
        ],
        name=_("ledger"),
        on_export=lambda kind, rows: services.note_export(
            dialogue, by=request.user, what="ledger", kind=kind, rows=rows
        ),
    )
