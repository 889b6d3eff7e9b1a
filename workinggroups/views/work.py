"""Expected outputs, tasks and notes of a group."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core import ports
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Listing
from workinggroups.forms.groups import OutputForm
from workinggroups.forms.work import NoteForm, TaskForm
from workinggroups.models import BoardNote, Group, Output, Task
from workinggroups.naming import Names
from workinggroups.services import work as verbs
from workinggroups.tables import task_columns, task_row
from workinggroups.views.framing import INSIDE, ONE, WRITING, page

STATES = [("open", gettext_lazy("Open")), ("overdue", gettext_lazy("Overdue")), ("done", gettext_lazy("Done"))]


class TaskFilter(django_filters.FilterSet):
    """Narrows the tasks by whether they are done or late."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=STATES, empty_label=gettext_lazy("All"), method="by_state"
    )

    def by_state(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Keep tasks in this state."""
        if value == "done":
            return rows.filter(done_at__isnull=False)
        return rows.filter(done_at__isnull=True, **({"due_at__lt": timezone.now()} if value == "overdue" else {}))


SORTS: dict[str, Any] = {
    "due": (gettext_lazy("Overdue first"), (F("done_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True))),
    "newest": (gettext_lazy("Newest first"), "-created_at"),
}


@requires("workinggroups.work_in_group", Group, related=("dialogue__host_organisation",), **ONE)
@require_safe
def tasks(request: HttpRequest, group: Group) -> HttpResponse:
    """List a group's tasks, the overdue ones first, done ones last."""
    names, here = Names(request.user, group.dialogue), Task.objects.visible_to(request.user).filter(group=group)
    given = ports.group_tasks.collect(request.user, [group.pk])
    listing = Listing(
        request,
        here.select_related("group__dialogue", "owner__seat__organisation"),
        searches=["title", "detail"],
        sorts=SORTS,
        filterset=TaskFilter,
        columns=task_columns(names),
        name=f"tasks-{group.name}",
        on_export=lambda kind, rows: note_export(
            group.dialogue, by=request.user, what="group_tasks", kind=kind, rows=rows
        ),
        beside=given,
    )
    if (file := listing.download()) is not None:
        return file
    rows, elsewhere = ([task_row(names, one) for one in found] for found in (listing.rows, given))
    return page(request, "tasks", group, listing=listing, rows=rows, elsewhere=elsewhere)


@keeps_typed
@requires("workinggroups.add_task", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def task_add(request: HttpRequest, group: Group) -> HttpResponse:
    """Write down a task."""
    form = TaskForm(group, Names(request.user, group.dialogue), as_typed(request))
    if submitted(
        request, form, lambda typed: verbs.add_task(group, by=request.user, **typed), _("The task is written down.")
    ):
        return redirect("tasks", group.dialogue.slug, group.pk)
    return page(request, "task_add", group, form=form)


@requires("workinggroups.finish_task", Task, related=("group__dialogue",), **INSIDE)
@require_POST
def task_finish(request: HttpRequest, task: Task) -> HttpResponse:
    """Say that a task is done, or that it is not."""
    is_done = request.POST.get("done") == "yes"
    said = _("Done.") if is_done else _("Open again.")
    done(request, lambda: verbs.finish_task(task, by=request.user, done=is_done), said)
    return redirect("tasks", task.group.dialogue.slug, task.group_id)


@keeps_typed
@requires("workinggroups.add_task", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def board_note_add(request: HttpRequest, group: Group) -> HttpResponse:
    """Put a note on the board."""
    form = NoteForm(as_typed(request))
    if submitted(
        request, form, lambda typed: verbs.post_note(group, by=request.user, **typed), _("The note is on the board.")
    ):
        return redirect(f"{group.get_absolute_url()}#board")
    return page(request, "board_note_add", group, form=form)


@requires("workinggroups.take_down_note", BoardNote, related=("group__dialogue",), **INSIDE)
@require_POST
def board_note_take_down(request: HttpRequest, note: BoardNote) -> HttpResponse:
    """Take a note off the board."""
    done(request, lambda: verbs.take_down_note(note, by=request.user), _("The note is off the board."))
    return redirect(f"{note.group.get_absolute_url()}#board")


@keeps_typed
@requires("workinggroups.steer_group", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def output_add(request: HttpRequest, group: Group) -> HttpResponse:
    """Say what else is expected of the group."""
    form = OutputForm(group.dialogue, as_typed(request))
    if submitted(request, form, lambda typed: verbs.expect_output(group, by=request.user, **typed), _("Saved.")):
        return redirect(group)
    return page(request, "output_add", group, form=form)


OUTPUT: dict[str, Any] = {"mission__group__dialogue__slug": "slug", "mission__group": "group_id", "pk": "pk"}


@keeps_typed
@requires("workinggroups.change_output", Output, related=("mission__group__dialogue",), **OUTPUT)
@require_http_methods(WRITING)
def output_edit(request: HttpRequest, output: Output) -> HttpResponse:
    """Change what is expected, or until when."""
    group = output.mission.group
    form = OutputForm(group.dialogue, as_typed(request), output=output)
    if submitted(request, form, lambda typed: verbs.change_output(output, by=request.user, **typed), _("Saved.")):
        return redirect(group)
    return page(request, "output_edit", group, form=form, output=output)


@requires("workinggroups.change_output", Output, related=("mission__group__dialogue",), **OUTPUT)
@require_POST
def output_drop(request: HttpRequest, output: Output) -> HttpResponse:
    """Expect it no longer."""
    group = output.mission.group
    done(request, lambda: verbs.drop_output(output, by=request.user), _("It is expected no longer."))
    return redirect(group)
