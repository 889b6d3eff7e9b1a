"""Invitations: sent, sent again, revoked, accepted and declined. The token is derived when the mail is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, Dialogue, DialogueRole, Invitation, Mandate, Seat
from dialogues.speakers import team_of
from dialogues.states import TEAM, DelegateRole
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.forgetting import blank_lone
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.outbox import queue_mail
from inspired.core.states import StateError

from .mandates import take_mandate
from .notices import announce
from .seats import revoke_all, take_place

PURPOSE = "invitation"
MAIL = "dialogues.invitation"
DAYS = 14
LONGEST_DAYS = 60


class InvitationClosed(StateError):  # noqa: N818 - reads as what happened
    """Raised when an invitation can no longer be answered; pages say the same for every reason."""


@transaction.atomic
def invite(
    seat: Seat,
    *,
    by: User,
    email: str,
    delegate_role: str = DelegateRole.HEAD,
    may_sign: bool = False,
    name: str = "",
    function: str = "",
    language: str = "",
    days: int = DAYS,
) -> Invitation:
    """Invite somebody to speak for a seat; the mail leaves after the commit.

    Raises StateError when the organisation has left, when this address is invited to the seat already or speaks for it.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=seat.pk)
    require(by, "dialogues.invite_for", seat)
    fields: dict[str, Any] = {"delegate_role": delegate_role, "may_sign": may_sign, "function": function, "name": name}
    return _send_for(seat, by=by, email=email, language=language, days=days, **fields)


@transaction.atomic
def invite_successor(leaver: Delegate, *, by: User, email: str, delegate_role: str, **said: Any) -> Invitation:
    """Invite somebody to follow a delegate, who may do so themself as the host team may; raises StateError like ``invite``."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=leaver.seat_id)
    require(by, "dialogues.hand_over_seat", leaver)
    return _send_for(seat, by=by, email=email, delegate_role=delegate_role, days=DAYS, **said)


def _send_for(
    seat: Seat, *, by: User, email: str, delegate_role: str, may_sign: bool = False, **said: Any
) -> Invitation:
    email = email.strip().lower()
    if seat.left_at:
        raise StateError(str(_("This organisation has left the dialogue.")))
    if delegate_role == DelegateRole.OBSERVER and may_sign:
        raise StateError(str(_("Observers do not sign.")))
    if _speaks_already(seat, email):
        raise StateError(str(_("Somebody with this address speaks for this seat already.")))
    fields = {"seat": seat, "delegate_role": delegate_role, "may_sign": may_sign, "language": "", **said}
    return _send(seat.dialogue, by=by, email=email, **fields)


@transaction.atomic
def invite_role(
    dialogue: Dialogue, *, by: User, role: str, email: str, name: str = "", language: str = "", days: int = DAYS
) -> Invitation:
    """Invite somebody to a role without a seat: facilitator, donor, government focal point, observer, media, host.

    Raises StateError when this address holds the role or is invited to it already.
    """
    locked = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    require(by, "dialogues.manage_team", locked)
    email = email.strip().lower()
    if DialogueRole.objects.active().filter(dialogue=dialogue, role=role, user__email=email).exists():
        raise StateError(str(_("Somebody with this address holds this role already.")))
    return _send(dialogue, by=by, email=email, name=name, language=language, days=days, role=role)


@transaction.atomic
def resend(invitation: Invitation, *, by: User, days: int = DAYS) -> Invitation:
    """Send an open invitation again with a new token, which voids the earlier one; it runs from now on.

    Raises StateError when it was answered or revoked, and when the organisation has left.
    """
    invitation = _locked(invitation)
    require(by, "dialogues.manage_invitation", invitation)
    if not _is_open(invitation) or (invitation.seat and invitation.seat.left_at):
        raise StateError(str(_("This invitation was answered or revoked. Invite again instead.")))
    invitation.generation += 1
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + timedelta(days=days)
    invitation.save(update_fields=["generation", "sent_at", "expires_at"])
    _queue(invitation)
    record(by, "invitation.resent", invitation, generation=invitation.generation)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back; its link opens nothing from now on. Raises StateError when it was answered."""
    invitation = _locked(invitation)
    require(by, "dialogues.manage_invitation", invitation)
    if not _is_open(invitation):
        raise StateError(str(_("This invitation was answered or revoked already.")))
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record(by, "invitation.revoked", invitation)
    return invitation


@transaction.atomic
def revoke_to(leaver: Delegate, *, by: User) -> int:
    """Take back what was sent to a delegate who leaves and waits for an answer; return how many invitations that were."""
    require(by, "dialogues.hand_over_seat", leaver)
    addresses = {leaver.email.lower(), (leaver.user.email or "").lower() if leaver.user else ""} - {""}
    return revoke_all(Invitation.objects.filter(seat=leaver.seat_id, email__in=addresses), by=by)


@transaction.atomic
def accept(invitation: Invitation, *, by: User, generation: int) -> Invitation:
    """Accept as the account of the invited address: creates the delegate with a mandate, or the role, once.

    The seat is at the table from then on. Raises InvitationClosed when it cannot be answered any more, when the token
    was voided by a resend, or when the account has another address.
    """
    invitation = _answerable(invitation, generation)
    if not by.is_active or (by.email or "").lower() != invitation.email:
        raise InvitationClosed(str(_("This invitation is for another address.")))
    _seat_down(invitation, by)
    return invitation


@transaction.atomic
def accept_as_new(
    invitation: Invitation, *, by: None, generation: int, name: str, password: str = "", language: str = ""
) -> User:
    """Accept without an account: one is made for the invited address and returned; without a password it signs in by code.

    Raises InvitationClosed like ``accept``, and when there is an account by now.
    """
    invitation = _answerable(invitation, generation)
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationClosed(str(_("There is an account with this address. Please sign in first.")))
    known = invitation.seat.delegates.filter(email=invitation.email, user=None).first() if invitation.seat else None
    fields: dict[str, Any] = {"language": language or invitation.language}
    if known:
        known.person.name = name
        known.person.save(update_fields=["name"])
        fields["person"] = known.person
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password or None, name=name, **fields)
    except IntegrityError as error:  # two invitations of one address, accepted at the same moment
        raise InvitationClosed(str(_("There is an account with this address. Please sign in first."))) from error
    record(user, "account.created", user, by_invitation=True)
    _seat_down(invitation, user)
    return user


@transaction.atomic
def decline(invitation: Invitation, *, by: User | None, generation: int, note: str = "") -> Invitation:
    """Decline, with or without an account, and perhaps say why; only the host team reads it. Raises InvitationClosed."""
    invitation = _answerable(invitation, generation)
    invitation.declined_at, invitation.declined_note = timezone.now(), note
    invitation.save(update_fields=["declined_at", "declined_note"])
    record(by, "invitation.declined", invitation)
    _tell_team(invitation)
    return invitation


def _send(dialogue: Dialogue, *, by: User, email: str, language: str, days: int, **fields: Any) -> Invitation:
    slot = {"seat": fields["seat"]} if "seat" in fields else {"dialogue": dialogue, "role": fields["role"]}
    if Invitation.objects.open().filter(email=email, **slot).exists():
        raise StateError(str(_("This address is invited already. Send that invitation again instead.")))
    now = timezone.now()
    invitation = Invitation.objects.create(
        dialogue=dialogue,
        email=email,
        language=language or dialogue.language,
        invited_by=by,
        sent_at=now,
        expires_at=now + timedelta(days=min(max(days, 1), LONGEST_DAYS)),
        **fields,
    )
    _queue(invitation)
    record(by, "invitation.sent", invitation)
    return invitation


def _queue(invitation: Invitation) -> None:
    queue_mail(
        MAIL,
        to=invitation.email,
        key=f"invitation:{invitation.pk}:{invitation.generation}",
        language=invitation.language,
        expires_at=invitation.expires_at,
        invitation=invitation.pk,
        generation=invitation.generation,
    )


def _tell_team(invitation: Invitation) -> None:
    announce("dialogues.invitation_answered", invitation, to=team_of(invitation.dialogue), by=None)


def _locked(invitation: Invitation) -> Invitation:
    if invitation.seat_id:  # always the seat first, as leaving does, so that two of them never wait for each other
        Seat.objects.select_for_update(of=("self",)).get(pk=invitation.seat_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("dialogue", "seat__organisation")
    return rows.get(pk=invitation.pk)


def _is_open(invitation: Invitation) -> bool:
    return not (invitation.accepted_at or invitation.declined_at or invitation.revoked_at)


def _answerable(invitation: Invitation, generation: int) -> Invitation:
    invitation = _locked(invitation)
    if not Invitation.objects.answerable().filter(pk=invitation.pk, generation=generation).exists():
        raise InvitationClosed(str(_("This invitation can no longer be answered.")))
    return invitation


def _seat_down(invitation: Invitation, user: User) -> None:
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.seat:
        _become_delegate(invitation, invitation.seat, user)
    else:
        _take_role(invitation, user)
    record(user, "invitation.accepted", invitation, person=user.person_key)
    _tell_team(invitation)
    forget()


def _become_delegate(invitation: Invitation, seat: Seat, user: User) -> None:
    delegate = (
        seat.delegates.filter(person=user.person).first()
        or seat.delegates.filter(email=invitation.email, user=None).first()
    )
    function = (delegate.function if delegate else "") or invitation.function
    values: dict[str, Any] = {"person": user.person, "user": user, "email": invitation.email, "function": function}
    if delegate is None:
        delegate = Delegate.objects.create(seat=seat, **values)
    else:
        noted_as = delegate.person_id
        for name, value in values.items():
            setattr(delegate, name, value)
        delegate.save(update_fields=list(values))
        blank_lone([noted_as])  # who has an account goes by its name; the one that a host wrote down is nobody's now
    if not delegate.mandates.running().filter(role=invitation.delegate_role).exists():
        take_mandate(delegate, by=user, role=invitation.delegate_role, may_sign=invitation.may_sign)
    take_place(seat, by=user)
    ports.arrivals.collect(user, seat, delegate)


def _take_role(invitation: Invitation, user: User) -> None:
    held = DialogueRole.objects.active().filter(dialogue=invitation.dialogue, user=user, role=invitation.role)
    if held.exists():
        return
    role = DialogueRole.objects.create(dialogue=invitation.dialogue, user=user, role=invitation.role)
    tier = Tier.PARTICIPANTS if role.role in TEAM else Tier.HOST
    record(user, "role.taken", role, tier=tier, role=role.role, person=user.person_key)


def _speaks_already(seat: Seat, email: str) -> bool:
    return Mandate.objects.active().filter(delegate__seat=seat, delegate__user__email=email).exists()
