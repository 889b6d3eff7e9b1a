"""What activities and meetings hold about a person, and how they let go of it: names go, what seats said and did stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from dialogues.activities import tool_personal
from dialogues.activities.models import Activity, Approval, Attendance, Invited, Meeting, Minutes
from dialogues.activities.states.activities import ActivityState
from dialogues.activities.states.meetings import Gender, InvitedAnswer, Keeping
from dialogues.activities.tool_personal import coming_as
from dialogues.addresses import naming
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

KEPT = (
    "Activity.by Activity.facilitator ActivityStep.by Meeting.by MeetingChange.by MeetingScan.by Invited.answered_by "
    "Attendance.entered_by SeatPosition.entered_by Approval.by Minutes.written_by"
)  # who did it: the key stays, the name goes with the person
GOES = "Invited.delegate Remark.speaker Meeting.facilitator Meeting.rapporteur"
COVERS = frozenset(f"activities.{name}" for name in f"{KEPT} {GOES}".split()) | tool_personal.COVERS
NOBODY_NAMED = "–"


COLUMNS = ("what", "of", "called", "code", "words", "instead", "tongue", "sex", "place_of", "given_at")


@ports.personal_data.provide
@chapter("texts")
def my_activities_and_meetings(user: User) -> Iterable[Part]:
    """Give a person the activities they proposed or planned, the invitations that name them, what they said to minutes, what they keep; one query."""
    planned = _rows(
        "activity",
        Activity.objects.filter(by=user),
        of="dialogue__title",
        called="title",
        code="state",
        words="purpose",
        given_at="created_at",
    )
    mine = Invited.objects.filter(Q(answered_by=user) | Q(delegate__user=user))
    person = {"instead": "substitute", "tongue": "language", "sex": "gender", "place_of": "region", "words": "note"}
    organisation = "seat__organisation__name"
    invited = _rows(
        "invited", mine, of="meeting__title", called=organisation, code="answer", given_at="answered_at", **person
    )
    minutes = {"of": "minutes__meeting__title", "words": "objection", "given_at": "at"}
    approved = _rows("approval", Approval.objects.filter(by=user), **minutes)
    titled = {"of": "activity__dialogue__title", "called": "title", "given_at": "starts_at"}
    rooms, writing = (
        _rows(task.value, Meeting.objects.filter(**{f"{task}__user": user}), **titled) for task in Keeping
    )
    written = {"of": "meeting__activity__dialogue__title", "called": "meeting__title", "given_at": "circulated_at"}
    wrote = _rows("wrote", Minutes.objects.filter(written_by=user), **written)
    found: dict[str, list[dict[str, Any]]] = {what: [] for what in SAID}
    for values in planned.union(invited, approved, rooms, writing, wrote, all=True):
        row = dict(zip(COLUMNS, values, strict=True))
        found[row["what"]].append(SAID[row["what"]](row))
    yield Part(_("Activities you proposed or planned"), tuple(found["activity"]))
    yield Part(_("Invitations to meetings"), tuple(found["invited"]))
    yield Part(_("What you said to minutes"), tuple(found["approval"]))
    yield Part(_("Meetings whose room you keep"), tuple(found["facilitator"]))
    yield Part(_("Meetings whose minutes are yours to write"), tuple(found["rapporteur"]))
    yield Part(_("Minutes you wrote"), tuple(found["wrote"]))


def _rows(what: str, rows: QuerySet[Any], **paths: str) -> QuerySet[Any, Any]:
    """Give rows of any kind the same columns, all of them words but for the moment."""
    empty = Value("", output_field=TextField())
    words = {name: Cast(paths[name], TextField()) if name in paths else empty for name in COLUMNS[1:-1]}
    moment = {"given_at": F(paths["given_at"])}
    return rows.order_by().annotate(what=Value(what), **words, **moment).values_list(*COLUMNS)


def _activity(row: dict[str, Any]) -> dict[str, Any]:
    return {
        _("Dialogue"): row["of"],
        _("Title"): row["called"],
        _("Purpose in this dialogue"): row["words"],
        _("State"): ActivityState(row["code"]).label,
        _("Given"): row["given_at"],
    }


def _invited(row: dict[str, Any]) -> dict[str, Any]:
    return {
        _("Meeting"): row["of"],
        _("Organisation"): row["called"],
        _("Answer"): InvitedAnswer(row["code"]).label,
        _("Who comes instead"): row["instead"],
        _("Language"): dict(settings.CONTENT_LANGUAGES).get(row["tongue"], ""),
        _("Gender"): Gender(row["sex"]).label,
        _("Region"): row["place_of"],
        _("What the host should know"): row["words"],
        _("Given"): row["given_at"],
    }


def _approval(row: dict[str, Any]) -> dict[str, Any]:
    return {
        _("Meeting"): row["of"],
        _("Approved"): not row["words"],
        _("What is not right"): row["words"],
        _("Given"): row["given_at"],
    }


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    return {_("Dialogue"): row["of"], _("Meeting"): row["called"], _("Day"): row["given_at"]}


SAID = {"activity": _activity, "invited": _invited, "approval": _approval}
SAID |= dict.fromkeys(("facilitator", "rapporteur", "wrote"), _kept)


def _within(rows: QuerySet[Any], scope: str) -> QuerySet[Any]:
    return rows.filter(meeting__activity__dialogue=int(scope.removeprefix("dialogue:"))) if scope else rows


def _coming(person: Person, scope: str) -> QuerySet[Invited]:
    """Keep the answers in which this person is the one who comes, as a delegate or by name."""
    return _within(coming_as(person, scope), scope)


def _sitting(person: Person, scope: str) -> QuerySet[Attendance]:
    """Keep the attendances that name this person, or that hold what their seat said of whom it would send."""
    rows = _within(Attendance.objects.all(), scope)
    mine = _coming(person, scope).filter(delegate__person=person).values_list("meeting", "seat")
    sat = Q(pk__in=[])
    for meeting, seat in mine:
        sat |= Q(meeting=meeting, seat=seat, who="")
    return rows.filter(Q(pk__in=_noted(person, scope).values("pk")) | sat)


def _noted(person: Person, scope: str) -> QuerySet[Attendance]:
    return naming(Attendance.objects.all(), "who", person, scope, dialogue="meeting__activity__dialogue")


def _keeping(person: Person, scope: str) -> Iterable[tuple[Keeping, QuerySet[Meeting]]]:
    """Return the meetings whose room or minutes this person was named to keep."""
    for task in Keeping:
        rows = Meeting.objects.filter(**{f"{task}__person": person})
        yield task, rows.filter(activity__dialogue=int(scope.removeprefix("dialogue:"))) if scope else rows


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the names in answers and attendances that go, and what was done for seats and the host, which stays."""
    yield Effect(_("Your name and what was noted about you in meetings"), _sitting(person, scope).count())
    yield Effect(_("Answers to invitations that name you"), _coming(person, scope).count())
    yield Effect(
        _("Meetings whose room or minutes you keep"), sum(rows.count() for _task, rows in _keeping(person, scope))
    )
    yield from tool_personal.preview(person, scope)
    if scope:
        return
    said = _("They are the organisation’s word or the host’s work; both stay with the dialogue.")
    given = Approval.objects.filter(by__person=person).count()
    yield Effect(_("Approvals of minutes"), given, goes=False, why=said)
    planned = Activity.objects.filter(by__person=person).count()
    yield Effect(_("Activities proposed or planned"), planned, goes=False, why=said)
    written = Minutes.objects.filter(written_by__person=person).count()
    yield Effect(_("Minutes you wrote"), written, goes=False, why=said)


def erase(person: Person, scope: str) -> None:
    """Take the name, gender, region and language of this person out of answers and attendances."""
    for task, rows in _keeping(person, scope):
        rows.update(**{task.value: None})
    tool_personal.erase(person, scope)  # first: it finds needs by who was to come
    _sitting(person, scope).update(gender="", region="")
    named = _noted(person, scope)  # keeps the rows it found: the first change takes no row from the second
    named.filter(seat__isnull=False).update(who="")
    named.filter(seat__isnull=True).update(who=NOBODY_NAMED)
    blank = {"gender": "", "region": "", "language": "", "note": "", "delegate": None}
    coming = list(_coming(person, scope).values_list("pk", flat=True))
    rows = Invited.objects.filter(pk__in=coming)
    rows.filter(answer=InvitedAnswer.SUBSTITUTE).update(answer=InvitedAnswer.ACCEPTS)
    rows.update(substitute="", **blank)


ports.erasure.provide(Eraser("activities", preview, erase, covers=COVERS))
