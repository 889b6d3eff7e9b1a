"""Handing a place over: the old access ends at once, what is the place's passes, both are told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import AccessSlip, Handover
from dialogues.convening.taking_on import leaver_of, take_on
from dialogues.models import Delegate, Dialogue, DialogueRole, Invitation, Seat, standings_of
from dialogues.services.invitations import invite_successor, revoke_to
from dialogues.services.mandates import follow, name_successor, step_down
from dialogues.services.notices import announce, tell_no_more
from dialogues.services.roles import leave_team
from dialogues.speakers import team_of
from dialogues.states import DelegateRole, Role
from inspired.core.access import may, require
from inspired.core.audit import record
from inspired.core.models import SignIn, User
from inspired.core.outbox import queue_mail
from inspired.core.states import StateError

ENDED = "convening.handed_over"
LEFT = "convening.place_ended"


@transaction.atomic
def hand_over_seat(
    delegate: Delegate, *, by: User, successor: Delegate | None = None, may_sign: bool = False, **new: str
) -> Handover:
    """Let another delegate of the seat, or somebody new, follow a delegate whose access ends at once.

    ``new`` holds name, function, email and phone of somebody new. With an address they are invited and begin when they
    accept; without one they are entered, hold the mandate from today on and come in by an access slip. Authority to
    sign is the host team's to give. Raises StateError when the place was handed over already, for oneself, for a
    delegate of another seat, and for an address that is in use.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=delegate.seat_id)
    delegate = Delegate.objects.select_related("person", "user", "seat__dialogue").get(pk=delegate.pk)
    require(by, "dialogues.hand_over_seat", delegate)
    if may_sign and not may(by, "dialogues.manage_seat", delegate.seat):
        raise StateError(_("The authority to sign is given by the host team."))
    role = _role_of(delegate)
    if successor is not None:
        successor = _checked(delegate, successor)
        new = {"name": str(successor.person), "email": "" if successor.user_id else successor.email}
    elif (email := new.get("email", "")) and seat.delegates.filter(email__iexact=email.strip()).exists():
        raise StateError(_("A delegate of this seat has this address already. Choose them from the list."))
    invitation = _invite(delegate, by=by, delegate_role=role, may_sign=may_sign, **new) if new.get("email") else None
    if invitation is None and successor is None:
        entered = {name: new.get(name, "") for name in ("name", "function", "phone")}
        successor = name_successor(delegate, by=by, **entered)
    ended = {"invitations": revoke_to(delegate, by=by), "slips": _revoke_slips(delegate, by=by)}
    step_down(delegate, by=by)
    if successor is not None:
        follow(successor, by=by, role=role, may_sign=may_sign)
    people = {"delegate": delegate, "successor": successor, "invitation": invitation}
    handover = Handover.objects.create(dialogue=seat.dialogue, seat=seat, role=role, by=by, **people)
    _finish(handover, by=by, account=successor.user if successor else None, **ended)
    return handover


@transaction.atomic
def hand_over_role(role: DialogueRole, *, by: User, successor: User) -> Handover:
    """Let a colleague follow somebody in the host team, whose access ends at once; contacts, calls and work pass.

    Raises StateError like ``leave_team``.
    """
    dialogue = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=role.dialogue_id)
    role = DialogueRole.objects.select_related("user__person", "dialogue").get(pk=role.pk)
    ended = leave_team(role, by=by, successor=successor)
    held = Role.HOST if Role.HOST in ended else Role.FACILITATOR
    handover = Handover.objects.create(dialogue=dialogue, member=role.user, follower=successor, role=held, by=by)
    _finish(handover, by=by, account=successor, invitations=0, slips=0)
    return handover


def _role_of(delegate: Delegate) -> str:
    held = [mandate.role for mandate in delegate.mandates.all() if not mandate.is_over]
    if not held:
        raise StateError(_("This person speaks for the organisation no more. Somebody was faster, or it is done."))
    return min(held, key=DelegateRole.values.index)


def _checked(leaver: Delegate, successor: Delegate) -> Delegate:
    found = Delegate.objects.select_related("person", "user", "seat__dialogue").get(pk=successor.pk)
    if found.pk == leaver.pk:
        raise StateError(_("Choose somebody else: nobody follows themself."))
    if found.seat_id != leaver.seat_id or found.person.erased_at or (found.user and not found.user.is_active):
        raise StateError(_("Choose a delegate of this organisation."))
    return found


def _invite(leaver: Delegate, *, by: User, email: str, name: str = "", function: str = "", **said: Any) -> Invitation:
    email = email.strip().lower()
    open_one = Invitation.objects.waiting().filter(seat=leaver.seat_id, email=email).first()
    return open_one or invite_successor(leaver, by=by, email=email, name=name, function=function, **said)


def _revoke_slips(delegate: Delegate, *, by: User) -> int:
    slips = list(AccessSlip.objects.open().select_for_update(of=("self",)).filter(delegate=delegate))
    for slip in slips:
        slip.revoked_at = timezone.now()
        slip.save(update_fields=["revoked_at"])
        record(by, "slip.revoked", slip)
    return len(slips)


def _finish(handover: Handover, *, by: User, account: User | None, **ended: int) -> None:
    """Close the leaver's ways in, pass on what passes, record it, and tell those whom it concerns."""
    leaver = leaver_of(handover)
    left = leaver.account
    sessions = 0
    if left is not None and not leaver.remains:
        tell_no_more(left, handover.dialogue, by=by)
        sessions = 0 if left.pk == by.pk else _end_sessions(left)
    key = handover.delegate.person.key if handover.delegate else (left.person_key if left else "")
    said: dict[str, Any] = {"person": key, "role": handover.role, "sessions": sessions, **ended}
    if handover.seat_id:
        record(by, "delegate.handed_over", handover, **said)
    else:
        record(by, "role.handed_over", handover, **said)
    if account is not None:
        take_on(handover, account, by=by)
    if left is not None and left.pk != by.pk and left.email:
        queue_mail(LEFT, user=left, key=f"{LEFT}:{handover.pk}", handover=handover.pk)
    announce(ENDED, handover, to=[one for one in team_of(handover.dialogue) if one != account], by=by)


def _end_sessions(account: User) -> int:
    """End the sessions of somebody whom no dialogue knows any more, and who may neither open one nor keep the site."""
    if account.is_staff or account.is_host or standings_of(account):
        return 0
    return int(SignIn.objects.filter(account=account).delete()[0])
