"""What activities and meetings announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.activities.models import Activity, Invited, Meeting, Minutes
from dialogues.activities.states.meetings import MeetingState
from dialogues.announcing import declare_reminders
from dialogues.models import Dialogue, Seat, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, Deadline


@matter("activities.activity", page="activity")
def activities(user: Anyone) -> QuerySet[Activity]:
    """Activities, as each may see them."""
    return Activity.objects.visible_to(user)


@matter("activities.meeting", page="meeting")
def meetings(user: Anyone) -> QuerySet[Meeting]:
    """Meetings, as each may see them."""
    return Meeting.objects.visible_to(user)


declare(
    "activities.proposed",
    "activities.activity",
    told=ngettext_lazy("%(count)d activity was proposed", "%(count)d activities were proposed", "count"),
    sentence=_("Somebody at the table proposes an activity."),
)
declare(
    "activities.answered",
    "activities.activity",
    told=ngettext_lazy(
        "%(count)d proposal of an activity was answered", "%(count)d proposals of activities were answered", "count"
    ),
    sentence=_("The host has answered a proposal of yours."),
)
declare(
    "activities.invited",
    "activities.meeting",
    told=ngettext_lazy("You are invited to %(count)d meeting", "You are invited to %(count)d meetings", "count"),
    sentence=_("Your organisation is invited to a meeting. Please say whether somebody comes."),
    asks=True,
)
declare(
    "activities.meeting_changed",
    "activities.meeting",
    told=ngettext_lazy("%(count)d meeting has another date", "%(count)d meetings have another date", "count"),
    sentence=_("A meeting to which your organisation is invited was moved or postponed."),
)
declare(
    "activities.meeting_cancelled",
    "activities.meeting",
    told=ngettext_lazy("%(count)d meeting was cancelled", "%(count)d meetings were cancelled", "count"),
    sentence=_("A meeting to which your organisation is invited was cancelled."),
)
declare(
    "activities.meeting_answered",
    "activities.meeting",
    told=ngettext_lazy(
        "%(count)d answer to the invitation to a meeting came in",
        "%(count)d answers to invitations to meetings came in",
        "count",
    ),
    sentence=_("Somebody has said whether they come to a meeting."),
)
declare(
    "activities.recorded",
    "activities.meeting",
    told=ngettext_lazy(
        "Something was recorded for your organisation in %(count)d meeting",
        "Something was recorded for your organisation in %(count)d meetings",
        "count",
    ),
    sentence=_("Attendance or positions of your organisation in a meeting were recorded. Please confirm them."),
    asks=True,
)


@matter("activities.minutes", page="meeting_minutes", title="meeting__title", arguments=("meeting_id",))
def minutes(user: Anyone) -> QuerySet[Minutes]:
    """Minutes that were sent round, and all of the host team's."""
    return Minutes.objects.visible_to(user)


declare(
    "activities.minutes",
    "activities.minutes",
    told=ngettext_lazy(
        "Minutes of %(count)d meeting wait for your approval",
        "Minutes of %(count)d meetings wait for your approval",
        "count",
    ),
    sentence=_("The minutes of a meeting in which your organisation took part wait for its approval."),
    asks=True,
)
declare(
    "activities.minutes_objected",
    "activities.minutes",
    told=ngettext_lazy(
        "%(count)d organisation says that minutes are not right",
        "%(count)d organisations say that minutes are not right",
        "count",
    ),
    sentence=_("An organisation says that something in minutes is not right."),
)


declare(
    "activities.keeper_named",
    "activities.meeting",
    told=ngettext_lazy(
        "You are asked to keep room or minutes of %(count)d meeting",
        "You are asked to keep room or minutes of %(count)d meetings",
        "count",
    ),
    sentence=_("The host asks you to keep the room or the minutes of a meeting."),
    asks=True,
)
declare(
    "activities.group_meeting",
    "activities.meeting",
    told=ngettext_lazy(
        "A working group has planned %(count)d meeting", "Working groups have planned %(count)d meetings", "count"
    ),
    sentence=_("A working group has planned a meeting of its members."),
)


@matter("activities.meeting_unanswered", page="meeting", whole="activities.meeting")
def unanswered_meetings(user: Anyone) -> QuerySet[Meeting]:
    """Meetings to come to which a seat this person speaks for is invited and has not answered."""
    waiting = Invited.objects.waiting().filter(meeting=OuterRef("pk"), seat__in=reach_of(user).speaking)
    return Meeting.objects.visible_to(user).coming().filter(Exists(waiting))


declare_reminders("activities.meeting", "activities.meeting_unanswered")


@ports.deadlines.provide
def answers_to_invitations(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have not said whether they come to meetings with a date for it; one query."""
    rows = Invited.objects.waiting().filter(
        meeting__activity__dialogue=dialogue, meeting__state=MeetingState.PLANNED, meeting__answer_by__isnull=False
    )
    rows = rows.filter(seat__left_at__isnull=True)
    if by is not None:
        rows = rows.filter(seat__in=Seat.objects.visible_to(by).values("pk"))
    fields = ("seat", "meeting", "meeting__title", "meeting__answer_by", "invited_at")
    for seat, meeting, title, due, since in rows.values_list(*fields):
        yield Deadline("activities.meeting", meeting, title, due, since, seat)


@ports.audiences.provide
def whom_meetings_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer the seats that an invitation to a meeting to come would reach, and those that another date would; three queries."""
    meetings = Meeting.objects.visible_to(user).coming().filter(activity__dialogue=dialogue)
    rows = list(
        meetings.exclude(activity__tier=Tier.HOST).select_related("activity").prefetch_related("activity__seats")
    )
    invited: dict[int, list[int]] = {}
    for meeting, seat in Invited.objects.filter(meeting__in=rows).values_list("meeting", "seat"):
        invited.setdefault(meeting, []).append(seat)
    for one in rows:
        about, known = {"title": one.title}, tuple(invited.get(one.pk, ()))
        asked = None if one.activity.asks_all else tuple(seat.pk for seat in one.activity.seats.all())
        yield Audience(f"meeting-{one.pk}", gettext("When you invite the rest to: %(title)s") % about, asked, known)
        if known:
            title = gettext("When the date changes: %(title)s") % about
            yield Audience(f"meeting-date-{one.pk}", title, known, asks=False)
