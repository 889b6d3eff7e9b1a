"""What waits for a person in working groups, read in one query: invitations to answer, tasks to do, proposals to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import reach_of
from dialogues.models.standing import Reach
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo
from workinggroups.models import Group, Member, Task
from workinggroups.states import GroupStatus, MemberState

MOST = 40


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind and key, its title, whom or what it concerns, where it is, and until when."""

    kind: str
    pk: int
    title: str
    context: str
    dialogue: int
    slug: str
    group: int
    due: datetime | None


@ports.todo.provide
def waiting_in_groups(user: Anyone) -> Iterator[Todo]:
    """Offer what waits for this person in groups; one query, none for whoever neither speaks for a seat nor hosts."""
    asked = list(_rows(reach_of(user)))
    if not asked:
        return
    rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    for row in rows[:MOST]:
        one = Waiting(*row)
        yield TOLD[one.kind](one)


def _rows(reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    if reach.speaking:
        places = Member.objects.invited().filter(seat__in=reach.speaking, group__status=GroupStatus.ACTIVE)
        yield _told(places, "invited", "group__name", "seat__organisation__name", "group__")
        mine = Task.objects.open().filter(owner__seat__in=reach.speaking, owner__state=MemberState.ACCEPTED)
        yield _told(mine.filter(group__status=GroupStatus.ACTIVE), "task", "title", "group__name", "group__", "due_at")
    if reach.team:
        proposed = Group.objects.filter(dialogue__in=reach.team, status=GroupStatus.PROPOSED)
        yield _told(proposed, "proposed", "name", "proposed_for__organisation__name", "")


def _told(rows: QuerySet[Any], kind: str, title: str, context: str, group: str, due: str = "") -> QuerySet[Any, Any]:
    """Choose the columns of ``Waiting``; ``group`` is the path to the group, ``due`` the field with the date if there is one."""
    words = CharField()
    open_ones = rows.filter(**{f"{group}dialogue__status": Status.OPEN}).order_by()
    date = F(due) if due else Cast(Value(None), DateTimeField())
    return open_ones.values_list(
        Value(kind, words),
        "pk",
        Cast(title, words),
        Cast(context, words),
        f"{group}dialogue",
        Cast(f"{group}dialogue__slug", words),
        f"{group}pk",
        date,
    )


def _invited(one: Waiting) -> Todo:
    url = reverse("member_answer", args=[one.slug, one.group, one.pk])
    title = _("Does your organisation join “%(name)s”?") % {"name": one.title}
    context = _("You answer for %(name)s.") % {"name": one.context}
    return Todo(title, url, _("Answer"), one.dialogue, context, rank=3)


def _task(one: Waiting) -> Todo:
    url = f"{reverse('tasks', args=[one.slug, one.group])}#task-{one.pk}"
    rank = 2 if one.due is not None and one.due < timezone.now() else 5
    return Todo(one.title, url, _("Look"), one.dialogue, one.context, due=one.due, rank=rank)


def _proposed(one: Waiting) -> Todo:
    title = _("A working group is proposed: %(name)s") % {"name": one.title}
    return Todo(title, reverse("group", args=[one.slug, one.group]), _("Look and answer"), one.dialogue, one.context)


TOLD: dict[str, Callable[[Waiting], Todo]] = {"invited": _invited, "task": _task, "proposed": _proposed}
