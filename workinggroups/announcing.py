"""What working groups announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F, QuerySet
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.models import Dialogue, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline
from workinggroups.models import Group, Member, Output, Task
from workinggroups.states import GroupStatus, MemberState


@matter("workinggroups.group", page="group", title="name")
def groups(user: Anyone) -> QuerySet[Group]:
    """Groups this person may see."""
    return Group.objects.visible_to(user)


@matter("workinggroups.place", page="group", title="group__name", arguments=("group",))
def places(user: Anyone) -> QuerySet[Member]:
    """Places in groups, as far as this person may see them."""
    return Member.objects.visible_to(user)


@matter("workinggroups.task", page="tasks", title="title", arguments=("group",))
def tasks(user: Anyone) -> QuerySet[Task]:
    """Tasks of the groups whose inside this person reads."""
    return Task.objects.visible_to(user)


@matter("workinggroups.task_open", page="tasks", title="title", arguments=("group",), whole="workinggroups.task")
def open_tasks(user: Anyone) -> QuerySet[Task]:
    """Tasks that a seat this person speaks for took on and has not done, in groups that work."""
    waiting = Task.objects.open().filter(owner__state=MemberState.ACCEPTED, group__status=GroupStatus.ACTIVE)
    return waiting.filter(owner__seat__in=reach_of(user).speaking, group__dialogue__status=Status.OPEN)


@matter("workinggroups.output", page="group", title="title", arguments=("mission__group",))
def outputs(user: Anyone) -> QuerySet[Output]:
    """Expected outputs of the groups this person may see."""
    return Output.objects.visible_to(user)


@matter(
    "workinggroups.output_awaited",
    page="group",
    title="title",
    arguments=("mission__group",),
    whole="workinggroups.output",
)
def awaited_outputs(user: Anyone) -> QuerySet[Output]:
    """Outputs awaited of groups that a seat this person speaks for coordinates."""
    leading = Member.objects.accepted().filter(seat__in=reach_of(user).speaking, is_coordinator=True)
    return Output.objects.current().filter(mission__group__in=leading.values("group"))


declare(
    "workinggroups.proposed",
    "workinggroups.group",
    told=ngettext_lazy("%(count)d working group is proposed", "%(count)d working groups are proposed", "count"),
    sentence=_("A working group is proposed."),
    asks=True,
)
declare(
    "workinggroups.answered",
    "workinggroups.group",
    told=ngettext_lazy("A proposal of yours is answered", "%(count)d proposals of yours are answered", "count"),
    sentence=_("The host answered a proposal of your organisation."),
)
declare(
    "workinggroups.invited",
    "workinggroups.place",
    told=ngettext_lazy("You are invited to a working group", "You are invited to %(count)d working groups", "count"),
    sentence=_("Your organisation is invited to a working group."),
    asks=True,
)
declare(
    "workinggroups.task",
    "workinggroups.task",
    told=ngettext_lazy("%(count)d task is yours", "%(count)d tasks are yours", "count"),
    sentence=_("A task in a working group is your organisation’s."),
)
declare(
    "workinggroups.closed",
    "workinggroups.group",
    told=ngettext_lazy(
        "A working group has finished: thank you", "%(count)d working groups have finished: thank you", "count"
    ),
    sentence=_("A working group your organisation belongs to has finished its work. The host thanks you."),
)
declare(
    "workinggroups.reconvened",
    "workinggroups.group",
    told=ngettext_lazy("A working group comes together again", "%(count)d working groups come together again", "count"),
    sentence=_("A working group your organisation belongs to comes together again with a new mission."),
)
declare_reminders("workinggroups.tasks", "workinggroups.task_open")
declare_reminders("workinggroups.outputs", "workinggroups.output_awaited")


@ports.deadlines.provide
def task_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that took on tasks with a date and have not done them; one query."""
    open_ones = (Task.objects if by is None else Task.objects.visible_to(by)).open()
    owed = open_ones.filter(
        group__dialogue=dialogue,
        group__status=GroupStatus.ACTIVE,
        due_at__isnull=False,
        owner__state=MemberState.ACCEPTED,
    )
    for pk, title, due, since, seat in owed.values_list("pk", "title", "due_at", "created_at", "owner__seat"):
        yield Deadline("workinggroups.tasks", pk, title, due, since, seat)


@ports.deadlines.provide
def output_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the coordinating seats of groups that owe an output; what was submitted is left out. One query for each port."""
    known = Output.objects if by is None else Output.objects.visible_to(by)
    owed = known.current().filter(mission__group__dialogue=dialogue, due_at__isnull=False)
    leading = owed.filter(
        mission__group__members__is_coordinator=True, mission__group__members__state=MemberState.ACCEPTED
    )
    rows = leading.annotate(seat=F("mission__group__members__seat"), group=F("mission__group"))
    found = list(rows.values_list("pk", "title", "due_at", "created_at", "seat", "group"))
    groups_ = sorted({group for *_rest, group in found})
    handed = {one.output for one in ports.handed_in.collect(by, groups_)} if groups_ else set()
    for pk, title, due, since, seat, _group in found:
        if pk not in handed:
            yield Deadline("workinggroups.outputs", pk, title, due, since, seat)


@ports.audiences.provide
def whom_groups_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer, of groups at work, the seats an invitation could reach and those that closing would thank; two queries for all groups."""
    at_work = Group.objects.visible_to(user).active().filter(dialogue=dialogue).prefetch_related("members")
    for group in at_work:
        about, sitting = {"name": group.name}, tuple(group.member_seats())
        taken = tuple(group.member_seats() | group.invited_seats())
        title = gettext("When all others are invited to the working group “%(name)s”") % about
        yield Audience(f"group-invite-{group.pk}", title, but=taken)
        if sitting:
            title = gettext("When the working group “%(name)s” is closed") % about
            yield Audience(f"group-close-{group.pk}", title, sitting, asks=False)


@ports.calendar.provide
def task_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of one's own seats' open tasks; one query."""
    mine = (
        open_tasks(user).filter(due_at__isnull=False, group__dialogue__in=dialogues).select_related("group__dialogue")
    )
    for task in mine:
        dialogue = task.group.dialogue
        yield CalendarEntry(f"group-task-{task.pk}", dialogue.pk, dialogue.mail_label, task.due_at)


@ports.calendar.provide
def output_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of what is expected of the groups one works in or leads as a host; one query."""
    inside = Group.objects.worked_in_by(user).filter(dialogue__in=dialogues)
    due = Output.objects.current().filter(mission__group__in=inside.values("pk"), due_at__isnull=False)
    for output in due.select_related("mission__group__dialogue"):
        dialogue = output.mission.group.dialogue
        yield CalendarEntry(f"group-output-{output.pk}", dialogue.pk, dialogue.mail_label, output.due_at)
