"""Lets a successor take on what was handed over, at once or when they come in. Moves rows, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from dialogues.convening.models import Handover
from dialogues.models import Delegate, Invitation, Seat, standing_of
from dialogues.services.notices import announce
from inspired.core import ports
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.ports import Leaver

TOLD = "convening.handed_over_to_you"


def leaver_of(handover: Handover) -> Leaver:
    """Say who left which place, and whether they still belong to the dialogue in another way."""
    account = handover.delegate.user if handover.delegate else handover.member
    remains = account is not None and standing_of(account, handover.dialogue_id).is_member
    return Leaver(account, handover.dialogue_id, handover.seat_id, remains)


def take_on(handover: Handover, account: User, *, by: User | None) -> int:
    """Pass on what is the place's, tell the successor, and note when; return how many rows moved."""
    moved = ports.handover.pass_on(leaver_of(handover), account)
    handover.taken_at = timezone.now()
    handover.save(update_fields=["taken_at", "successor", "follower"])
    record(by, "handover.taken_on", handover, person=account.person_key, moved=moved)
    announce(TOLD, handover, to=[account], by=None)
    return moved


@ports.arrivals.provide
def arrive(account: User, seat: Seat, delegate: Delegate) -> Iterable[None]:
    """Let whoever has just come in follow the one who named them, or whose named successor did not come."""
    awaited = Invitation.objects.waiting().values("pk")
    mine = Q(successor=delegate) | Q(invitation__accepted_by=account)
    free = Q(successor__isnull=True) & ~Q(invitation__in=awaited)
    waiting = Handover.objects.select_for_update(of=("self",)).waiting().filter(seat=seat).filter(mine | free)
    for handover in waiting.exclude(delegate=delegate).select_related("delegate__user"):
        handover.successor = delegate
        take_on(handover, account, by=account)
    return ()
