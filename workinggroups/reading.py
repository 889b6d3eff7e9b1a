"""Reads groups for their pages: where each stands, what is due, late and submitted, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import GroupDate, HandedIn, OpenTask
from workinggroups.models import Group, Member, Mission, Output, Task
from workinggroups.places import fill_places
from workinggroups.states import TONES, GroupStatus, MemberState, Stage

SOON = 14  # days before a date from which on it counts as near; our suggestion


@dataclass(frozen=True)
class OutputView:
    """An expected output with what was submitted for it."""

    output: Output
    handed: tuple[HandedIn, ...] = ()

    @property
    def is_submitted(self) -> bool:
        """Was anything submitted for it?"""
        return bool(self.handed)

    @property
    def is_late(self) -> bool:
        """Has its day passed without anything submitted, while the mission runs?"""
        is_over = self.output.due_at is not None and self.output.due_at < timezone.now()
        return is_over and not self.handed and self.output.mission.closed_at is None


@dataclass(frozen=True)
class MissionView:
    """A mission with what is expected of it."""

    mission: Mission
    outputs: list[Output]


@dataclass(frozen=True)
class GroupView:
    """A group as the board and its page show it.

    Whoever reads published outputs alone (``is_told`` is false) is not told what was submitted or is late: they could not tell.
    Tasks are counted for its inside (``is_inside``) alone, its own and those from elsewhere that are ``given``; members are named within the dialogue (``is_of_dialogue``) alone:
    rows of ``Member`` with whom they send on the page of a group, ``Place`` on the board.
    """

    group: Group
    stage: Stage
    missions: tuple[Mission, ...] = ()
    outputs: tuple[OutputView, ...] = ()
    others: tuple[HandedIn, ...] = ()
    dates: tuple[GroupDate, ...] = ()
    open_tasks: int = 0
    overdue_tasks: int = 0
    members: tuple[Any, ...] = ()
    is_told: bool = True
    is_inside: bool = False
    is_of_dialogue: bool = True
    given: tuple[OpenTask, ...] = ()

    @property
    def mission(self) -> Mission | None:
        """The latest mission."""
        return self.missions[0] if self.missions else None

    @property
    def tone(self) -> str:
        """The colour that goes with the stage."""
        return TONES[self.stage]

    @cached_property
    def late(self) -> list[OutputView]:
        """The expected outputs whose day has passed."""
        return [one for one in self.outputs if one.is_late] if self.is_told else []

    @cached_property
    def signal(self) -> tuple[str, str]:
        """What a reader should see first, in words and as a tone: that something is late, else where the group stands."""
        if self.late and self.group.is_active:
            return _("Late"), "no"
        if self.all_overdue and self.group.is_active:
            return _("Tasks overdue"), "reserve"
        return str(self.stage.label), self.tone

    @property
    def all_open(self) -> int:
        """How many tasks are open, its own and those given elsewhere."""
        return self.open_tasks + len(self.given)

    @cached_property
    def all_overdue(self) -> int:
        """How many of them are overdue."""
        return self.overdue_tasks + sum(one.is_overdue for one in self.given)

    @property
    def submitted(self) -> int:
        """How many of the expected outputs were submitted."""
        return sum(one.is_submitted for one in self.outputs)

    @cached_property
    def next_output(self) -> OutputView | None:
        """The next output that is awaited, the late ones first; those without a day last."""
        waiting = [one for one in self.outputs if not one.is_submitted]
        return min(
            waiting,
            key=lambda one: (one.output.due_at is None, one.output.due_at or one.output.created_at),
            default=None,
        )

    @property
    def urgency(self) -> tuple[bool, bool, bool, float]:
        """Sorts groups: late outputs first, then overdue tasks, then what is awaited next; those of which nothing is awaited last."""
        waiting = self.next_output if self.group.is_active else None
        due = waiting.output.due_at if waiting else None
        late, overdue = bool(self.late), bool(self.all_overdue)
        active = self.group.is_active
        return (not (active and late), not (active and overdue), due is None, due.timestamp() if due else 0.0)

    @property
    def next_date(self) -> GroupDate | None:
        """What the group does next."""
        return min(self.dates, key=lambda one: one.at, default=None)

    @cached_property
    def coordinator(self) -> Any:
        """The member that coordinates."""
        return next((one for one in self.members if one.is_coordinator), None)

    @property
    def rapporteur(self) -> Any:
        """The member that keeps the record."""
        return next((one for one in self.members if one.is_rapporteur), None)


def stage_of(group: Group, mission: int, outputs: Sequence[OutputView]) -> Stage:
    """Say where a group stands, from its status, the number of its mission and what it has submitted."""
    if group.status != GroupStatus.ACTIVE:
        return Stage(group.status)
    if outputs and all(one.is_submitted for one in outputs):
        return Stage.SUBMITTED
    return Stage.RECONVENED if mission > 1 else Stage.ACTIVE


def for_board(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Load with groups what the board shows of tasks and of what is awaited."""
    own = Task.objects.filter(group=OuterRef("pk"), done_at__isnull=True).order_by().values("group")
    late = own.annotate(n=Count("pk", filter=Q(due_at__lt=timezone.now())))
    awaited = Output.objects.current().filter(mission__group=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    return groups.select_related("proposed_for__organisation").annotate(
        open_tasks=Subquery(own.annotate(n=Count("pk")).values("n")),
        overdue_tasks=Subquery(late.values("n")),
        next_due=Subquery(awaited),
    )


def views_of(user: Anyone, groups: Iterable[Group], known: Dialogue | None = None) -> list[GroupView]:
    """Put groups of one dialogue that were loaded ``for_board`` together with their places and missions and what other apps know; a query for each port.

    They share one row of their dialogue, read with the first of them if the caller does not know it.
    """
    groups = list(groups)
    if not groups:
        return []
    fill_places(groups)
    return _views(user, groups, known)


def _views(user: Anyone, groups: Sequence[Group], known: Dialogue | None) -> list[GroupView]:
    keys = [group.pk for group in groups]
    for group in groups:
        group.dialogue = known or groups[0].dialogue
    dialogue = groups[0].dialogue_id
    handed, dates = ports.handed_in.collect(user, keys), ports.group_dates.collect(user, dialogue, keys)
    missions = _missions(keys)
    inside = [group.pk for group in groups if may(user, "workinggroups.work_in_group", group)]
    given = ports.open_group_tasks.collect(user, dialogue, inside) if inside else []
    return [_view(user, group, missions.get(group.pk, ()), handed, dates, given) for group in groups]


def view_of(user: Anyone, group: Group) -> GroupView:
    """Put one group together, with the people its members send."""
    people = ("seat__organisation", "delegate__person", "substitute__person")
    members = Prefetch("members", Member.objects.select_related(*people))
    rows = for_board(Group.objects.filter(pk=group.pk)).prefetch_related(members)
    return _views(user, [rows.get()], group.dialogue)[0]


def _missions(groups: Sequence[int]) -> dict[int, tuple[MissionView, ...]]:
    """Read the missions of groups, the latest first, with what is expected of each; one query."""
    own = ("pk", "group", "number", "text", "phases", "opened_at", "closed_at", "outcomes")
    expected = ("outputs__pk", "outputs__title", "outputs__due_at", "outputs__created_at")
    rows = Mission.objects.filter(group__in=groups).order_by(
        "group", "-number", F("outputs__due_at").asc(nulls_last=True), "outputs__pk"
    )
    found: dict[int, dict[int, MissionView]] = {}
    for row in rows.values_list(*own, *expected):
        pk, group, number, text, phases, opened_at, closed_at, outcomes, *output = row
        dates = {"opened_at": opened_at, "closed_at": closed_at}
        one = Mission(pk=pk, group_id=group, number=number, text=text, phases=phases, outcomes=outcomes, **dates)
        view = found.setdefault(group, {}).setdefault(pk, MissionView(one, []))
        if output[0]:
            made = Output(pk=output[0], mission=view.mission, title=output[1], due_at=output[2], created_at=output[3])
            view.outputs.append(made)
    return {group: tuple(missions.values()) for group, missions in found.items()}


def _view(
    user: Anyone,
    group: Group,
    missions: Sequence[MissionView],
    handed: Iterable[HandedIn],
    dates: Iterable[GroupDate],
    given: Iterable[OpenTask],
) -> GroupView:
    reach, is_inside = reach_of(user), may(user, "workinggroups.work_in_group", group)
    is_told = group.dialogue_id in reach.team | reach.participating
    is_of_dialogue = group.dialogue_id in reach.inside
    own = [one for one in handed if one.group == group.pk]
    expected = missions[0].outputs if missions else []
    outputs = [OutputView(one, tuple(given for given in own if given.output == one.pk)) for one in expected]
    if not is_of_dialogue:  # the public reads the mission and what is published, nothing else
        outputs = [one for one in outputs if one.handed]
    named = {one.output.pk for one in outputs}
    sitting = tuple(one for one in group.places if one.state == MemberState.ACCEPTED)
    return GroupView(
        group,
        stage_of(group, missions[0].mission.number if missions else 1, outputs if is_told else ()),
        tuple(one.mission for one in missions),
        tuple(outputs),
        tuple(given for given in own if given.output not in named),
        tuple(one for one in dates if one.group == group.pk),
        (getattr(group, "open_tasks", 0) or 0) if is_inside else 0,
        (getattr(group, "overdue_tasks", 0) or 0) if is_inside else 0,
        sitting if is_of_dialogue else (),
        is_told,
        is_inside,
        is_of_dialogue,
        tuple(one for one in given if one.group == group.pk),
    )
