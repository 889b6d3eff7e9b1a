"""What the host team does with entries of the shelf: answer, change, renew, take down, publish."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.convening.forms.shelf import EntryForm, PublishForm, ToldEntryForm, VersionForm, WithholdForm
from dialogues.convening.models import ShelfEntry
from dialogues.convening.services import shelf as verbs
from dialogues.convening.states.shelf import OFFERED
from dialogues.convening.views.shelf import ENTRY, WRITING, page
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError


def _back(entry: ShelfEntry) -> HttpResponse:
    return redirect("shelf_entry", entry.dialogue.slug, entry.pk)


@requires("convening.keep_shelf_entry", ShelfEntry, **ENTRY)
@require_POST
def shelf_accept(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Put a proposal on the shelf, or something back, with one click."""
    done(request, lambda: verbs.put_on_shelf(entry, by=request.user), _("It stands on the shelf."))
    return _back(entry)


@keeps_typed
@requires("convening.keep_shelf_entry", ShelfEntry, **ENTRY)
@require_http_methods(WRITING)
def shelf_withhold(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Answer a proposal with no, or take an entry down, with a reason."""
    form = WithholdForm(as_typed(request))
    said = _("Noted. Whoever brought it reads your reason.")
    if submitted(request, form, lambda typed: verbs.withhold(entry, by=request.user, **typed), said):
        return _back(entry)
    return page(request, "shelf_withhold", entry.dialogue, form=form, entry=entry)


@keeps_typed
@requires("convening.keep_shelf_entry", ShelfEntry, **ENTRY)
@require_http_methods(WRITING)
def shelf_edit(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Change what the shelf says about an entry; a stale form shows what stands now beside what was typed."""
    made = ToldEntryForm if entry.kind in OFFERED else EntryForm
    form = made(as_typed(request), initial=made.stored(entry))
    conflict = None
    try:
        if submitted(request, form, lambda typed: verbs.edit_entry(entry, by=request.user, **typed), _("Saved.")):
            return _back(entry)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "shelf_edit", entry.dialogue, form=form, entry=entry, conflict=conflict)


@keeps_typed
@requires("convening.keep_shelf_entry", ShelfEntry, **ENTRY)
@require_http_methods(WRITING)
def shelf_renew(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Replace the file or address by a newer one."""
    form = VersionForm(entry, as_typed(request), request.FILES or None)
    said = _("The newer version is offered now; the older one stands in the history.")
    if submitted(request, form, lambda typed: verbs.renew(entry, by=request.user, **typed), said):
        return _back(entry)
    return page(request, "shelf_renew", entry.dialogue, form=form, entry=entry)


@keeps_typed
@requires("convening.keep_shelf_entry", ShelfEntry, **ENTRY)
@require_http_methods(WRITING)
def shelf_publish(request: HttpRequest, entry: ShelfEntry) -> HttpResponse:
    """Open an entry to everybody from a day on, or close it again."""
    form = PublishForm(as_typed(request), initial={"published_on": entry.published_on or timezone.localdate()})
    if submitted(request, form, lambda typed: verbs.publish_entry(entry, by=request.user, **typed), _("Saved.")):
        return _back(entry)
    return page(request, "shelf_publish", entry.dialogue, form=form, entry=entry)
