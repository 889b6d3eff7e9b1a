"""The record of a tool in use: what came of it, its texts and the rows of its parts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.activities.forms.records import RecordForm, RowForm
from dialogues.activities.layouts import RecordPart, layout_of
from dialogues.activities.linking import leads_to
from dialogues.activities.models import Activity, RecordRow, ToolRecord
from dialogues.activities.services import records as verbs
from dialogues.activities.showing_records import Reader
from dialogues.activities.views.activities import ONE, WRITING, page
from dialogues.activities.workspaces import workspaces_of
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.states import StaleError


@requires("activities.see_record", Activity, **ONE)
@require_safe
def activity_record(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Show what came of an activity, as far as this reader may see it."""
    reader = Reader(request.user, activity)
    texts, parts = reader.texts(), reader.parts()
    context: dict[str, Any] = {"activity": activity, "texts": texts, "parts": parts}
    context |= {"release": reader.told(texts, parts), "leads_to": leads_to(request.user, activity)}
    context["inside"] = may(request.user, "dialogues.see_members_area", activity.dialogue)
    return page(
        request, "activity_record", activity.dialogue, workspaces=workspaces_of(request.user, activity), **context
    )


@keeps_typed
@requires("activities.keep_record", Activity, **ONE)
@require_http_methods(WRITING)
def record_edit(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Write the texts of the record."""
    kept = ToolRecord.objects.filter(activity=activity).first() or ToolRecord(activity=activity)
    form = RecordForm(activity, as_typed(request), initial=RecordForm.stored(kept) | {"revision": kept.revision})
    conflict = None
    try:
        if submitted(
            request, form, lambda typed: verbs.write_record(activity, by=request.user, **typed), _("Recorded.")
        ):
            return redirect("activity_record", activity.dialogue.slug, activity.pk)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    context = {"form": form, "conflict": conflict, "activity": activity, "title": _("What came of it")}
    return page(request, "record_form", activity.dialogue, act=_("Save"), **context)


def part_of(activity: Activity, name: str) -> RecordPart:
    """Return a part of the tool's layout; raise Http404 for one that it does not have."""
    part = layout_of(activity.tool).part(name)
    if part is None:
        raise Http404
    return part


def row_of(request: HttpRequest, activity: Activity, part: RecordPart, key: int) -> RecordRow:
    """Return a row of a part that this person sees; raise Http404 otherwise."""
    rows = part.table.objects.visible_to(request.user)  # type: ignore[attr-defined]
    row = rows.filter(activity=activity, part=part.name, pk=key).select_related("activity__dialogue").first()
    if row is None:
        raise Http404
    return row  # type: ignore[no-any-return]


@keeps_typed
@requires("activities.keep_record", Activity, **ONE)
@require_http_methods(WRITING)
def record_row_add(request: HttpRequest, activity: Activity, part: str) -> HttpResponse:
    """Add a row to a part."""
    described = part_of(activity, part)
    form = RowForm(activity, described, as_typed(request), initial={"revision": 0})

    def add(typed: dict[str, Any]) -> RecordRow:
        return verbs.add_row(activity, part, by=request.user, form_key=typed["form_key"], **form.for_verb())

    if submitted(request, form, add, _("Recorded.")):
        return redirect("activity_record", activity.dialogue.slug, activity.pk)
    context = {"form": form, "activity": activity, "title": described.act, "told": described.hint}
    return page(request, "record_form", activity.dialogue, act=_("Add it"), **context)


@keeps_typed
@requires("activities.keep_record", Activity, **ONE)
@require_http_methods(WRITING)
def record_row_edit(request: HttpRequest, activity: Activity, part: str, row_id: int) -> HttpResponse:
    """Change a row."""
    described = part_of(activity, part)
    row = row_of(request, activity, described, row_id)
    form = RowForm(activity, described, as_typed(request), initial=RowForm.initial_of(row, described))
    context: dict[str, Any] = {"form": form, "activity": activity, "title": described.title, "row": row}

    def change(typed: dict[str, Any]) -> RecordRow:
        return verbs.edit_row(row, by=request.user, revision=typed["revision"], **form.for_verb())

    try:
        if submitted(request, form, change, _("Changed.")):
            return redirect("activity_record", activity.dialogue.slug, activity.pk)
    except StaleError as stale:
        current = stale.current
        context["conflict"] = form.differing(current, RowForm.initial_of(current, described))
    return page(request, "record_form", activity.dialogue, act=_("Save"), told=described.hint, **context)


@requires("activities.keep_record", Activity, **ONE)
@require_http_methods(WRITING)
def record_row_remove(request: HttpRequest, activity: Activity, part: str, row_id: int) -> HttpResponse:
    """Take a row out, after asking once."""
    row = row_of(request, activity, part_of(activity, part), row_id)
    if request.method == "POST":
        done(request, lambda: verbs.remove_row(row, by=request.user), _("Taken out."))
        return redirect("activity_record", activity.dialogue.slug, activity.pk)
    context = {"activity": activity, "row": row, "part": part}
    return page(request, "record_row_remove", activity.dialogue, **context)
