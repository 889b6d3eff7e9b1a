"""What activities tell lower floors through the ports; each answer costs one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.activities.holding import awaiting_word
from dialogues.activities.models import (
    Activity,
    Approval,
    Attendance,
    Invited,
    Meeting,
    Minutes,
    MinutesItem,
    Release,
    SeatPosition,
)
from dialogues.activities.models.meetings import MeetingQuerySet
from dialogues.activities.states.activities import UNDER_WAY
from dialogues.activities.states.meetings import InvitedAnswer, Keeping, MeetingState, MinutesState
from dialogues.deadlines import end_of_day
from dialogues.models import Dialogue, reach_of
from dialogues.permissions import LIVE
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.ports import CalendarEntry, ClosingQuestion, Tab, Todo

KEPT_IN_CALENDAR = timedelta(days=90)


@ports.tabs.provide
def activities_tab(user: Anyone, dialogue: Dialogue) -> Iterable[Tab]:
    """Offer the tab to members from the start, and to all others once an activity is public."""
    if dialogue.standing_of(user).is_member or Activity.objects.visible_to(user).filter(dialogue=dialogue).exists():
        yield Tab("activities", _("Activities"), reverse("activities", args=[dialogue.slug]), 25)


NEAR = timedelta(days=1)  # from then on a room that somebody keeps is among what waits for them
COLUMNS = ("what", "key", "seat_key", "title_of", "due", "zone", "dialogue_key", "slug", "dialogue_title")
ASKED = {  # what waits: its title, the page, the act, how pressing it is
    "proposal": (gettext_lazy("An activity is proposed: %(title)s"), "activity", gettext_lazy("Answer"), 4),
    "invited": (gettext_lazy("Do you come? %(title)s"), "meeting_answer", gettext_lazy("Answer the invitation"), 3),
    "recorded": (
        gettext_lazy("Confirm what was recorded for you: %(title)s"),
        "meeting_confirm",
        gettext_lazy("Read and confirm"),
        4,
    ),
    "over": (gettext_lazy("All meetings were held: %(title)s"), "activity", gettext_lazy("Say that it took place"), 5),
    "release": (gettext_lazy("Today is the release date of %(title)s"), "activity_record", gettext_lazy("Open it"), 2),
    "minutes": (gettext_lazy("Minutes to approve: %(title)s"), "meeting_minutes", gettext_lazy("Read and approve"), 4),
    "room": (gettext_lazy("You keep the room: %(title)s"), "meeting_room", gettext_lazy("Open the room"), 2),
    "writing": (gettext_lazy("The minutes are yours to write: %(title)s"), "minutes_edit", gettext_lazy("Write"), 3),
    "task": (gettext_lazy("A task from a meeting: %(title)s"), "meeting_minutes", gettext_lazy("Open the minutes"), 4),
}


@ports.todo.provide
def meetings_waiting(user: User) -> Iterable[Todo]:
    """Name what waits, in one query: for the host team proposals, what is over, what is released today; for who speaks for a
    seat invitations, records and minutes; tasks from minutes for both.
    """
    reach = reach_of(user)
    if not reach.speaking and not reach.team:
        return
    parts = [*(_of_team(user) if reach.team else ()), *(_asked_of_seats(user) if reach.speaking else ())]
    for found in _tasks(user).union(*parts, all=True):
        row = dict(zip(COLUMNS, found, strict=True))
        title, page, act, rank = ASKED[row["what"]]
        place = [row["slug"], row["key"], *([row["seat_key"]] if row["seat_key"] else [])]
        yield Todo(
            title=str(title) % {"title": row["title_of"]},
            url=reverse(page, args=place),
            action=str(act),
            dialogue_id=row["dialogue_key"],
            context=row["dialogue_title"],
            due=end_of_day(row["due"].date(), row["zone"]) if row["zone"] and row["due"] else row["due"],
            rank=rank,
        )


def _of_team(user: User) -> Iterator[QuerySet[Any, Any]]:
    """What waits for the host team: a proposal, an activity that is over, a release today."""
    team = {"dialogue__in": reach_of(user).team, "dialogue__status__in": LIVE}
    proposed, over = Activity.objects.proposed().filter(**team), awaiting_word(user).filter(**team)
    for what, rows in (("proposal", proposed), ("over", over)):
        yield _columns(what, rows, title=F("title"), key=F("pk"), **_here("dialogue"))
    opening = Release.objects.visible_to(user).opening().filter(activity__state__in=UNDER_WAY)
    opening = opening.filter(**{f"activity__{name}": value for name, value in team.items()})
    yield _columns("release", opening, title=F("activity__title"), key=F("activity"), **_here("activity__dialogue"))


def _asked_of_seats(user: User) -> Iterator[QuerySet[Any, Any]]:
    meetings = Meeting.objects.visible_to(user)
    invited = Invited.objects.waiting().filter(seat__in=reach_of(user).speaking, meeting__in=meetings.coming())
    answer_by = Coalesce("meeting__answer_by", "meeting__starts_at")
    yield _part("invited", invited, "meeting__", key=F("meeting"), seat=F("seat"), due=answer_by)
    yield _part("recorded", unconfirmed(user), "", key=F("pk"))
    yield _part("minutes", unapproved(user), "meeting__", key=F("meeting"))
    yield from _kept_by(user, meetings)


def _kept_by(user: User, meetings: MeetingQuerySet) -> Iterator[QuerySet[Any, Any]]:
    """Read which rooms and minutes somebody keeps for the host team and is to open or write now."""
    now = timezone.now()
    rooms = meetings.kept_by(user, Keeping.FACILITATOR).filter(state=MeetingState.PLANNED, starts_at__lte=now + NEAR)
    over = Q(state=MeetingState.HELD) | Q(state=MeetingState.PLANNED, ends_at__lte=now)
    writing = meetings.kept_by(user, Keeping.RAPPORTEUR).filter(over).exclude(minutes__state=MinutesState.CIRCULATED)
    yield _part("room", rooms, "", key=F("pk"), due=F("starts_at"))
    yield _part("writing", writing, "", key=F("pk"))


def _tasks(user: User) -> QuerySet[Any, Any]:
    """Read the open tasks of one's seats, or of nobody at the table in the host team's dialogues; a day comes with its zone."""
    own = Q(seat__in=reach_of(user).speaking) | Q(seat=None, meeting__activity__dialogue__in=reach_of(user).team)
    tasks = MinutesItem.objects.visible_to(user).tasks().open().filter(own)
    day = {"due": Cast("due_on", DateTimeField()), "zone": F("meeting__time_zone"), "title": Left("text", 120)}
    return _part("task", tasks, "meeting__", key=F("meeting"), **day)


def _part(what: str, rows: QuerySet[Any], meeting: str, **said: Any) -> QuerySet[Any, Any]:
    dialogue = f"{meeting}activity__dialogue"
    live = rows.filter(**{f"{dialogue}__status__in": LIVE})
    return _columns(what, live, **{"title": F(f"{meeting}title"), **_here(dialogue), **said})


def _here(dialogue: str) -> dict[str, F]:
    return {"slug": F(f"{dialogue}__slug"), "dialogue_title": F(f"{dialogue}__title"), "dialogue_key": F(dialogue)}


def _columns(what: str, rows: QuerySet[Any], *, title: Any, key: Any, **said: Any) -> QuerySet[Any, Any]:
    """Give rows of any kind the same columns; a seat or a date that there is none of is empty in the right type."""
    nothing = {"seat": Value(0), "due": Cast(Value(None), DateTimeField()), "zone": Value("")}
    said = nothing | said
    columns = {"what": Value(what), "key": key, "seat_key": said.pop("seat"), "title_of": title} | said
    return rows.order_by().annotate(**columns).values_list(*COLUMNS)


def unconfirmed(user: Anyone) -> QuerySet[Meeting]:
    """Keep the meetings held in which something was recorded for a seat this person speaks for and waits for its word."""
    speaking = reach_of(user).speaking
    waiting = {"meeting": OuterRef("pk"), "seat__in": speaking}  # but for what they recorded themselves in the room
    attended = Attendance.objects.unconfirmed().filter(**waiting).exclude(entered_by=user.pk)
    stood = SeatPosition.objects.unconfirmed().filter(**waiting).exclude(entered_by=user.pk)
    held = Meeting.objects.visible_to(user).filter(state=MeetingState.HELD)
    held = held.exclude(activity__dialogue__in=reach_of(user).team)
    return held.filter(Exists(attended) | Exists(stood))


def unapproved(user: Anyone) -> QuerySet[Minutes]:
    """Keep minutes sent round that a seat this person speaks for, which was there, has said nothing to.

    Whoever writes them is not asked: somebody else says for their seat that they are right.
    """
    speaking = reach_of(user).speaking
    said = Approval.objects.filter(
        minutes=OuterRef(OuterRef("pk")), round=OuterRef(OuterRef("round")), seat=OuterRef("seat")
    )
    owing = Attendance.objects.filter(meeting=OuterRef("meeting"), is_present=True, seat__in=speaking)
    sent = Minutes.objects.visible_to(user).filter(state=MinutesState.CIRCULATED)
    sent = sent.exclude(meeting__activity__dialogue__in=reach_of(user).team).exclude(written_by=user.pk)
    sent = sent.exclude(meeting__in=Meeting.objects.kept_by(user, Keeping.RAPPORTEUR).values("pk"))
    return sent.filter(Exists(owing.exclude(Exists(said))))


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
