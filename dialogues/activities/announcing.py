"""What activities and meetings announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.activities.models import Activity, Meeting, Minutes
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter


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
