"""What activities and meetings hold about a person, and how they let go of it: names go, what seats said and did stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.activities import tool_personal
from dialogues.activities.models import Activity, Approval, Attendance, Invited
from dialogues.activities.states.meetings import InvitedAnswer
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

KEPT = (
    "Activity.by Activity.facilitator ActivityStep.by Meeting.by MeetingChange.by MeetingScan.by Invited.answered_by "
    "Attendance.entered_by SeatPosition.entered_by Approval.by"
)  # who did it: the key stays, the name goes with the person
GOES = "Invited.delegate Remark.speaker"
COVERS = frozenset(f"activities.{name}" for name in f"{KEPT} {GOES}".split()) | tool_personal.COVERS
NOBODY_NAMED = "–"


@ports.personal_data.provide
@chapter("said")
def my_proposed_activities(user: User) -> Iterable[Part]:
    """Give a person the activities they proposed or planned."""
    rows = Activity.objects.filter(by=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("Activities you proposed or planned"),
        tuple(
            {
                _("Dialogue"): one.dialogue.title,
                _("Title"): one.title,
                _("Purpose in this dialogue"): one.purpose,
                _("State"): one.get_state_display(),
                _("Given"): one.created_at,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("said")
def my_meetings(user: User) -> Iterable[Part]:
    """Give a person the invitations to meetings that they answered or in which they are named, with all that stands there."""
    rows = Invited.objects.filter(Q(answered_by=user) | Q(delegate__user=user)).order_by("pk")
    yield Part(
        _("Invitations to meetings"),
        tuple(
            {
                _("Meeting"): one.meeting.title,
                _("Organisation"): one.seat.organisation.name,
                _("Answer"): one.get_answer_display(),
                _("Who comes instead"): one.substitute,
                _("Language"): one.get_language_display(),
                _("Gender"): one.get_gender_display(),
                _("Region"): one.region,
                _("What the host should know"): one.note,
                _("Given"): one.answered_at,
            }
            for one in rows.select_related("meeting", "seat__organisation")
        ),
    )


@ports.personal_data.provide
@chapter("said")
def my_approvals(user: User) -> Iterable[Part]:
    """Give a person what they said to minutes."""
    rows = Approval.objects.filter(by=user).select_related("minutes__meeting").order_by("pk")
    yield Part(
        _("What you said to minutes"),
        tuple(
            {
                _("Meeting"): one.minutes.meeting.title,
                _("Approved"): one.approves,
                _("What is not right"): one.objection,
                _("Given"): one.at,
            }
            for one in rows
        ),
    )


def _within(rows: QuerySet[Any], scope: str) -> QuerySet[Any]:
    return rows.filter(meeting__activity__dialogue=int(scope.removeprefix("dialogue:"))) if scope else rows


def _coming(person: Person, scope: str) -> QuerySet[Invited]:
    """Keep the answers in which this person is the one who comes, as a delegate or by name."""
    named = Q(substitute__icontains=person.name) if person.name else Q(pk__in=[])
    return _within(Invited.objects.filter(Q(delegate__person=person) | named), scope)


def _sitting(person: Person, scope: str) -> QuerySet[Attendance]:
    """Keep the attendances that name this person, or that hold what their seat said of whom it would send."""
    named = Q(who__icontains=person.name) if person.name else Q(pk__in=[])
    rows = _within(Attendance.objects.all(), scope)
    mine = _coming(person, scope).filter(delegate__person=person).values_list("meeting", "seat")
    sat = Q(pk__in=[])
    for meeting, seat in mine:
        sat |= Q(meeting=meeting, seat=seat, who="")
    return rows.filter(named | sat)


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the names in answers and attendances that go, and what was done for seats and the host, which stays."""
    yield Effect(_("Your name and what was noted about you in meetings"), _sitting(person, scope).count())
    yield Effect(_("Answers to invitations that name you"), _coming(person, scope).count())
    yield from tool_personal.preview(person, scope)
    if scope:
        return
    said = _("They are the organisation’s word or the host’s work; both stay with the dialogue.")
    given = Approval.objects.filter(by__person=person).count()
    yield Effect(_("Approvals of minutes"), given, goes=False, why=said)
    planned = Activity.objects.filter(by__person=person).count()
    yield Effect(_("Activities proposed or planned"), planned, goes=False, why=said)


def erase(person: Person, scope: str) -> None:
    """Take the name, gender, region and language of this person out of answers and attendances."""
    tool_personal.erase(person, scope)  # first: it finds needs by who was to come
    _sitting(person, scope).update(gender="", region="")
    if person.name:
        named = _within(Attendance.objects.filter(who__icontains=person.name), scope)
        named.filter(seat__isnull=False).update(who="")
        named.filter(seat__isnull=True).update(who=NOBODY_NAMED)
    blank = {"gender": "", "region": "", "language": "", "note": "", "delegate": None}
    coming = list(_coming(person, scope).values_list("pk", flat=True))
    rows = Invited.objects.filter(pk__in=coming)
    rows.filter(answer=InvitedAnswer.SUBSTITUTE).update(answer=InvitedAnswer.ACCEPTS)
    rows.update(substitute="", **blank)


ports.erasure.provide(Eraser("activities", preview, erase, covers=COVERS))
