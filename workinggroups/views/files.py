"""Files and links of a group, those that are evidence among them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.convening.models.shelf import LANGUAGES
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from inspired.core.states import StaleError
from inspired.core.uploads import serve
from workinggroups.forms.files import DescribeForm, FileForm
from workinggroups.models import Group, GroupFile
from workinggroups.naming import Names
from workinggroups.services import files as verbs
from workinggroups.states import FileKind
from workinggroups.tables import bringer, file_columns
from workinggroups.views.framing import INSIDE, ONE, WRITING, page

ALL = gettext_lazy("All")
SORTS: dict[str, Any] = {
    "newest": (gettext_lazy("Newest first"), ("-at", "-pk")),
    "title": (gettext_lazy("Title"), "title"),
    "dated": (gettext_lazy("Newest work first"), ("-dated", "title")),
}


class FileFilter(django_filters.FilterSet):
    """Narrows the files by what they are and in which language."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("What it is"), choices=FileKind.choices, empty_label=ALL)
    language = django_filters.ChoiceFilter(label=gettext_lazy("Language"), choices=LANGUAGES, empty_label=ALL)


def row_of(names: Names, group: Group, file: GroupFile) -> dict[str, Any]:
    """Put a file together with who brought it, as a row shows it."""
    file.group = group
    return {"file": file, "name": bringer(names, file)}


@requires("workinggroups.work_in_group", Group, related=("dialogue__host_organisation",), **ONE)
@require_safe
def group_files(request: HttpRequest, group: Group) -> HttpResponse:
    """List the files and links of a group."""
    names = Names(request.user, group.dialogue)
    listing = Listing(
        request,
        GroupFile.objects.visible_to(request.user).filter(group=group).select_related("seat__organisation", "file"),
        searches=["title", "note", "source"],
        sorts=SORTS,
        filterset=FileFilter,
        columns=file_columns(names),
        name=f"files-{group.name}",
        on_export=lambda kind, rows: note_export(
            group.dialogue, by=request.user, what="group_files", kind=kind, rows=rows
        ),
    )
    if (file := listing.download()) is not None:
        return file
    rows = [row_of(names, group, one) for one in listing.rows]
    return page(request, "group_files", group, listing=listing, rows=rows)


@keeps_typed
@requires("workinggroups.add_file", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def group_file_add(request: HttpRequest, group: Group) -> HttpResponse:
    """Put a file or a link into the group's space."""
    form = FileForm(as_typed(request), request.FILES or None, initial={"language": group.dialogue.language})
    said = _("It stands in the group’s space now.")
    if submitted(request, form, lambda typed: verbs.add_file(group, by=request.user, **typed), said):
        return redirect("group_files", group.dialogue.slug, group.pk)
    return page(request, "group_file_add", group, form=form)


@keeps_typed
@requires("workinggroups.describe_file", GroupFile, related=("group__dialogue",), **INSIDE)
@require_http_methods(WRITING)
def group_file_edit(request: HttpRequest, file: GroupFile) -> HttpResponse:
    """Change what is said of a file, or whether it is evidence; what somebody else saved meanwhile is shown beside it."""
    form = DescribeForm(as_typed(request), initial=DescribeForm.stored(file))
    conflict = None
    try:
        if submitted(request, form, lambda typed: verbs.describe_file(file, by=request.user, **typed), _("Saved.")):
            return redirect("group_files", file.group.dialogue.slug, file.group_id)
    except StaleError as stale:
        conflict = form.conflict(stale.current)  # type: ignore[arg-type]
    return page(request, "group_file_edit", file.group, form=form, file=file, conflict=conflict)


@requires("workinggroups.remove_file", GroupFile, related=("group__dialogue",), **INSIDE)
@require_http_methods(WRITING)
def group_file_remove(request: HttpRequest, file: GroupFile) -> HttpResponse:
    """Ask once, then take a file or link out of the group's space."""
    if request.method == "POST":
        done(request, lambda: verbs.remove_file(file, by=request.user), _("It is out of the group’s space."))
        return redirect("group_files", file.group.dialogue.slug, file.group_id)
    return page(request, "group_file_remove", file.group, file=file)


@requires("workinggroups.read_file", GroupFile, related=("file",), **INSIDE)
@require_safe
def group_file(request: HttpRequest, file: GroupFile) -> HttpResponse:
    """Hand a file out for saving."""
    if file.file is None:
        raise Http404
    return serve(file.file)
