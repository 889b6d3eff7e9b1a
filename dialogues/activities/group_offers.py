"""What activities show on the page and the board of a working group: its meetings, as far as their reader may know of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.dates import when_words
from dialogues.activities.models import Activity, Meeting, MinutesItem
from dialogues.activities.models.minutes import WENT_ROUND
from dialogues.activities.states.activities import Tool
from dialogues.activities.states.meetings import ItemKind, MeetingState
from dialogues.deadlines import end_of_day
from dialogues.models import Organisation, Seat, reach_of
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.memory import remembered
from inspired.core.ports import Block, BlockLine, GroupDate, OpenTask
from workinggroups.models import Group
from workinggroups.naming import Names
from workinggroups.states import GroupKind

MEETINGS, CAMPAIGNS, TASKS = 10, 12, 14
COLUMNS = ("pk", "title", "starts_at", "ends_at", "time_zone", "state")
OF_SEAT = ("organisation__name", "category", "appear_to_participants")
GIVEN = ("minutes__state", *(f"given__{name}" for name in ("pk", "text", "due_on", "done_on", "seat")))
GIVEN = (*GIVEN, *(f"given__seat__{name}" for name in OF_SEAT))


@ports.beside_group.provide
def meetings_of_group(user: Anyone, group: Group) -> Iterator[Block]:
    """Show the meetings of a group, those to come first, and the tasks of their minutes, the overdue ones first.

    Who may plan or propose the next one is led to it. One query, and one where seats go by their category.
    """
    rows = _rows_of(user, group.dialogue_id, group.pk)
    meetings = _meetings(rows)
    coming = [one for one in meetings if one.is_coming]
    past = [one for one in meetings if not one.is_coming]
    url, action = _next(user, group)
    if meetings or url:
        yield Block(
            _("Meetings"),
            MEETINGS,
            tuple(_line(group, one) for one in (*reversed(coming), *past)),
            _("No meeting of this group stands here yet."),
            url,
            action,
        )
    tasks = [_task(row) for row in rows if _is_task(row)]
    if tasks:
        names = Names(user, group.dialogue)
        lines = tuple(_task_line(names, one) for one in sorted(tasks, key=lambda one: one.urgency))
        yield Block(_("Tasks from minutes"), TASKS, lines)


def _rows_of(user: Anyone, dialogue_id: int, group: int) -> list[dict[str, Any]]:
    """Read the meetings of a group, each once for each task of its minutes; asked once per request."""

    def ask() -> list[dict[str, Any]]:
        known = Meeting.objects.visible_within(user, dialogue_id).filter(activity__group=group)
        given = FilteredRelation("items", condition=Q(items__kind=ItemKind.TASK))
        return list(known.annotate(given=given).order_by("-starts_at", "-pk").values(*COLUMNS, *GIVEN))

    return remembered(("meetings of group", user.pk, group), ask)


def _meetings(rows: Iterable[dict[str, Any]]) -> list[Meeting]:
    return list({row["pk"]: Meeting(**{name: row[name] for name in COLUMNS}) for row in rows}.values())


def _is_task(row: dict[str, Any]) -> bool:
    return bool(row["given__pk"]) and row["minutes__state"] in WENT_ROUND


def _task(row: dict[str, Any]) -> MinutesItem:
    """Put a task together from the row of its meeting; whoever sees the meeting reads minutes that went round."""
    seat = None
    if row["given__seat"]:
        organisation = Organisation(name=row["given__seat__organisation__name"])
        named = {name: row[f"given__seat__{name}"] for name in ("category", "appear_to_participants")}
        seat = Seat(pk=row["given__seat"], organisation=organisation, **named)
    meeting = Meeting(pk=row["pk"], time_zone=row["time_zone"])
    said = {name: row[f"given__{name}"] for name in ("pk", "text", "due_on", "done_on")}
    return MinutesItem(meeting=meeting, seat=seat, **said)


def _task_line(names: Names, item: MinutesItem) -> BlockLine:
    url = reverse("meeting_minutes", args=[names.dialogue.slug, item.meeting_id])
    who = names.of(item.seat) if item.seat else _("The host team")
    state, tone = (_("Overdue"), "no") if item.is_overdue else (_("Open"), "wait")
    state, tone = (_("Done"), "yes") if item.done_on else (state, tone)
    return BlockLine(item.text, f"{url}#task-{item.pk}", who, at=item.due_at, state=state, tone=tone)


def _line(group: Group, meeting: Meeting) -> BlockLine:
    url = reverse("meeting", args=[group.dialogue.slug, meeting.pk])
    when = when_words(meeting) if meeting.has_date else _("The new date is still to be found")
    return BlockLine(meeting.title, url, when, state=str(meeting.get_state_display()), tone=meeting.tone)


def _next(user: Anyone, group: Group) -> tuple[str, str]:
    """Where this person plans the next meeting of a group at work, as host or as its coordinator, or as a member proposes it."""
    plan = _("Plan a meeting of this group")
    if group.is_active and may(user, "activities.plan_for_group", group):
        return reverse("group_meeting_add", args=[group.dialogue.slug, group.pk]), plan
    return _plan(user, group, Tool.WORKING_GROUPS, plan, _("Propose a meeting of this group"))


def _campaign(user: Anyone, group: Group) -> tuple[str, str]:
    """Where this person plans a public event or campaign with a group at work, or as one of its members proposes it."""
    plan, propose = _("Plan a public event or campaign"), _("Propose a public event or campaign")
    return _plan(user, group, Tool.PUBLIC_EVENTS, plan, propose)


def _plan(user: Anyone, group: Group, tool: Tool, plan: str, propose: str) -> tuple[str, str]:
    """Where this person plans or proposes that a group uses a tool, and what the way there is called; nothing if they may not."""
    chosen = f"?tool={tool.value}&group={group.pk}"
    if not group.is_active:
        return "", ""
    if may(user, "activities.plan_activity", group.dialogue):
        return reverse("activity_add", args=[group.dialogue.slug]) + chosen, plan
    if may(user, "activities.propose_activity", group.dialogue) and may(user, "workinggroups.work_in_group", group):
        return reverse("activity_propose", args=[group.dialogue.slug]) + chosen, propose
    return "", ""


@ports.beside_group.provide
def campaigns_of_group(user: Anyone, group: Group) -> Iterator[Block]:
    """Show an advocacy group its public events and campaigns, and let it plan the next; one query, none for other groups."""
    if group.kind != GroupKind.ADVOCACY:
        return
    rows = Activity.objects.visible_within(user, group.dialogue_id).filter(group=group.pk, tool=Tool.PUBLIC_EVENTS)
    lines = [
        BlockLine(one.title, one.get_absolute_url(), state=str(one.get_state_display()), tone=one.tone)
        for one in rows.select_related("dialogue").order_by("-pk")
    ]
    url, action = _campaign(user, group)
    if lines or url:
        empty = _("Actions of the campaign stand here with their approved messages and the day of their release.")
        yield Block(_("Public events and campaigns"), CAMPAIGNS, tuple(lines), empty, url, action)


@ports.group_dates.provide
def meetings_to_come(user: Anyone, dialogue_id: int, groups: Collection[int]) -> Iterator[GroupDate]:
    """Name the meetings of these groups on days to come, as far as this person may know of them; one query.

    Of a single group they are among those that its page shows beside it, so that both are asked at once.
    """
    for group, title, key, starts_at in _coming(user, dialogue_id, groups):
        slug = reach_of(user).named[dialogue_id].slug  # only who belongs to a dialogue sees its meetings
        yield GroupDate(group, title, reverse("meeting", args=[slug, key]), starts_at)


def _coming(user: Anyone, dialogue_id: int, groups: Collection[int]) -> Iterable[tuple[int, str, int, datetime]]:
    if len(groups) == 1:
        (group,) = groups
        rows = _meetings(_rows_of(user, dialogue_id, group))
        planned = [one for one in rows if one.is_coming and one.state == MeetingState.PLANNED]
        return [(group, one.title, one.pk, one.starts_at) for one in reversed(planned)]
    found = Meeting.objects.visible_within(user, dialogue_id).coming()
    found = found.filter(state=MeetingState.PLANNED, activity__group__in=groups)
    return found.values_list("activity__group", "title", "pk", "starts_at")


@ports.open_group_tasks.provide
def open_tasks_from_minutes(user: Anyone, dialogue_id: int, groups: Collection[int]) -> Iterator[OpenTask]:
    """Count what minutes of these groups' meetings gave and nobody has done, as far as this person reads them; one query.

    Those of a single group its page shows beside it, so that both are asked at once.
    """
    now = timezone.now()
    for group, day, zone in _open_tasks(user, dialogue_id, groups):
        yield OpenTask(group, day is not None and end_of_day(day, zone) < now)


def _open_tasks(user: Anyone, dialogue_id: int, groups: Collection[int]) -> Iterable[tuple[int, date | None, str]]:
    if len(groups) == 1:
        (group,) = groups
        rows = [row for row in _rows_of(user, dialogue_id, group) if _is_task(row) and not row["given__done_on"]]
        return [(group, row["given__due_on"], row["time_zone"]) for row in rows]
    meetings = Meeting.objects.visible_within(user, dialogue_id).filter(activity__group__in=groups)
    tasks = MinutesItem.objects.tasks().open().filter(meeting__in=meetings.values("pk"))
    return tasks.values_list("meeting__activity__group", "due_on", "meeting__time_zone")
