"""Seats: who is given a place, who joins, leaves and returns, and whom a seat speaks for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import AffectedGroup, Dialogue, Invitation, Organisation, Seat, SeatMove
from dialogues.models.invitations import InvitationQuerySet
from dialogues.states import Phase
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError


@transaction.atomic
def add_seat(
    dialogue: Dialogue,
    *,
    by: User,
    category: str,
    organisation: Organisation | None = None,
    name: str = "",
    speaks_for: Iterable[AffectedGroup] = (),
    from_phase: str = Phase.ASSESSMENT,
) -> Seat:
    """Give an organisation a place: one of the directory, or a new one of this name.

    The seat is at the table once somebody has accepted for it. Raises StateError when the organisation has a seat.
    """
    require(by, "dialogues.manage_seats", Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk))
    organisation = organisation or find_or_add_organisation(name, by=by, category=category)
    if Seat.objects.filter(dialogue=dialogue, organisation=organisation).exists():
        raise StateError(str(_("This organisation has a seat in this dialogue already.")))
    seat = Seat.objects.create(dialogue=dialogue, organisation=organisation, category=category, from_phase=from_phase)
    seat.speaks_for.set(_own_groups(dialogue, speaks_for))
    record(by, "seat.added", seat, category=category, from_phase=from_phase)
    return seat


def find_or_add_organisation(name: str, *, by: User, category: str = "") -> Organisation:
    """Return the organisation of this name that the person may find in the directory, or enter a new one."""
    found = Organisation.objects.visible_to(by).named(" ".join(name.split())).order_by("pk").first()
    return found or add_organisation(name, by=by, category=category)


@transaction.atomic
def add_organisation(name: str, *, by: User, category: str = "") -> Organisation:
    """Enter an organisation in the directory, found by its own dialogues alone until an admin makes it public."""
    organisation = Organisation.objects.create(name=" ".join(name.split()), category=category, added_by=by)
    record(by, "organisation.added", organisation)
    return organisation


@transaction.atomic
def edit_seat(
    seat: Seat, *, by: User, category: str, from_phase: str, speaks_for: Iterable[AffectedGroup] = ()
) -> Seat:
    """Change a seat's category, the phase from which it takes part, and the groups it speaks for; nothing new is no edit."""
    seat = _locked(seat, by)
    details = edited(seat, {"category": category, "from_phase": from_phase})
    groups = _own_groups(seat.dialogue, speaks_for)
    if {group.pk for group in groups} != set(seat.speaks_for.values_list("pk", flat=True)):
        details["fields"].append("speaks_for")
        details["groups"] = sorted(group.pk for group in groups)
    if not any(details.values()):
        return seat
    seat.category, seat.from_phase = category, from_phase
    seat.save(update_fields=["category", "from_phase"])
    seat.speaks_for.set(groups)
    record(by, "seat.edited", seat, **details)
    return seat


@transaction.atomic
def join_seat(seat: Seat, *, by: User, channel: str) -> Seat:
    """Note that the organisation accepted by another way than an invitation; ``channel`` says which.

    Raises StateError when it has joined already, or has left.
    """
    seat = _locked(seat, by)
    if seat.left_at:
        raise StateError(str(_("This organisation has left the dialogue.")))
    if seat.joined_at:
        raise StateError(str(_("This organisation is at the table already.")))
    seat.joined_at = timezone.now()
    seat.save(update_fields=["joined_at"])
    record(by, "seat.joined", seat, tier=Tier.PARTICIPANTS, channel=channel)
    return seat


@transaction.atomic
def take_place(seat: Seat, *, by: User) -> Seat:
    """Note that somebody accepted for the organisation here on the site; harmless when it is at the table already."""
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if not seat.joined_at:
        seat.joined_at = timezone.now()
        seat.save(update_fields=["joined_at"])
        record(by, "seat.joined", seat, tier=Tier.PARTICIPANTS, channel="web")
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, by: User, reason: str) -> Seat:
    """Note that the organisation leaves: its mandates count no more, its waiting invitations end, its positions stay.

    Raises StateError when it has left already.
    """
    seat = _locked(seat, by)
    if seat.left_at:
        raise StateError(str(_("This organisation has left already.")))
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    SeatMove.objects.create(seat=seat, has_left=True, reason=reason, by=by)
    revoked = revoke_all(Invitation.objects.filter(seat=seat), by=by)
    record(by, "seat.left", seat, tier=Tier.PARTICIPANTS, invitations_revoked=revoked)
    forget()
    return seat


@transaction.atomic
def return_seat(seat: Seat, *, by: User, reason: str) -> Seat:
    """Note that the organisation is back; mandates that still run count again. Raises StateError when it is here."""
    seat = _locked(seat, by)
    if not seat.left_at:
        raise StateError(str(_("This organisation has not left.")))
    seat.left_at = None
    seat.save(update_fields=["left_at"])
    SeatMove.objects.create(seat=seat, has_left=False, reason=reason, by=by)
    record(by, "seat.returned", seat, tier=Tier.PARTICIPANTS)
    forget()
    return seat


def _locked(seat: Seat, by: User) -> Seat:
    """Read the seat again under its lock, and ask whether the person may manage it as it stands now."""
    found = Seat.objects.select_for_update(of=("self",)).select_related("dialogue", "organisation").get(pk=seat.pk)
    require(by, "dialogues.manage_seat", found)
    return found


@transaction.atomic
def revoke_all(invitations: InvitationQuerySet, *, by: User) -> int:
    """Take back those of the invitations that wait for an answer, each with its event; return how many that were.

    Part of another act, which has asked whether it may be done.
    """
    revoked = list(invitations.open().select_for_update(of=("self",)))
    for invitation in revoked:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record(by, "invitation.revoked", invitation)
    return len(revoked)


def _own_groups(dialogue: Dialogue, groups: Iterable[AffectedGroup]) -> list[AffectedGroup]:
    return [group for group in groups if group.dialogue_id == dialogue.pk]
