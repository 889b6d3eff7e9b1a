"""Notes of bilateral meetings for the host team, and the agreed summary for the party it was shown to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.activities.forms.bilaterals import NoteForm, SummaryForm
from dialogues.activities.models import Activity, AgreedSummary, BilateralNote
from dialogues.activities.services import bilaterals as verbs
from dialogues.activities.views.activities import ONE, WRITING, page
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError

NOTE: dict[str, Any] = {
    "related": ("activity__dialogue", "seat__organisation", "by__person"),
    "activity__dialogue__slug": "slug",
    "pk": "pk",
}
SUMMARY: dict[str, Any] = {
    "related": ("note__activity__dialogue", "note__seat__organisation"),
    "note__activity__dialogue__slug": "slug",
    "pk": "pk",
}


@requires("activities.see_notes", Activity, **ONE)
@require_safe
def bilateral_notes(request: HttpRequest, activity: Activity) -> HttpResponse:
    """List the notes of an activity: without search, filter or export, so that no way out is forgotten."""
    rows = BilateralNote.objects.visible_to(request.user).filter(activity=activity)
    notes = rows.select_related("seat__organisation", "summary", "by__person")
    return page(request, "bilateral_notes", activity.dialogue, activity=activity, notes=notes)


@keeps_typed
@requires("activities.write_note", Activity, **ONE)
@require_http_methods(WRITING)
def bilateral_note_add(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Write a note."""
    form = NoteForm(activity, as_typed(request))

    def write(typed: dict[str, Any]) -> BilateralNote:
        return verbs.write_note(activity, by=request.user, form_key=typed["form_key"], **form.for_verb())

    if submitted(request, form, write, _("The note is kept. Only the host team reads it.")):
        return redirect("bilateral_notes", activity.dialogue.slug, activity.pk)
    context = {"form": form, "activity": activity, "title": _("Note of a bilateral meeting"), "act": _("Keep the note")}
    return page(request, "bilateral_form", activity.dialogue, **context)


@requires("activities.see_note", BilateralNote, **NOTE)
@require_safe
def bilateral_note(request: HttpRequest, note: BilateralNote) -> HttpResponse:
    """Show a note and its summary to the host team."""
    summary = AgreedSummary.objects.visible_to(request.user).filter(note=note).select_related("shown_by__person")
    context = {"note": note, "activity": note.activity, "summary": summary.first()}
    return page(request, "bilateral_note", note.activity.dialogue, **context)


@keeps_typed
@requires("activities.keep_note", BilateralNote, **NOTE)
@require_http_methods(WRITING)
def bilateral_note_edit(request: HttpRequest, note: BilateralNote) -> HttpResponse:
    """Change a note."""
    form = NoteForm(note.activity, as_typed(request), initial=NoteForm.stored(note))
    conflict = None

    def change(typed: dict[str, Any]) -> BilateralNote:
        return verbs.edit_note(note, by=request.user, revision=typed["revision"], **form.for_verb())

    try:
        if submitted(request, form, change, _("Changed.")):
            return redirect(note)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"form": form, "conflict": conflict, "note": note, "activity": note.activity}
    return page(request, "bilateral_form", note.activity.dialogue, title=_("Change the note"), act=_("Save"), **context)


@requires("activities.forget_note", BilateralNote, **NOTE)
@require_http_methods(WRITING)
def bilateral_note_forget(request: HttpRequest, note: BilateralNote) -> HttpResponse:
    """Delete a note for good, after asking once."""
    if request.method == "POST":
        done(request, lambda: verbs.forget_note(note, by=request.user), _("The note is deleted."))
        return redirect("bilateral_notes", note.activity.dialogue.slug, note.activity_id)
    return page(request, "bilateral_note_forget", note.activity.dialogue, note=note, activity=note.activity)


@keeps_typed
@requires("activities.keep_note", BilateralNote, **NOTE)
@require_http_methods(WRITING)
def bilateral_summary_edit(request: HttpRequest, note: BilateralNote) -> HttpResponse:
    """Write the summary that both sides agree on."""
    kept = AgreedSummary.objects.filter(note=note).first()
    form = SummaryForm(as_typed(request), initial=SummaryForm.stored(kept) if kept else None)
    conflict = None
    try:
        if submitted(
            request,
            form,
            lambda typed: verbs.write_summary(note, by=request.user, **typed),
            _("The summary is kept. Nobody is shown it yet."),
        ):
            return redirect(note)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"form": form, "conflict": conflict, "note": note, "activity": note.activity}
    return page(
        request, "bilateral_form", note.activity.dialogue, title=_("Agreed summary"), act=_("Keep it"), **context
    )


@requires("activities.keep_note", BilateralNote, **NOTE)
@require_http_methods(WRITING)
def bilateral_summary_show(request: HttpRequest, note: BilateralNote) -> HttpResponse:
    """Show the summary to the party, after asking once."""
    summary = AgreedSummary.objects.visible_to(request.user).filter(note=note).first()
    if summary is None:
        return redirect("bilateral_summary_edit", note.activity.dialogue.slug, note.pk)
    if request.method == "POST":
        done(request, lambda: verbs.show_summary(summary, by=request.user), _("The party can read the summary."))
        return redirect(note)
    context = {"note": note, "activity": note.activity, "summary": summary}
    return page(request, "bilateral_summary_show", note.activity.dialogue, **context)


@requires("activities.keep_note", BilateralNote, **NOTE)
@require_POST
def bilateral_summary_hide(request: HttpRequest, note: BilateralNote) -> HttpResponse:
    """Stop showing the summary."""
    summary = AgreedSummary.objects.visible_to(request.user).filter(note=note).first()
    if summary is not None:
        done(request, lambda: verbs.hide_summary(summary, by=request.user), _("The party sees the summary no more."))
    return redirect(note)


@requires("activities.see_summary", AgreedSummary, **SUMMARY)
@require_safe
def agreed_summary(request: HttpRequest, summary: AgreedSummary) -> HttpResponse:
    """Show the party what it agreed to have talked about with the host; nothing of the note stands here."""
    return page(request, "agreed_summary", summary.note.activity.dialogue, summary=summary)
