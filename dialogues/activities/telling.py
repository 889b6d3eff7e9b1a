"""Sentences for the events of activities, meetings and minutes, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.activities.models import Activity, Invited, Meeting, MeetingScan, Minutes, MinutesItem
from dialogues.activities.states.meetings import InvitedAnswer, ItemKind, Keeping, TakenFrom
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = Telling(
    "activities",
    _("Activities and meetings"),
    {
        "activity.planned": _("The activity “%(thing)s” was planned"),
        "activity.proposed": _("The activity “%(thing)s” was proposed"),
        "activity.accepted": _("The proposed activity “%(thing)s” was taken up"),
        "activity.declined": _("The proposed activity “%(thing)s” was not taken up"),
        "activity.edited": _("The activity “%(thing)s” was changed"),
        "activity.held": _("The activity “%(thing)s” took place"),
        "activity.cancelled": _("The activity “%(thing)s” was cancelled"),
        "activity.taken_up_again": _("The activity “%(thing)s” was planned again"),
        "recording.set": _("What is recorded of who comes to meetings was settled"),
        "meeting.added": _("The meeting “%(thing)s” was planned"),
        "meeting.edited": _("The meeting “%(thing)s” was changed"),
        "agenda.set": _("The agenda of “%(thing)s” was written, with %(number)s points"),
        "meeting.invited": _("%(number)s seats were invited to “%(thing)s”"),
        "meeting.answered": _("%(seat)s answered the invitation to “%(thing)s”: %(answer)s"),
        "meeting.moved": _("The meeting “%(thing)s” was moved"),
        "meeting.postponed": _("The meeting “%(thing)s” was postponed"),
        "meeting.cancelled": _("The meeting “%(thing)s” was cancelled"),
        "meeting.keeper_named": _("%(seat)s was named for “%(thing)s”: %(task)s"),
        "meeting.keeper_relieved": _("%(seat)s was relieved in “%(thing)s”: %(task)s"),
        "meeting.held": _("The meeting “%(thing)s” took place"),
        "meeting.recorded": _("%(number)s entries were recorded in “%(thing)s” (%(source)s)"),
        "meeting.confirmed": _("%(seat)s confirmed what was recorded for it in “%(thing)s”"),
        "scan.attached": _("A signed sheet was attached to “%(thing)s”"),
    },
    {"answer": dict(InvitedAnswer.choices), "source": dict(TakenFrom.choices), "task": dict(Keeping.choices)},
)
MINUTES_TOLD = Telling(
    "minutes",
    _("Minutes"),
    {
        "minutes.written": _("The minutes of “%(thing)s” were written"),
        "minutes.item_added": _("A line was added to the minutes of “%(thing)s” (%(kind)s)"),
        "minutes.item_removed": _("A line was taken out of the minutes of “%(thing)s” (%(kind)s)"),
        "minutes.circulated": _("The minutes of “%(thing)s” were sent round for approval"),
        "minutes.taken_back": _("The minutes of “%(thing)s” were taken back"),
        "minutes.agreed_to": _("%(seat)s approved the minutes of “%(thing)s”"),
        "minutes.objected_to": _("%(seat)s objected to the minutes of “%(thing)s”"),
        "minutes.approved": _("The minutes of “%(thing)s” are approved"),
        "task.done": _("A task from “%(thing)s” was done"),
        "task.reopened": _("A task from “%(thing)s” is not done after all"),
    },
    {"kind": dict(ItemKind.choices)},
)
DOWNLOADS_TOLD = Telling(
    "downloads",
    _("Downloads"),
    {
        "list.exported:activities": _("The list of activities was downloaded"),
        "list.exported:capture_sheet": _("The capture sheet of a meeting was taken out"),
        "list.exported:paper_sign_in": _("The sign-in sheet of a meeting was taken out"),
        "list.exported:paper_nameless": _("The sign-in sheet without names of a meeting was taken out"),
        "list.exported:paper_agenda": _("The agenda of a meeting was taken out"),
        "list.exported:paper_plates": _("The name plates of a meeting were taken out"),
        "list.exported:paper_allowances": _("The per diem and transport list of a meeting was taken out"),
        "list.exported:paper_needs": _("The needs list of a meeting was taken out"),
    },
)


@ports.event_words.provide
def activity_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return [TOLD, MINUTES_TOLD, DOWNLOADS_TOLD]


@ports.event_names.provide
def activity_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where activities and meetings have their names."""
    here = {"meeting__activity__dialogue__in": dialogues}
    yield Naming("activities.activity", Activity.objects.filter(dialogue__in=dialogues), "title")
    yield Naming("activities.meeting", Meeting.objects.filter(activity__dialogue__in=dialogues), "title")
    invited = Invited.objects.filter(**here)
    yield Naming("activities.invited", invited, "meeting__title", "seat__organisation__name")
    yield Naming("activities.minutes", Minutes.objects.filter(**here), "meeting__title")
    yield Naming("activities.minutesitem", MinutesItem.objects.filter(**here), "meeting__title", through="meeting")
    yield Naming("activities.meetingscan", MeetingScan.objects.filter(**here), "meeting__title")
