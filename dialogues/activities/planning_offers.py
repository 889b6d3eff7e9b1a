"""What is planned, as the overview of a dialogue and calendars show it; each answer costs one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, AgreedSummary, Meeting
from dialogues.activities.offers import KEPT_IN_CALENDAR
from dialogues.activities.states.activities import ACTIVITY_TONES, ActivityState
from dialogues.activities.states.meetings import MeetingState
from dialogues.models import Dialogue, reach_of, reach_within
from dialogues.models.readers import ReaderQuestion
from inspired.core import clock, ports
from inspired.core.access import Anyone
from inspired.core.ports import CalendarEntry, News
from inspired.core.written import day_of, moment_of

NEXT = 3
COLUMNS = ("what", "key", "named", "zone", "at", "first", "last")


@ports.news.provide
def going_on(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Name the activities that come next, each with its next meeting or its days, and lead the delegates of a party to the
    summaries that were shown to it; one query for both. The host team finds summaries with its notes.
    """
    found = [
        Line(*row, at=moment_of(at), first=day_of(first), last=day_of(last))
        for *row, at, first, last in GOING.rows(user, dialogue)
    ]
    coming = sorted((one for one in found if one.what == "next"), key=lambda one: one.begins)
    yield from (_of_activity(one, dialogue) for one in coming[:NEXT])
    shown = sorted((one for one in found if one.what == "shown"), key=lambda one: one.begins, reverse=True)
    for one in shown[:NEXT]:
        yield News(
            title=_("Summary of a talk with the host"),
            url=reverse("agreed_summary", args=[dialogue.slug, one.key]),
            note=_("Only your organisation and the host team read it."),
            at=one.at,
        )


class Line(NamedTuple):
    """One row of what is going on: an activity that comes next, or a summary that was shown."""

    what: str
    key: int
    named: str
    zone: str
    at: datetime | None
    first: date | None
    last: date | None

    @property
    def begins(self) -> datetime:
        """The next meeting, or the beginning of the first day."""
        return self.at or datetime.combine(self.first or timezone.localdate(), time(), ZoneInfo(self.zone))


def _going(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    yield _next(user, dialogue)
    if reach_within(user, dialogue.pk).seats:  # without a seat one is no party to any talk
        yield _shown(user, dialogue)


GOING = ReaderQuestion(_going)


def _next(user: Anyone, dialogue: Dialogue) -> QuerySet[Any, Any]:
    coming = Meeting.objects.beside(user, dialogue.pk).filter(activity=OuterRef("pk"), state=MeetingState.PLANNED)
    coming = coming.filter(starts_at__gte=clock.now()).order_by("starts_at")
    rows = Activity.objects.visible_within(user, dialogue.pk).filter(state=ActivityState.PLANNED)
    rows = rows.annotate(at=Subquery(coming.values("starts_at")[:1]))
    rows = rows.filter(Q(at__isnull=False) | Q(starts_on__gte=clock.today()))
    return _columns(
        "next", rows, key=F("pk"), named=F("title"), zone=F("time_zone"), first=F("starts_on"), last=F("ends_on")
    )


def _shown(user: Anyone, dialogue: Dialogue) -> QuerySet[Any, Any]:
    rows = AgreedSummary.objects.visible_to(user).filter(note__activity__dialogue=dialogue.pk, shown_at__isnull=False)
    rows = rows.filter(note__seat__in=reach_of(user).seats).annotate(at=F("shown_at"))
    no_day = Cast(Value(None), DateField())
    return _columns("shown", rows, key=F("pk"), named=Value(""), zone=Value("UTC"), first=no_day, last=no_day)


def _columns(what: str, rows: QuerySet[Any], **said: Any) -> QuerySet[Any, Any]:
    return rows.order_by().annotate(what=Value(what), **said).values_list(*COLUMNS)


def _of_activity(one: Line, dialogue: Dialogue) -> News:
    state = ActivityState.PLANNED
    url = reverse("activity", args=[dialogue.slug, one.key])
    return News(one.named, url, _when(one), str(state.label), ACTIVITY_TONES[state], one.begins)


def _when(one: Line) -> str:
    if one.at:
        return _("Next meeting on %(day)s") % {
            "day": date_format(one.at.astimezone(ZoneInfo(one.zone)), _("l j F Y, H:i"))
        }
    if one.last and one.last != one.first:
        return _("%(first)s to %(last)s") % {"first": date_format(one.first), "last": date_format(one.last)}
    return date_format(one.first)


@ports.calendar.provide
def activity_days(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the first day of activities without meetings, to the host team and the seats invited; meetings have dates of their own."""
    reach = reach_of(user)
    meets = Meeting.objects.visible_to(user).filter(activity=OuterRef("pk"))
    named = Activity.seats.through.objects.filter(seat__in=reach.seats).values("activity")
    asked = Q(dialogue__in=reach.team) | Q(asks_all=True, dialogue__in=reach.seated) | Q(pk__in=named)
    since = timezone.localdate() - KEPT_IN_CALENDAR
    rows = Activity.objects.visible_to(user).filter(asked, dialogue__in=dialogues, starts_on__gte=since)
    rows = rows.exclude(state__in=[ActivityState.PROPOSED, ActivityState.DECLINED]).exclude(Exists(meets))
    for activity in rows.select_related("dialogue"):
        yield CalendarEntry(
            f"activity-{activity.pk}",
            activity.dialogue_id,
            activity.dialogue.mail_label,
            datetime.combine(activity.starts_on or since, time(12), ZoneInfo(activity.dialogue.time_zone)),
            sequence=activity.revision,
            is_cancelled=activity.state == ActivityState.CANCELLED,
        )
