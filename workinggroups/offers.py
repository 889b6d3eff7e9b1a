"""What working groups offer to lower floors: the tab, things to do, news, a closing question, the forgetting of prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Dialogue, Seat
from dialogues.models.readers import ReaderQuestion
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.forgetting import remove_names
from inspired.core.ports import ClosingQuestion, Forgotten, News, Panel, Tab
from inspired.core.written import moment_of
from workinggroups.models import Group, GroupPrint, Member, Mission, Specialism
from workinggroups.states import GroupStatus

TAB = "groups"
KEEP = timedelta(days=7)


@ports.tabs.provide
def groups_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team, to members once a group was opened that others see or it was switched on, to the public with a public group.

    Costs one query, and that for those outside the dialogue alone.
    """
    inside = may(user, "dialogues.see_members_area", dialogue)
    shown = TAB in dialogue.shown_tabs and (inside or Group.objects.visible_to(user).filter(dialogue=dialogue).exists())
    if shown or may(user, "dialogues.manage_dialogue", dialogue):
        yield Tab(TAB, _("Groups"), reverse("groups", args=[dialogue.slug]), 45)


@ports.news.provide
def groups_at_work(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer the groups at work that this person may see, and one line for those asked to decide; one query."""
    for group, name, phases, opened_at in AT_WORK.rows(user, dialogue):
        yield News(
            title=_("Working group: %(name)s") % {"name": name},
            url=reverse("group", args=[dialogue.slug, group]),
            note=Mission(phases=json.loads(phases)).phase_names,
            state=str(GroupStatus.ACTIVE.label),
            tone="yes",
            at=moment_of(opened_at),
        )


def _at_work(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    at_work = Group.objects.visible_within(user, dialogue.pk).active()
    running = Mission.objects.filter(closed_at__isnull=True, group__in=at_work.values("pk")).order_by()
    yield running.values_list("group", "group__name", Cast("phases", TextField()), "opened_at")


AT_WORK = ReaderQuestion(_at_work)


@ports.closing_questions.provide
def groups_still_at_work(user: Anyone, dialogue: Dialogue, phase: str) -> Iterator[ClosingQuestion]:
    """Ask at the end of a phase what becomes of the groups that work in it."""
    missions = Group.objects.visible_to(user).active().filter(dialogue=dialogue, missions__closed_at__isnull=True)
    names = [name for name, phases in missions.values_list("name", "missions__phases") if phase in phases]
    if names:
        words = ngettext("%(n)d group is at work: %(names)s.", "%(n)d groups are at work: %(names)s.", len(names))
        yield ClosingQuestion(
            key="working_groups",
            question=_("Which working groups go on, and which have finished?"),
            hint=_("A group that has finished is closed with a note of what came of it."),
            open_items=(words % {"n": len(names), "names": ", ".join(names)},),
            url=reverse("groups", args=[dialogue.slug]),
        )


@ports.beside_seat.provide
def known_for(user: Anyone, seat: Seat) -> Iterator[Panel]:
    """Show what a seat knows most about and in which groups it is; two queries."""
    known = Specialism.objects.visible_to(user).filter(seat=seat).first()
    places = (
        Member.objects.visible_to(user)
        .accepted()
        .filter(seat=seat, group__in=Group.objects.visible_to(user).values("pk"))
    )
    rows = tuple((one.group.name, one.specialisation, "yes") for one in places.select_related("group"))
    can = may(user, "workinggroups.describe_seat", seat)
    yield Panel(
        title=_("In working groups"),
        note=_("Knows most about: %(words)s") % {"words": known.words} if known and known.words else "",
        rows=rows,
        url=reverse("specialism", args=[seat.dialogue.slug, seat.pk]) if can else "",
        action=_("Say what it knows most about") if can else "",
    )


@ports.retention.provide
def forget_prints(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget prints after a week: they age, and a new one is made in a moment."""
    old = list(GroupPrint.objects.filter(asked_at__lt=now - KEEP).order_by("pk").values_list("pk", "pdf")[:at_most])
    remove_names(name for _pk, name in old if name)
    GroupPrint.objects.filter(pk__in=[pk for pk, _name in old]).delete()
    yield Forgotten("group_prints", len(old))
