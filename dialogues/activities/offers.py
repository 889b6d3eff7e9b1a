"""What activities tell lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, Invited, Meeting
from dialogues.activities.states.meetings import InvitedAnswer, MeetingState
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import CalendarEntry, ClosingQuestion, Tab

KEPT_IN_CALENDAR = timedelta(days=90)


@ports.tabs.provide
def activities_tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Offer the tab to members from the start, and to all others once an activity is public."""
    if dialogue.standing_of(user).is_member or Activity.objects.visible_to(user).filter(dialogue=dialogue).exists():
        yield Tab("activities", _("Activities"), reverse("activities", args=[dialogue.slug]), 25)


def date_of(meeting: Meeting) -> CalendarEntry:
    """Return the date of a meeting for calendars; one that waits for a new date takes the old one out of them."""
    dialogue = meeting.activity.dialogue
    return CalendarEntry(
        meeting.calendar_key,
        dialogue.pk,
        dialogue.mail_label,
        meeting.starts_at,
        meeting.ends_at,
        sequence=meeting.sequence,
        is_cancelled=meeting.state in (MeetingState.POSTPONED, MeetingState.CANCELLED),
    )


@ports.calendar.provide
def meeting_dates(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the meetings to which a seat of this person is invited and has not said no, and all of the host team's."""
    reach = reach_of(user)
    own = Invited.objects.filter(meeting=OuterRef("pk"), seat__in=reach.seats).exclude(answer=InvitedAnswer.DECLINES)
    rows = Meeting.objects.visible_to(user).filter(activity__dialogue__in=dialogues)
    rows = rows.filter(Q(activity__dialogue__in=reach.team) | Exists(own))
    for meeting in rows.filter(ends_at__gt=timezone.now() - KEPT_IN_CALENDAR).select_related("activity__dialogue"):
        yield date_of(meeting)


@ports.closing_questions.provide
def open_at_closing(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[ClosingQuestion]:
    """Name the activities of the phase that are neither held nor cancelled."""
    rows = Activity.objects.visible_to(user).filter(dialogue=dialogue, phase=phase, state__in=["planned", "proposed"])
    yield ClosingQuestion(
        key="activities",
        question=_("Has everything taken place that was planned for this phase?"),
        open_items=tuple(f"{one.title} ({one.get_state_display()})" for one in rows),
        url=reverse("activities", args=[dialogue.slug]),
    )
