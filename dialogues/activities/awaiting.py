"""What waits for a person in activities: proposals, invitations, records to confirm, minutes, a room, tasks from minutes.

Which meetings somebody sees is asked once; what waits in them is then asked by their numbers, and only where it may be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from dialogues.activities.holding import is_over_of_team
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
from dialogues.activities.models.minutes import WENT_ROUND, MinutesQuerySet
from dialogues.activities.states.activities import UNDER_WAY, ActivityState
from dialogues.activities.states.meetings import COMING, ItemKind, Keeping, MeetingState, MinutesState
from dialogues.deadlines import end_of_day
from dialogues.models import reach_of
from dialogues.models.readers import ReaderQuestion
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ids import Ids
from inspired.core.models import User
from inspired.core.ports import Todo
from inspired.core.written import ask, moment_of, the_moment

NEAR = timedelta(days=1)  # from then on a room that somebody keeps is among what waits for them
COLUMNS = ("what", "key", "seat_key", "title_of", "zone", "dialogue_key", "due")
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


class Sitting(NamedTuple):
    """A meeting this person sees in a live dialogue in which they speak for a seat; what may wait in it follows from here."""

    key: int
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    dialogue: int
    minutes: str | None


@ports.todo.provide
def meetings_waiting(user: User) -> Iterable[Todo]:
    """Name what waits: for the host team proposals, what is over, what is released today; for who speaks for a seat invitations,
    records and minutes; tasks from minutes for both. One query, and one before it for who speaks for a seat.
    """
    named, known = reach_of(user).named, {one.key: one for one in _sittings(user)}
    texts, values = OF_TEAM.texts(user)
    at_table, meetings = OF_SEATS.texts(user, *_to_ask(user, list(known.values())))
    for *found, due in ask([*texts, *at_table], values | meetings):
        row = dict(zip(COLUMNS, [*found, moment_of(due)], strict=True))
        if (sitting := None if row["dialogue_key"] else known[row["key"]]) is not None:
            row |= {
                "dialogue_key": sitting.dialogue,
                "zone": sitting.zone,
                "title_of": row["title_of"] or sitting.title,
            }
        title, page, act, rank = ASKED[row["what"]]
        dialogue = named[row["dialogue_key"]]
        place = [dialogue.slug, row["key"], *([row["seat_key"]] if row["seat_key"] else [])]
        is_day = row["what"] == "task" and row["due"]
        yield Todo(
            title=str(title) % {"title": row["title_of"]},
            url=reverse(page, args=place),
            action=str(act),
            dialogue_id=row["dialogue_key"],
            context=dialogue.title,
            due=end_of_day(row["due"].date(), row["zone"]) if is_day else row["due"],
            rank=rank,
        )


def _sittings(user: Anyone) -> Iterator[Sitting]:
    reach = reach_of(user)
    if reach.voiced & reach.live:
        for key, title, state, starts_at, ends_at, *others in SITTINGS.rows(user):
            yield Sitting(key, title, state, the_moment(starts_at), the_moment(ends_at), *others)


def _seen(user: Anyone) -> Iterator[QuerySet[Any, Any]]:
    speaking = reach_of(user).voiced & reach_of(user).live
    rows = Meeting.objects.visible_to(user).filter(activity__dialogue__in=speaking).order_by()
    columns = ("pk", "title", "state", "starts_at", "ends_at", "time_zone", "activity__dialogue", "minutes__state")
    yield rows.values_list(*columns)


def _of_team(user: User) -> Iterator[QuerySet[Any, Any]]:
    """What waits for the host team: a proposal, an activity that is over, a release today, a task that no seat has."""
    team = reach_of(user).team & reach_of(user).live
    if not team:
        return
    what = Case(When(state=ActivityState.PROPOSED, then=Value("proposal")), default=Value("over"))
    asked = Activity.objects.filter(Q(state=ActivityState.PROPOSED) | is_over_of_team(), dialogue__in=team)
    yield _columns(what, asked, title_of=F("title"), key=F("pk"), dialogue_key=F("dialogue"))
    opening = Release.objects.opening().filter(activity__state__in=UNDER_WAY, activity__dialogue__in=team)
    at = {"key": F("activity"), "dialogue_key": F("activity__dialogue")}
    yield _columns("release", opening, title_of=F("activity__title"), **at)
    tasks = MinutesItem.objects.tasks().open().filter(seat=None, meeting__activity__dialogue__in=team)
    at = {"key": F("meeting"), "dialogue_key": F("meeting__activity__dialogue"), "zone": F("meeting__time_zone")}
    yield _columns("task", tasks, **at, **TASK)


TASK: dict[str, Any] = {"title_of": Left("text", 120), "due": Cast("due_on", DateTimeField())}


class ToAsk(NamedTuple):
    """The meetings in which something may wait, by what it is."""

    went_round: Ids
    coming: Ids
    held: Ids
    sent: Ids
    near: Ids
    over: Ids


def _to_ask(user: Anyone, sittings: Collection[Sitting]) -> ToAsk:
    team, now, planned = reach_of(user).team, timezone.now(), MeetingState.PLANNED
    # what a host team keeps anyway is not asked of its people
    others = [one for one in sittings if one.dialogue not in team]
    unwritten = [one for one in others if one.minutes not in WENT_ROUND]
    return ToAsk(
        went_round=Ids(one.key for one in sittings if one.minutes in WENT_ROUND),
        coming=Ids(
            one.key
            for one in sittings
            if one.state in COMING and (one.ends_at > now or one.state == MeetingState.POSTPONED)
        ),
        held=Ids(one.key for one in others if one.state == MeetingState.HELD),
        sent=Ids(one.key for one in others if one.minutes == MinutesState.CIRCULATED),
        near=Ids(one.key for one in others if one.state == planned and one.starts_at <= now + NEAR),
        over=Ids(
            one.key
            for one in unwritten
            if one.state == MeetingState.HELD or (one.state == planned and one.ends_at <= now)
        ),
    )


def _of_seats(user: User, *keys: Ids) -> Iterator[QuerySet[Any, Any]]:
    """What waits for who speaks for seats, in the meetings they see, which are known by what may wait in them."""
    speaking, asked = reach_of(user).speaking, ToAsk(*keys)
    if went_round := asked.went_round:
        tasks = MinutesItem.objects.open().filter(kind=ItemKind.TASK, seat__in=speaking, meeting__in=went_round)
        yield _columns("task", tasks, key=F("meeting"), **TASK)
    if coming := asked.coming:
        invited = Invited.objects.waiting().filter(seat__in=speaking, meeting__in=coming)
        due = Coalesce("meeting__answer_by", "meeting__starts_at")
        yield _columns("invited", invited, key=F("meeting"), seat_key=F("seat"), due=due)
    if held := asked.held:
        yield _columns("recorded", _unconfirmed(user, Meeting.objects.filter(pk__in=held)), key=F("pk"))
    if sent := asked.sent:
        yield _columns("minutes", _unapproved(user, Minutes.objects.filter(meeting__in=sent)), key=F("meeting"))
    if near := asked.near:  # which rooms and minutes somebody keeps for the host team and is to open or write now
        rooms = Meeting.objects.filter(pk__in=near).kept_by(user, Keeping.FACILITATOR)
        yield _columns("room", rooms, key=F("pk"), due=F("starts_at"))
    if over := asked.over:
        yield _columns("writing", Meeting.objects.filter(pk__in=over).kept_by(user, Keeping.RAPPORTEUR), key=F("pk"))


def _columns(what: str | Case, rows: QuerySet[Any], **said: Any) -> QuerySet[Any, Any]:
    """Give rows of any kind the same columns, empty in the right type; what says no dialogue is about a known meeting."""
    nothing = {"seat_key": Value(0), "title_of": Value(""), "due": Cast(Value(None), DateTimeField())}
    columns = {
        "what": Value(what) if isinstance(what, str) else what,
        **nothing,
        "zone": Value(""),
        "dialogue_key": Value(0),
    } | said
    return rows.order_by().annotate(**columns).values_list(*COLUMNS)


SITTINGS, OF_TEAM, OF_SEATS = ReaderQuestion(_seen), ReaderQuestion(_of_team), ReaderQuestion(_of_seats)


def _unconfirmed(user: Anyone, held: MeetingQuerySet) -> MeetingQuerySet:
    waiting = {"meeting": OuterRef("pk"), "seat__in": reach_of(user).speaking}
    # but for what they recorded themselves in the room
    attended = Attendance.objects.unconfirmed().filter(**waiting).exclude(entered_by=user.pk)
    stood = SeatPosition.objects.unconfirmed().filter(**waiting).exclude(entered_by=user.pk)
    return held.filter(Exists(attended) | Exists(stood))


def _unapproved(user: Anyone, sent: MinutesQuerySet) -> MinutesQuerySet:
    """Keep what a seat this person speaks for, which was there, has said nothing to; whoever writes it is not asked."""
    said = Approval.objects.filter(
        minutes=OuterRef(OuterRef("pk")), round=OuterRef(OuterRef("round")), seat=OuterRef("seat")
    )
    speaking = reach_of(user).speaking
    owing = Attendance.objects.filter(meeting=OuterRef("meeting"), is_present=True, seat__in=speaking)
    sent = sent.exclude(written_by=user.pk)
    sent = sent.exclude(meeting__in=Meeting.objects.kept_by(user, Keeping.RAPPORTEUR).values("pk"))
    return sent.filter(Exists(owing.exclude(Exists(said))))
