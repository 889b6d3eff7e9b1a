"""What activities show on the page and the board of a working group: its meetings, as far as their reader may know of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.activities.dates import when_words
from dialogues.activities.models import Meeting
from dialogues.activities.states.activities import Tool
from dialogues.activities.states.meetings import MeetingState
from dialogues.models import reach_of
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Block, BlockLine, GroupDate
from workinggroups.models import Group

MEETINGS = 10


@ports.beside_group.provide
def meetings_of_group(user: Anyone, group: Group) -> Iterator[Block]:
    """Show the meetings of a group, those to come first, and let who may plan or propose the next one; one query."""
    rows = Meeting.objects.visible_to(user).filter(activity__group=group.pk)
    columns = ("pk", "title", "starts_at", "ends_at", "time_zone", "state")
    meetings = [Meeting(**row) for row in rows.order_by("-starts_at", "-pk").values(*columns)]
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


def _line(group: Group, meeting: Meeting) -> BlockLine:
    url = reverse("meeting", args=[group.dialogue.slug, meeting.pk])
    when = when_words(meeting) if meeting.has_date else _("The new date is still to be found")
    return BlockLine(meeting.title, url, when, state=str(meeting.get_state_display()), tone=meeting.tone)


def _next(user: Anyone, group: Group) -> tuple[str, str]:
    """Where this person plans the next meeting of a group at work, as host or as its coordinator, or as a member proposes it."""
    chosen = f"?tool={Tool.WORKING_GROUPS.value}&group={group.pk}"
    if not group.is_active:
        return "", ""
    if may(user, "activities.plan_activity", group.dialogue):
        return reverse("activity_add", args=[group.dialogue.slug]) + chosen, _("Plan a meeting of this group")
    if may(user, "activities.plan_for_group", group):
        place = [group.dialogue.slug, group.pk]
        return reverse("group_meeting_add", args=place), _("Plan a meeting of this group")
    if may(user, "activities.propose_activity", group.dialogue) and may(user, "workinggroups.work_in_group", group):
        return reverse("activity_propose", args=[group.dialogue.slug]) + chosen, _("Propose a meeting of this group")
    return "", ""


@ports.group_dates.provide
def meetings_to_come(user: Anyone, groups: Collection[int]) -> Iterator[GroupDate]:
    """Name the meetings of these groups on days to come, as far as this person may know of them; one query."""
    rows = Meeting.objects.visible_to(user).coming().filter(state=MeetingState.PLANNED, activity__group__in=groups)
    named = reach_of(user).named
    columns = rows.values_list("activity__group", "title", "pk", "starts_at", F("activity__dialogue"))
    for group, title, key, starts_at, dialogue in columns:
        yield GroupDate(group, title, reverse("meeting", args=[named[dialogue].slug, key]), starts_at)
