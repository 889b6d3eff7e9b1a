"""Columns of the tables that leave the site: the list of groups, and the tasks and files of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import Dialogue
from inspired.core.access import Anyone
from inspired.core.listing import Column
from inspired.core.ports import GroupTask
from workinggroups.models import Group, GroupFile, Member, Task
from workinggroups.naming import Names
from workinggroups.places import Place
from workinggroups.reading import GroupView, for_board, views_of


class GroupTable:
    """What one reader takes out of the list of groups. Groups are read once, when the first cell is asked for."""

    def __init__(self, user: Anyone, dialogue: Dialogue) -> None:
        self.user, self.dialogue, self.names = user, dialogue, Names(user, dialogue)

    @cached_property
    def views(self) -> dict[int, GroupView]:
        """Every group this person sees, by id."""
        shown = for_board(Group.objects.visible_to(self.user).filter(dialogue=self.dialogue))
        return {one.group.pk: one for one in views_of(self.user, shown, self.dialogue)}

    def name(self, member: Member | Place | None) -> str:
        """Name a member as this reader may know it."""
        return self.names.of(member.seat) if member else ""

    def columns(self) -> list[Column]:
        """The columns; tasks are counted for the inside of a group alone."""
        return [
            Column(gettext_lazy("Group"), "name"),
            Column(gettext_lazy("Status"), self._seen(lambda view: view.stage.label)),
            Column(gettext_lazy("Kind"), lambda group: group.get_kind_display()),
            Column(gettext_lazy("Mission"), self._seen(lambda view: view.mission.text if view.mission else "")),
            Column(gettext_lazy("Phases"), self._seen(lambda view: view.mission.phase_names if view.mission else "")),
            Column(gettext_lazy("Coordinator"), self._seen(lambda view: self.name(view.coordinator))),
            Column(gettext_lazy("Members"), self._seen(lambda view: [self.name(one) for one in view.members])),
            Column(
                gettext_lazy("Expected outputs"), self._seen(lambda view: [one.output.title for one in view.outputs])
            ),
            Column(gettext_lazy("Submitted"), self._seen(lambda view: view.submitted)),
            Column(gettext_lazy("Late"), self._seen(lambda view: len(view.late))),
            Column(gettext_lazy("Open tasks"), self._inside(lambda view: view.all_open)),
            Column(gettext_lazy("Overdue tasks"), self._inside(lambda view: view.all_overdue)),
        ]

    def _seen(self, value: Callable[[GroupView], Any]) -> Callable[[Group], Any]:
        return lambda group: value(self.views[group.pk])

    def _inside(self, value: Callable[[GroupView], Any]) -> Callable[[Group], Any]:
        def told(group: Group) -> Any:
            view = self.views[group.pk]
            return value(view) if view.is_inside else ""

        return told


def task_state(task: Task | GroupTask) -> str:
    """Say where a task stands."""
    if task.done_on if isinstance(task, GroupTask) else task.done_at:
        return _("Done")
    return _("Overdue") if task.is_overdue else _("Open")


def task_row(names: Names, task: Task | GroupTask) -> dict[str, Any]:
    """Put a task together with who does it and where it stands, as a row shows it."""
    return {"task": task, "owner": doer(names, task), "state": task_state(task)}


def doer(names: Names, task: Task | GroupTask) -> str:
    """Say who does a task; nothing where that is not settled."""
    if isinstance(task, GroupTask):
        return names.of(task.seat) if task.seat else _("Host team")
    return names.of(task.owner.seat) if task.owner else ""


def task_columns(names: Names) -> list[Column]:
    """The columns of a group's tasks, its own and those that its meetings gave."""
    return [
        Column(gettext_lazy("Task"), "title"),
        Column(gettext_lazy("More about it"), lambda task: "" if isinstance(task, GroupTask) else task.detail),
        Column(gettext_lazy("Who does it"), lambda task: doer(names, task)),
        Column(gettext_lazy("Until"), "due_at"),
        Column(gettext_lazy("State"), task_state),
        Column(gettext_lazy("Done on"), lambda task: task.done_on if isinstance(task, GroupTask) else task.done_at),
        Column(gettext_lazy("From the minutes of"), lambda task: getattr(task, "source", "")),
    ]


def bringer(names: Names, file: GroupFile) -> str:
    """Name who brought a file, as this reader may know it."""
    return names.of(file.seat) if file.seat else _("Host team")


def file_columns(names: Names) -> list[Column]:
    """The columns of a group's files."""
    return [
        Column(gettext_lazy("Title"), "title"),
        Column(gettext_lazy("What it is"), lambda file: file.get_kind_display()),
        Column(gettext_lazy("Language"), lambda file: file.get_language_display()),
        Column(gettext_lazy("Note"), "note"),
        Column(gettext_lazy("Source"), "source"),
        Column(gettext_lazy("Date of the work"), "dated"),
        Column(gettext_lazy("How far one can rely on it"), "reliability"),
        Column(gettext_lazy("File"), lambda file: file.file.original_name if file.file else ""),
        Column(gettext_lazy("Address"), "address"),
        Column(gettext_lazy("Brought by"), lambda file: bringer(names, file)),
        Column(gettext_lazy("On"), "at"),
    ]
