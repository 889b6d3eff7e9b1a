"""What becomes of places in groups and their tasks when a place is handed over, and what a seat did in groups."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dialogues.models import Delegate, Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.models import User
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken
from workinggroups.models import Group, Member, Task
from workinggroups.states import MemberState


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count the seat's places in groups, invitations and open tasks; they are the seat's and pass."""
    if leaver.seat is None:
        return
    places = Member.objects.visible_to(by).filter(seat=leaver.seat)
    tasks = Task.objects.visible_to(by).open().filter(owner__seat=leaver.seat)
    n = counted(places=places.accepted(), asked=places.invited(), tasks=tasks)
    yield Held(_("Places in working groups"), n["places"], Fate.PASSES)
    yield Held(_("Invitations to working groups that wait for an answer"), n["asked"], Fate.PASSES)
    yield Held(_("Open tasks in working groups"), n["tasks"], Fate.PASSES)


def pass_on(leaver: Leaver, successor: User) -> int:
    """Name the successor where the leaver took part or stood in for the seat; return how many places that are."""
    if leaver.seat is None or leaver.account is None:
        return 0
    follower = Delegate.objects.filter(seat=leaver.seat, user=successor).first()
    own = Member.objects.filter(seat=leaver.seat)
    led = own.filter(delegate__user=leaver.account)
    led.filter(substitute=follower).update(substitute=None)
    moved = led.update(delegate=follower)
    return int(
        moved + own.filter(substitute__user=leaver.account).exclude(delegate=follower).update(substitute=follower)
    )


ports.handover.provide(Handing("workinggroups", preview, pass_on))


@ports.spoken.provide
def joined(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say which groups the seat joined, left or declined, as far as this person may know; one query."""
    answered = Member.objects.visible_to(user).filter(seat=seat).exclude(state=MemberState.INVITED)
    shown = answered.filter(group__in=Group.objects.visible_to(user).values("pk"))
    for place in shown.select_related("group__dialogue"):
        at = place.answered_at or place.invited_at
        state = str(place.get_state_display())
        yield Spoken(
            at, _("Working group"), place.group.name, place.specialisation, state, place.group.get_absolute_url()
        )
