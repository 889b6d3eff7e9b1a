"""Delegates and their dated mandates: who speaks for a seat, from when to when, and who follows whom."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, Mandate, Seat
from dialogues.states import DelegateRole
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.memory import forget
from inspired.core.models import Person, User
from inspired.core.states import StateError


@transaction.atomic
def add_delegate(seat: Seat, *, by: User, name: str, function: str = "", email: str = "", phone: str = "") -> Delegate:
    """Enter a person who speaks for the seat and has no account; an accepted invitation links one later.

    Raises StateError when somebody with this address is a delegate of the seat already.
    """
    seat = _locked_seat(seat)
    require(by, "dialogues.manage_seat", seat)
    email = _free_address(seat, email)
    delegate = Delegate.objects.create(
        seat=seat,
        person=Person.objects.create(name=" ".join(name.split())),
        function=function,
        email=email,
        phone=phone,
    )
    record(by, "delegate.added", delegate, person=delegate.person.key)
    return delegate


@transaction.atomic
def edit_delegate(
    delegate: Delegate, *, by: User, function: str, phone: str, email: str | None = None, name: str | None = None
) -> Delegate:
    """Change a delegate's function and contact details; the name only while the person has no account.

    An address that belongs to an account is the account's and stays. Raises StateError like ``add_delegate``.
    """
    _locked_seat(delegate.seat)  # as whoever enters a delegate does, so that no address is given twice
    rows = Delegate.objects.select_for_update(of=("self",)).select_related("person", "seat__dialogue")
    delegate = rows.get(pk=delegate.pk)
    require(by, "dialogues.manage_delegate", delegate)
    delegate.function, delegate.phone = function, phone
    if delegate.user_id is None:
        if email is not None:
            delegate.email = _free_address(delegate.seat, email, but=delegate)
        if name is not None:
            delegate.person.name = " ".join(name.split())
            delegate.person.save(update_fields=["name"])
    delegate.save(update_fields=["function", "phone", "email"])
    record(by, "delegate.edited", delegate, person=delegate.person.key)
    return delegate


@transaction.atomic
def give_mandate(
    delegate: Delegate,
    *,
    by: User,
    role: str,
    may_sign: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Mandate:
    """Mandate a delegate from a day on (today by default); a new head follows the one before.

    A seat has one head at a time: an open mandate of another head ends the day before, or at once when it began
    later than that. Raises StateError for an observer who is to sign, and when the delegate holds this role already.
    """
    require(by, "dialogues.manage_seat", _locked_seat(delegate.seat))
    return _put_in_force(delegate, by, role, may_sign, starts_on or timezone.localdate(), ends_on)


@transaction.atomic
def take_mandate(delegate: Delegate, *, by: User, role: str, may_sign: bool) -> Mandate:
    """Put a mandate in force from today on, for whoever accepts the invitation that granted it."""
    return _put_in_force(delegate, by, role, may_sign, timezone.localdate(), None)


@transaction.atomic
def name_successor(leaver: Delegate, *, by: User, name: str, function: str = "", phone: str = "") -> Delegate:
    """Enter somebody without an e-mail address who is to follow a delegate."""
    require(by, "dialogues.hand_over_seat", leaver)
    person = Person.objects.create(name=" ".join(name.split()))
    delegate = Delegate.objects.create(seat_id=leaver.seat_id, person=person, function=function, phone=phone)
    record(by, "delegate.added", delegate, person=person.key)
    return delegate


@transaction.atomic
def step_down(delegate: Delegate, *, by: User) -> str:
    """End at once every mandate that a delegate holds or was to hold for the seat; return the first of their roles.

    Raises StateError when none is left, as for whoever handed over already, and when the organisation has left.
    """
    seat = _locked_seat(delegate.seat)
    delegate = Delegate.objects.select_related("person", "seat__dialogue").get(pk=delegate.pk)
    require(by, "dialogues.hand_over_seat", delegate)
    if seat.left_at:
        raise StateError(str(_("This organisation has left the dialogue.")))
    held = list(_running(seat, timezone.localdate()).filter(delegate=delegate))
    if not held:
        raise StateError(str(_("This person speaks for the organisation no more. Somebody was faster, or it is done.")))
    for mandate in held:
        _end(mandate, None, by=by)
    return _first([mandate.role for mandate in held])


@transaction.atomic
def follow(delegate: Delegate, *, by: User, role: str, may_sign: bool = False) -> None:
    """Let a delegate follow in a role from today on, in place of what they held themselves unless that comes first.

    Who may sign already still may. What the caller asked about whoever leaves is not asked again.
    """
    held = list(delegate.mandates.active().select_related("delegate__seat", "delegate__person"))
    role = _first([role, *(mandate.role for mandate in held)])
    may_sign = may_sign or any(mandate.may_sign for mandate in held)
    if any(mandate.role == role and mandate.may_sign == may_sign for mandate in held):
        return
    for mandate in held:
        _end(mandate, None, by=by)
    _put_in_force(delegate, by, role, may_sign, timezone.localdate(), None)


def _first(roles: list[str]) -> str:
    return min(roles, key=DelegateRole.values.index)


def _put_in_force(
    delegate: Delegate, by: User, role: str, may_sign: bool, starts_on: date, ends_on: date | None
) -> Mandate:
    seat = _locked_seat(delegate.seat)
    if role == DelegateRole.OBSERVER and may_sign:
        raise StateError(str(_("Observers do not sign.")))
    if ends_on and ends_on < starts_on:
        raise StateError(str(_("A mandate cannot end before it begins.")))
    if _running(seat, starts_on).filter(delegate=delegate, role=role).exists():
        raise StateError(str(_("This person holds this role already. End that mandate first.")))
    if role == DelegateRole.HEAD:
        _follow_heads(seat, starts_on, ends_on, delegate, by=by)
    mandate = Mandate.objects.create(
        delegate=delegate, role=role, may_sign=may_sign, starts_on=starts_on, ends_on=ends_on
    )
    record(
        by,
        "mandate.given",
        seat,
        person=delegate.person.key,
        role=role,
        may_sign=may_sign,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat() if ends_on else None,
    )
    forget()
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, ends_on: date | None = None) -> Mandate:
    """End a mandate at once, which counts at the next request, or set its last day. Raises StateError when it is over."""
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("delegate__seat__dialogue", "delegate__person")
        .get(pk=mandate.pk)
    )
    require(by, "dialogues.manage_mandate", mandate)
    if mandate.is_over:
        raise StateError(str(_("This mandate is over already.")))
    if ends_on and ends_on < mandate.starts_on:
        raise StateError(str(_("A mandate cannot end before it begins.")))
    if ends_on and ends_on < timezone.localdate():
        raise StateError(str(_("The last day cannot lie in the past. End the mandate at once instead.")))
    _end(mandate, ends_on, by=by)
    return mandate


def _end(mandate: Mandate, ends_on: date | None, *, by: User) -> None:
    if ends_on:
        mandate.ends_on = ends_on
    else:
        mandate.ended_at = timezone.now()
    mandate.save(update_fields=["ends_on", "ended_at"])
    seat, person = mandate.delegate.seat, mandate.delegate.person
    record(by, "mandate.ended", seat, person=person.key, ends_on=ends_on.isoformat() if ends_on else None)
    forget()


def _follow_heads(seat: Seat, starts_on: date, ends_on: date | None, successor: Delegate, *, by: User) -> None:
    for mandate in _running(seat, starts_on).filter(role=DelegateRole.HEAD).exclude(delegate=successor):
        if ends_on and mandate.starts_on > ends_on:
            continue
        last_day = starts_on - timedelta(days=1)
        fits = last_day >= mandate.starts_on and last_day >= timezone.localdate()
        _end(mandate, last_day if fits else None, by=by)


def _running(seat: Seat, day: date) -> QuerySet[Mandate]:
    return Mandate.objects.running(day).filter(delegate__seat=seat).select_related("delegate__person", "delegate__seat")


def _free_address(seat: Seat, email: str, but: Delegate | None = None) -> str:
    """Return the address as it is stored; an invitation finds its delegate by it, so that a seat has each once."""
    email = email.strip().lower()
    others = seat.delegates.exclude(pk=but.pk) if but else seat.delegates.all()
    if email and others.filter(email__iexact=email).exists():
        raise StateError(str(_("A delegate of this seat has this address already.")))
    return email


def _locked_seat(seat: Seat) -> Seat:
    return Seat.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=seat.pk)
