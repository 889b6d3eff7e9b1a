"""What the tasks of minutes announce, of what they remind, and where else they are shown: with the tasks of their group."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.activities.models import Meeting, MinutesItem
from dialogues.announcing import declare_reminders
from dialogues.deadlines import end_of_day
from dialogues.models import Dialogue, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.noticing import declare, matter
from inspired.core.ports import CalendarEntry, Deadline, GroupTask

LONGEST = 120
HEADING = Left("text", LONGEST)


@matter("activities.task", page="meeting_minutes", title=HEADING, arguments=("meeting",))
def tasks(user: Anyone) -> QuerySet[MinutesItem]:
    """Tasks of minutes this person reads: of minutes that went round, whoever sees the meeting."""
    return MinutesItem.objects.tasks().filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))


@matter("activities.task_open", page="meeting_minutes", title=HEADING, arguments=("meeting",), whole="activities.task")
def own_open_tasks(user: Anyone) -> QuerySet[MinutesItem]:
    """Tasks of minutes that a seat this person speaks for took on and has not done."""
    return tasks(user).open().filter(seat__in=reach_of(user).speaking, meeting__activity__dialogue__status=Status.OPEN)


declare(
    "activities.task_given",
    "activities.task",
    told=ngettext_lazy(
        "%(count)d task from a meeting is your organisation’s",
        "%(count)d tasks from meetings are your organisation’s",
        "count",
    ),
    sentence=gettext_lazy("The minutes of a meeting give your organisation a task."),
)
declare_reminders("activities.tasks", "activities.task_open")


@ports.deadlines.provide
def task_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have a task with a day from minutes that went round and have not done it; one query."""
    known = MinutesItem.objects if by is None else MinutesItem.objects.visible_to(by)
    owed = (
        known.tasks()
        .open()
        .filter(
            meeting__activity__dialogue=dialogue, seat__left_at__isnull=True, seat__isnull=False, due_on__isnull=False
        )
    )
    fields = ("pk", HEADING, "due_on", "meeting__time_zone", "meeting__minutes__circulated_at", "seat")
    for pk, title, day, zone, since, seat in owed.values_list(*fields):
        yield Deadline("activities.tasks", pk, title, end_of_day(day, zone), since, seat)


@ports.calendar.provide
def task_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the days of one's own seats' open tasks; one query."""
    mine = own_open_tasks(user).filter(due_on__isnull=False, meeting__activity__dialogue__in=dialogues)
    for one in mine.select_related("meeting__activity__dialogue"):
        dialogue = one.meeting.activity.dialogue
        due = end_of_day(one.due_on, one.meeting.time_zone)
        yield CalendarEntry(f"minutes-task-{one.pk}", dialogue.pk, dialogue.mail_label, due)


@ports.group_tasks.provide
def tasks_from_minutes(user: Anyone, groups: Collection[int]) -> Iterator[GroupTask]:
    """Offer the tasks that minutes of these groups' meetings gave, as far as this person reads the minutes; one query."""
    rows = tasks(user).filter(meeting__activity__group__in=groups)
    loaded = ("meeting__activity__dialogue", "meeting__minutes", "seat__organisation")
    for item in sorted(rows.select_related(*loaded), key=lambda one: one.urgency):
        activity = item.meeting.activity
        place = [activity.dialogue.slug, item.meeting_id]
        finish = reverse("minutes_item_done", args=[*place, item.pk])
        yield GroupTask(
            group=activity.group_id or 0,
            title=item.text,
            source=item.meeting.title,
            url=f"{reverse('meeting_minutes', args=place)}#task-{item.pk}",
            seat=item.seat,
            due_at=item.due_at,
            done_on=item.done_on,
            is_overdue=item.is_overdue,
            finish_url=finish if may(user, "activities.finish_task", item) else "",
        )
