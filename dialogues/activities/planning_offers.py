"""What is planned, as the overview of a dialogue and calendars show it; each answer costs one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, Meeting
from dialogues.activities.states.activities import ActivityState
from dialogues.activities.states.meetings import MeetingState
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import CalendarEntry, News

NEXT = 3
KEPT_IN_CALENDAR = timedelta(days=90)


@ports.news.provide
def next_activities(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Name the activities that come next, each with its next meeting or its days."""
    today, now = timezone.localdate(), timezone.now()
    coming = Meeting.objects.visible_to(user).filter(activity=OuterRef("pk"), state=MeetingState.PLANNED)
    coming = coming.filter(starts_at__gte=now).order_by("starts_at")
    rows = Activity.objects.visible_to(user).filter(dialogue=dialogue, state=ActivityState.PLANNED)
    rows = rows.annotate(
        meets_at=Subquery(coming.values("starts_at")[:1]), meets_in=Subquery(coming.values("time_zone")[:1])
    )
    found = list(rows.filter(Q(meets_at__isnull=False) | Q(starts_on__gte=today)))
    found.sort(key=_begins)
    for activity in found[:NEXT]:
        yield News(
            title=activity.title,
            url=reverse("activity", args=[dialogue.slug, activity.pk]),
            note=_when(activity),
            state=str(activity.get_state_display()),
            tone=activity.tone,
            at=_begins(activity),
        )


def _begins(activity: Activity) -> datetime:
    if activity.meets_at:  # type: ignore[attr-defined]
        return activity.meets_at  # type: ignore[attr-defined,no-any-return]
    return datetime.combine(activity.starts_on or timezone.localdate(), time(), ZoneInfo(activity.time_zone))


def _when(activity: Activity) -> str:
    if activity.meets_at:  # type: ignore[attr-defined]
        moment: datetime = activity.meets_at.astimezone(ZoneInfo(activity.meets_in))  # type: ignore[attr-defined]
        return _("Next meeting on %(day)s") % {"day": date_format(moment, _("l j F Y, H:i"))}
    first, last = activity.starts_on, activity.ends_on
    if last and last != first:
        return _("%(first)s to %(last)s") % {"first": date_format(first), "last": date_format(last)}
    return date_format(first)


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
