"""What activities tell lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, Approval, Attendance, Invited, Meeting, Minutes, SeatPosition
from dialogues.activities.states.meetings import InvitedAnswer, MeetingState, MinutesState
from dialogues.models import Dialogue, reach_of
from dialogues.permissions import LIVE
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.ports import CalendarEntry, ClosingQuestion, News, Tab, Todo

KEPT_IN_CALENDAR = timedelta(days=90)


@ports.tabs.provide
def activities_tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Offer the tab to members from the start, and to all others once an activity is public."""
    if dialogue.standing_of(user).is_member or Activity.objects.visible_to(user).filter(dialogue=dialogue).exists():
        yield Tab("activities", _("Activities"), reverse("activities", args=[dialogue.slug]), 25)


@ports.todo.provide
def proposals_to_answer(user: User) -> Iterable[Todo]:
    """Remind the host team of activities that somebody proposed."""
    team = reach_of(user).team
    if not team:
        return
    waiting = Activity.objects.proposed().filter(dialogue__in=team, dialogue__status__in=LIVE)
    for one in waiting.select_related("dialogue"):
        yield Todo(
            title=_("An activity is proposed: %(title)s") % {"title": one.title},
            url=one.get_absolute_url(),
            action=_("Answer"),
            dialogue_id=one.dialogue_id,
            context=one.dialogue.title,
            rank=4,
        )


@ports.todo.provide
def invitations_to_answer(user: User) -> Iterable[Todo]:
    """Ask whoever speaks for an invited seat whether it comes."""
    speaking = reach_of(user).speaking
    if not speaking:
        return
    rows = Invited.objects.waiting().filter(seat__in=speaking, meeting__in=Meeting.objects.visible_to(user).coming())
    rows = rows.filter(meeting__activity__dialogue__status__in=LIVE)
    for one in rows.select_related("meeting__activity__dialogue", "seat__organisation"):
        dialogue = one.meeting.activity.dialogue
        yield Todo(
            title=_("Do you come? %(title)s") % {"title": one.meeting.title},
            url=reverse("meeting_answer", args=[dialogue.slug, one.meeting_id, one.seat_id]),
            action=_("Answer the invitation"),
            dialogue_id=dialogue.pk,
            context=dialogue.title,
            due=one.meeting.answer_by or one.meeting.starts_at,
            rank=3,
        )


def unconfirmed(user: Anyone) -> QuerySet[Meeting]:
    """Keep the meetings held in which something was recorded for a seat this person speaks for and waits for its word."""
    speaking = reach_of(user).speaking
    attended = Attendance.objects.unconfirmed().filter(meeting=OuterRef("pk"), seat__in=speaking)
    stood = SeatPosition.objects.unconfirmed().filter(meeting=OuterRef("pk"), seat__in=speaking)
    held = Meeting.objects.visible_to(user).filter(state=MeetingState.HELD)
    return held.filter(Exists(attended) | Exists(stood))


@ports.todo.provide
def recorded_to_confirm(user: User) -> Iterable[Todo]:
    """Ask whoever speaks for a seat to confirm what was recorded for it in a meeting."""
    if not reach_of(user).speaking:
        return
    rows = unconfirmed(user).filter(activity__dialogue__status__in=LIVE).select_related("activity__dialogue")
    for meeting in rows:
        dialogue = meeting.activity.dialogue
        yield Todo(
            title=_("Confirm what was recorded for you: %(title)s") % {"title": meeting.title},
            url=reverse("meeting_confirm", args=[dialogue.slug, meeting.pk]),
            action=_("Read and confirm"),
            dialogue_id=dialogue.pk,
            context=dialogue.title,
            rank=4,
        )


def unapproved(user: Anyone) -> QuerySet[Minutes]:
    """Keep minutes sent round that a seat this person speaks for, which was there, has said nothing to."""
    speaking = reach_of(user).speaking
    said = Approval.objects.filter(
        minutes=OuterRef(OuterRef("pk")), round=OuterRef(OuterRef("round")), seat=OuterRef("seat")
    )
    owing = Attendance.objects.filter(meeting=OuterRef("meeting"), is_present=True, seat__in=speaking)
    sent = Minutes.objects.visible_to(user).filter(state=MinutesState.CIRCULATED)
    return sent.filter(Exists(owing.exclude(Exists(said))))


@ports.todo.provide
def minutes_to_approve(user: User) -> Iterable[Todo]:
    """Ask whoever speaks for a seat that was there to approve the minutes."""
    if not reach_of(user).speaking:
        return
    rows = unapproved(user).filter(meeting__activity__dialogue__status__in=LIVE)
    for one in rows.select_related("meeting__activity__dialogue"):
        dialogue = one.meeting.activity.dialogue
        yield Todo(
            title=_("Minutes to approve: %(title)s") % {"title": one.meeting.title},
            url=reverse("meeting_minutes", args=[dialogue.slug, one.meeting_id]),
            action=_("Read and approve"),
            dialogue_id=dialogue.pk,
            context=dialogue.title,
            rank=4,
        )


@ports.news.provide
def coming_meetings(user: Anyone, dialogue: Dialogue) -> Iterable[News]:
    """Name the meetings that are to come, as far as this person may know of them."""
    rows = Meeting.objects.visible_to(user).coming().filter(activity__dialogue=dialogue)
    for meeting in rows.select_related("activity").order_by("starts_at")[:5]:
        yield News(
            title=meeting.title,
            url=reverse("meeting", args=[dialogue.slug, meeting.pk]),
            note=meeting.activity.get_tool_display(),
            state=meeting.get_state_display(),
            tone=meeting.tone,
            at=meeting.starts_at,
        )


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
