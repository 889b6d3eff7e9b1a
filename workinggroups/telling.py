"""Sentences for the events of working groups, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling
from workinggroups.models import BoardNote, Group, GroupFile, GroupPrint, Member, Output, Specialism, Task

TOLD = [
    Telling(
        "groups",
        _("Working groups"),
        {
            "working_group.proposed": _("The working group “%(thing)s” was proposed by %(seat)s"),
            "working_group.opened": _("The working group “%(thing)s” was opened"),
            "working_group.declined": _("The proposal of a working group “%(thing)s” was declined"),
            "working_group.edited": _("Mission or set-up of the working group “%(thing)s” was changed"),
            "working_group.closed": _("The working group “%(thing)s” was closed"),
            "working_group.reconvened": _("The working group “%(thing)s” was called together again"),
            "group_output.expected": _("An output is expected of the working group “%(thing)s”"),
            "group_output.changed": _("An expected output of the working group “%(thing)s” was changed"),
            "group_output.dropped": _("An output is expected of a working group no longer"),
            "group_member.invited": _("%(seat)s was invited to the working group “%(thing)s”"),
            "group_member.accepted": _("%(seat)s joined the working group “%(thing)s”"),
            "group_member.declined": _("%(seat)s declined to join the working group “%(thing)s”"),
            "group_member.left": _("%(seat)s is in the working group “%(thing)s” no longer"),
            "group_member.named": _("%(seat)s named who takes part in the working group “%(thing)s”"),
            "group_member.appointed": _("%(seat)s took on a task in the working group “%(thing)s”"),
            "group_member.appointed:is_coordinator": _("%(seat)s coordinates the working group “%(thing)s”"),
            "group_member.appointed:is_rapporteur": _("%(seat)s keeps the record of the working group “%(thing)s”"),
            "group_member.relieved": _("%(seat)s gave up a task in the working group “%(thing)s”"),
            "group_task.added": _("A task was written down in the working group “%(thing)s”"),
            "group_task.done": _("A task of the working group “%(thing)s” was done"),
            "group_task.reopened": _("A task of the working group “%(thing)s” was opened again"),
            "board_note.posted": _("A note was put up in the working group “%(thing)s”"),
            "board_note.taken_down": _("A note was taken down in the working group “%(thing)s”"),
            "group_file.added": _("“%(thing)s” was put into the space of a working group"),
            "group_file.described": _("What is said of “%(thing)s” in the space of a working group was changed"),
            "group_file.removed": _("A file or link of a working group was removed"),
            "group_print.asked_for": _("A PDF of the working group “%(thing)s” was asked for"),
            "specialism.described": _("What %(seat)s knows most about was written down"),
        },
    )
]
DOWNLOADS_TOLD = Telling(
    "downloads",
    _("Downloads"),
    {
        "list.exported:working_groups": _("The list of working groups was downloaded"),
        "list.exported:group_tasks": _("The tasks of a working group were downloaded"),
        "list.exported:group_files": _("The list of files of a working group was downloaded"),
    },
)


@ports.event_words.provide
def group_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return [*TOLD, DOWNLOADS_TOLD]


@ports.work_words.provide
def group_work(_user: Anyone) -> Iterator[tuple[str, Any]]:
    """Name the background work of this app."""
    yield "workinggroups.print_group", _("Making the PDF of a working group")


@ports.event_names.provide
def group_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where groups and what hangs on them have their names."""
    here, organisation = {"group__dialogue__in": dialogues}, "seat__organisation__name"
    groups = Group.objects.filter(dialogue__in=dialogues)
    outputs = Output.objects.filter(mission__group__dialogue__in=dialogues)
    yield Naming("workinggroups.group", groups, "name", "proposed_for__organisation__name")
    yield Naming("workinggroups.output", outputs, "mission__group__name")
    yield Naming("workinggroups.member", Member.objects.filter(**here), "group__name", organisation)
    yield Naming("workinggroups.task", Task.objects.filter(**here), "group__name")
    yield Naming("workinggroups.boardnote", BoardNote.objects.filter(**here), "group__name")
    yield Naming("workinggroups.groupfile", GroupFile.objects.filter(**here), "title")
    yield Naming("workinggroups.groupprint", GroupPrint.objects.filter(**here), "group__name")
    seats = Specialism.objects.filter(seat__dialogue__in=dialogues)
    yield Naming("workinggroups.specialism", seats, "", organisation)
