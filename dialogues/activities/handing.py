"""What becomes of meetings when a place is handed over, and what a seat has said of where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.activities.models import Activity, Approval, Invited, Meeting, SeatPosition
from dialogues.activities.states.activities import ActivityState
from dialogues.activities.states.meetings import Keeping, MinutesState
from dialogues.models import Delegate, Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.models import User
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken


def _facilitated(leaver: Leaver) -> QuerySet[Activity]:
    rows = Activity.objects.filter(dialogue=leaver.dialogue, state=ActivityState.PLANNED)
    return rows.filter(facilitator=leaver.account) if leaver.account else rows.none()


def _announced(leaver: Leaver) -> QuerySet[Invited]:
    """Keep the meetings to come for which the seat has said that this person comes."""
    rows = Invited.objects.filter(seat=leaver.seat, meeting__in=Meeting.objects.coming().values("pk"))
    return rows.filter(delegate__user=leaver.account) if leaver.account else rows.none()


def _kept(leaver: Leaver, task: Keeping) -> QuerySet[Meeting]:
    """Keep the meetings whose room or minutes this person was named for, and whose minutes are not approved."""
    named = Q(**{f"{task}__user": leaver.account, f"{task}__seat": leaver.seat})
    rows = Meeting.objects.filter(named).exclude(minutes__state=MinutesState.APPROVED)
    return rows if leaver.account else rows.none()


def preview(_by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count the activities somebody facilitates, or the meetings to which they were to come, and what the seat approved."""
    if leaver.seat is None:
        yield Held(_("Activities they facilitate"), _facilitated(leaver).count(), Fate.PASSES)
        return
    approvals = Approval.objects.filter(seat=leaver.seat)
    rooms, minutes = (_kept(leaver, task) for task in Keeping)
    n = counted(announced=_announced(leaver), approvals=approvals, rooms=rooms, minutes=minutes)
    why = _("The successor is expected instead, and may say otherwise.")
    yield Held(_("Meetings to which they were to come"), n["announced"], Fate.PASSES, why)
    yield Held(_("Meetings whose room they keep"), n["rooms"], Fate.PASSES)
    yield Held(_("Meetings whose minutes they write"), n["minutes"], Fate.PASSES)
    why = _("They are the organisation’s word and stay so, whoever speaks for it.")
    yield Held(_("Approvals of minutes"), n["approvals"], Fate.PASSES, why)


def pass_on(leaver: Leaver, successor: User) -> int:
    """Let the successor facilitate, or be expected and keep meetings, in place of whoever leaves."""
    if leaver.seat is None:
        return int(_facilitated(leaver).update(facilitator=successor))
    delegate = Delegate.objects.filter(seat=leaver.seat, user=successor).first()
    moved = 0
    keys = list(_announced(leaver).values_list("pk", flat=True))
    for task in Keeping:
        kept = list(_kept(leaver, task).values_list("pk", flat=True))
        Meeting.objects.filter(pk__in=kept).update(**{task.value: delegate})
        moved += len(kept)
    blank = {"gender": "", "region": "", "language": ""}  # said about a person, who comes no more
    return moved + int(Invited.objects.filter(pk__in=keys).update(delegate=delegate, **blank))


def let_go(leaver: Leaver, _by: User) -> int:
    """Leave the activities of somebody whom nobody follows without a facilitator, for the team to settle.

    Who keeps a meeting for a seat speaks for it no more, so that the rules let the team alone keep it.
    """
    return int(_facilitated(leaver).update(facilitator=None)) if leaver.seat is None else 0


ports.handover.provide(Handing("activities", preview, pass_on, let_go))


@ports.spoken.provide
def stood(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say where the seat stood in meetings, confirmed or announced; one query."""
    rows = SeatPosition.objects.visible_to(user).filter(seat=seat)
    for row in rows.select_related("point", "meeting").order_by("-entered_at"):
        yield Spoken(
            at=row.entered_at,
            kind=_("Position in a meeting"),
            title=f"{row.meeting.title}: {row.point.title}",
            text=row.words,
            state=row.get_stance_display()
            if row.is_confirmed
            else _("%(stance)s (announced)") % {"stance": row.get_stance_display()},
            url=reverse("meeting", args=[seat.dialogue.slug, row.meeting_id]),
        )
