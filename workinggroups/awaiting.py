"""What waits for a person in working groups, read in one query: invitations to answer, tasks to do, proposals to answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models.standing import Reach
from dialogues.states import Status
from dialogues.waiting import UNDATED, Waiting, told_as, waits
from inspired.core.access import Anyone
from inspired.core.ports import Todo
from workinggroups.models import Group, Member, Task
from workinggroups.states import GroupStatus, MemberState


def _invited(one: Waiting) -> Todo:
    url = reverse("member_answer", args=[one.slug, one.first, one.pk])
    title = _("Does your organisation join “%(name)s”?") % {"name": one.title}
    context = _("You answer for %(name)s.") % {"name": one.who}
    return Todo(title, url, _("Answer"), one.dialogue, context, rank=3)


def _task(one: Waiting) -> Todo:
    url = f"{reverse('tasks', args=[one.slug, one.first])}#task-{one.pk}"
    rank = 2 if one.due is not None and one.due < timezone.now() else 5
    return Todo(one.title, url, _("Look"), one.dialogue, one.who, due=one.due, rank=rank)


def _proposed(one: Waiting) -> Todo:
    title = _("A working group is proposed: %(name)s") % {"name": one.title}
    return Todo(title, reverse("group", args=[one.slug, one.first]), _("Look and answer"), one.dialogue, one.who)


@waits({"member_invited": _invited, "group_task": _task, "group_proposed": _proposed})
def waiting_in_groups(_user: Anyone, reach: Reach) -> Iterator[QuerySet[Any, Any]]:
    """Name the invitations and tasks of seats one speaks for, and what is proposed to the host team."""
    if reach.speaking:
        places = Member.objects.invited().filter(seat__in=reach.speaking, group__status=GroupStatus.ACTIVE)
        yield _told(places, "member_invited", "group__name", "seat__organisation__name", "group__")
        mine = Task.objects.open().filter(owner__seat__in=reach.speaking, owner__state=MemberState.ACCEPTED)
        active = mine.filter(group__status=GroupStatus.ACTIVE)
        yield _told(active, "group_task", "title", "group__name", "group__", "due_at")
    if reach.team:
        proposed = Group.objects.filter(dialogue__in=reach.team, status=GroupStatus.PROPOSED)
        yield _told(proposed, "group_proposed", "name", "proposed_for__organisation__name", "")


def _told(rows: QuerySet[Any], kind: str, title: str, who: str, group: str, due: Any = UNDATED) -> QuerySet[Any, Any]:
    """Keep what is in open dialogues, in the columns of ``Waiting``; ``group`` is the path to the group, ``due`` the field with the date."""
    open_ones = rows.filter(**{f"{group}dialogue__status": Status.OPEN})
    at = {"title": title, "who": who, "dialogue": f"{group}dialogue", "first": f"{group}pk"}
    return told_as(open_ones, kind, due=due, **at)
