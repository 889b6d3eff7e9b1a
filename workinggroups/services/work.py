"""What a group writes down: expected outputs, tasks, and notes on its board."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError
from inspired.core.text import clean_source
from workinggroups.models import BoardNote, Group, Member, Output, Task
from workinggroups.states import MemberState


@transaction.atomic
def expect_output(group: Group, *, by: User, title: str, due_at: datetime | None = None) -> Output:
    """Add an output that is expected of the mission that runs. The same title again is the same output."""
    group = locked_group(group, by=by)
    require(by, "workinggroups.steer_group", group)
    mission = group.missions.get(closed_at__isnull=True)
    title = " ".join(title.split())[:200]
    if known := mission.outputs.filter(title__iexact=title).first():
        return known
    output = Output.objects.create(mission=mission, title=title, due_at=due_at)
    record(by, "group_output.expected", output, due=due_at.isoformat() if due_at else None)
    return output


@transaction.atomic
def change_output(output: Output, *, by: User, title: str, due_at: datetime | None) -> Output:
    """Change what is expected, or until when; nothing new is no change."""
    output = _locked_output(output, by)
    require(by, "workinggroups.change_output", output)
    title = " ".join(title.split())[:200]
    if (title, due_at) == (output.title, output.due_at):
        return output
    before, output.title, output.due_at = output.due_at, title, due_at
    output.save(update_fields=["title", "due_at"])
    dates: dict[str, Any] = {
        "due": due_at.isoformat() if due_at else None,
        "before": before.isoformat() if before else None,
    }
    record(by, "group_output.changed", output, **dates)
    return output


@transaction.atomic
def drop_output(output: Output, *, by: User) -> None:
    """Expect it no longer; what was drafted for it stays with the group. Doing it twice changes nothing."""
    if not Output.objects.filter(pk=output.pk).exists():
        return
    output = _locked_output(output, by)
    require(by, "workinggroups.change_output", output)
    record(by, "group_output.dropped", output)
    output.delete()


@transaction.atomic
def add_task(
    group: Group,
    *,
    by: User,
    title: str,
    detail: str = "",
    owner: Member | None = None,
    due_at: datetime | None = None,
    form_key: UUID | None = None,
) -> Task:
    """Write down a task; who speaks for the owner is told after commit. The same form sent twice is one task.

    Raises StateError for an owner who is not a member.
    """
    group = locked_group(group, by=by)
    require(by, "workinggroups.add_task", group)
    if (known := made_before(Task.objects.filter(group=group), form_key)) is not None:
        return known
    if owner is not None and not group.members.filter(pk=owner.pk, state=MemberState.ACCEPTED).exists():
        raise StateError(_("Only members of the group take on tasks."))
    task = Task.objects.create(
        group=group,
        title=" ".join(title.split())[:200],
        detail=detail.strip(),
        owner=owner,
        due_at=due_at,
        by=by,
        form_key=form_key or uuid4(),
    )
    record(by, "group_task.added", task, due=due_at.isoformat() if due_at else None)
    if owner is not None:
        announce("workinggroups.task", task, to=speakers_of([owner.seat_id]), by=by, seats=[owner.seat_id])
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User, done: bool = True) -> Task:
    """Say that a task is done, or that it is not; saying the same again changes nothing."""
    locked_group(task.group, by=by)
    task = Task.objects.select_for_update(of=("self",)).select_related("group__dialogue").get(pk=task.pk)
    require(by, "workinggroups.finish_task", task)
    if (task.done_at is not None) == done:
        return task
    task.done_at, task.done_by = (timezone.now(), by) if done else (None, None)
    task.save(update_fields=["done_at", "done_by"])
    record(by, "group_task.done" if done else "group_task.reopened", task)
    return task


@transaction.atomic
def post_note(group: Group, *, by: User, text: str, is_pinned: bool = False, form_key: UUID | None = None) -> BoardNote:
    """Put a note on the board, from one's seat or from the host team. The same form sent twice is one note.

    Raises TextRefused for a text outside the safe subset.
    """
    group = locked_group(group, by=by)
    require(by, "workinggroups.add_task", group)
    if (known := made_before(BoardNote.objects.filter(group=group, by=by), form_key)) is not None:
        return known
    standing = group.dialogue.standing_of(by)
    seat = None if standing.is_team else min(standing.speaking & group.member_seats())
    note = BoardNote.objects.create(
        group=group, seat_id=seat, by=by, text=clean_source(text), is_pinned=is_pinned, form_key=form_key or uuid4()
    )
    record(by, "board_note.posted", note)
    return note


@transaction.atomic
def take_down_note(note: BoardNote, *, by: User) -> BoardNote:
    """Take a note off the board; doing it twice changes nothing."""
    locked_group(note.group, by=by)
    note = BoardNote.objects.select_for_update(of=("self",)).select_related("group__dialogue").get(pk=note.pk)
    require(by, "workinggroups.take_down_note", note)
    if note.taken_down_at is None:
        note.taken_down_at = timezone.now()
        note.save(update_fields=["taken_down_at"])
        record(by, "board_note.taken_down", note)
    return note


def locked_group(group: Group, *, by: User) -> Group:
    """Lock the group and hold its dialogue: neither is closed before what is written down is there."""
    locked = Group.objects.locked().get(pk=group.pk)
    locked.dialogue = held_dialogue(locked.dialogue, by=by)
    return locked


def _locked_output(output: Output, by: User) -> Output:
    group = locked_group(output.mission.group, by=by)
    locked = Output.objects.select_for_update(of=("self",)).select_related("mission").get(pk=output.pk)
    locked.mission.group = group
    return locked
