"""Reads groups for their pages: where each stands, what is due, late and submitted, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import GroupDate, HandedIn
from workinggroups.models import Group, Member, Mission, Output, Task
from workinggroups.states import TONES, GroupStatus, Stage

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
        """Has its day passed without anything submitted?"""
        return not self.handed and self.output.due_at is not None and self.output.due_at < timezone.now()


@dataclass(frozen=True)
class GroupView:
    """A group as the board and its page show it."""

    group: Group
    stage: Stage
    outputs: tuple[OutputView, ...] = ()
    others: tuple[HandedIn, ...] = ()
    dates: tuple[GroupDate, ...] = ()
    open_tasks: int = 0
    overdue_tasks: int = 0
    members: tuple[Member, ...] = field(default_factory=tuple)

    @property
    def tone(self) -> str:
        """The colour that goes with the stage."""
        return TONES[self.stage]

    @property
    def late(self) -> list[OutputView]:
        """The expected outputs whose day has passed."""
        return [one for one in self.outputs if one.is_late]

    @property
    def submitted(self) -> int:
        """How many of the expected outputs were submitted."""
        return sum(one.is_submitted for one in self.outputs)

    @property
    def next_output(self) -> OutputView | None:
        """The next output that is awaited, the late ones first; those without a day last."""
        waiting = [one for one in self.outputs if not one.is_submitted]
        return min(
            waiting,
            key=lambda one: (one.output.due_at is None, one.output.due_at or one.output.created_at),
            default=None,
        )

    @property
    def next_date(self) -> GroupDate | None:
        """What the group does next."""
        return min(self.dates, key=lambda one: one.at, default=None)

    @property
    def coordinator(self) -> Member | None:
        """The member that coordinates."""
        return next((one for one in self.members if one.is_coordinator), None)

    @property
    def rapporteur(self) -> Member | None:
        """The member that keeps the record."""
        return next((one for one in self.members if one.is_rapporteur), None)


def stage_of(group: Group, outputs: Sequence[OutputView]) -> Stage:
    """Say where a group stands, from its status, its missions and what it has submitted."""
    if group.status != GroupStatus.ACTIVE:
        return Stage(group.status)
    if outputs and all(one.is_submitted for one in outputs):
        return Stage.SUBMITTED
    mission = group.mission
    return Stage.RECONVENED if mission and mission.number > 1 else Stage.ACTIVE


def for_board(groups: QuerySet[Group], now: datetime | None = None) -> QuerySet[Group]:
    """Load with groups what the board shows: missions, outputs, members with their seats, and counts of tasks."""
    now = now or timezone.now()
    own = Task.objects.filter(group=OuterRef("pk"), done_at__isnull=True).order_by().values("group")
    awaited = Output.objects.current().filter(mission__group=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    return (
        groups.select_related("dialogue", "proposed_for__organisation")
        .prefetch_related(
            Prefetch("missions", Mission.objects.prefetch_related("outputs")),
            Prefetch("members", Member.objects.select_related("seat__organisation")),
        )
        .annotate(
            open_tasks=Subquery(own.annotate(n=Count("pk")).values("n")),
            overdue_tasks=Subquery(own.annotate(n=Count("pk", filter=Q(due_at__lt=now))).values("n")),
            next_due=Subquery(awaited),
        )
    )


def views_of(user: Anyone, groups: Iterable[Group]) -> list[GroupView]:
    """Put groups that were loaded ``for_board`` together with what other apps know of them; one query for each port."""
    groups = list(groups)
    keys = [group.pk for group in groups]
    handed, dates = (ports.handed_in.collect(user, keys), ports.group_dates.collect(user, keys)) if keys else ([], [])
    return [_view(group, handed, dates) for group in groups]


def view_of(user: Anyone, group: Group) -> GroupView:
    """Put one group together."""
    return views_of(user, [for_board(Group.objects.filter(pk=group.pk)).get()])[0]


def _view(group: Group, handed: Iterable[HandedIn], dates: Iterable[GroupDate]) -> GroupView:
    own = [one for one in handed if one.group == group.pk]
    mission = group.mission
    expected = mission.outputs.all() if mission else ()
    outputs = tuple(OutputView(one, tuple(given for given in own if given.output == one.pk)) for one in expected)
    named = {one.output.pk for one in outputs}
    return GroupView(
        group,
        stage_of(group, outputs),
        outputs,
        tuple(given for given in own if given.output not in named),
        tuple(one for one in dates if one.group == group.pk),
        getattr(group, "open_tasks", 0) or 0,
        getattr(group, "overdue_tasks", 0) or 0,
        tuple(one for one in group.places if one.state == "accepted"),
    )
