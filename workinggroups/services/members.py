"""Members: invited by the host team, accepting or declining for their seat, naming who takes part, leaving."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Delegate, Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError, check_move
from workinggroups.models import Group, Member, Specialism
from workinggroups.states import MEMBER_MOVES, MemberState


@transaction.atomic
def invite_members(group: Group, *, by: User, seats: Mapping[int, str]) -> list[Member]:
    """Invite seats at the table, each with what it is asked for; who declined or left is asked anew. Their delegates are told.

    ``seats`` maps a seat's key to the specialisation wished, which may be empty. Who is invited or a member already stays as
    it is. Raises StateError for a seat that is not at the table or a group that does not work.
    """
    group = Group.objects.locked().get(pk=group.pk)
    require(by, "workinggroups.edit_group", group)
    table = Seat.objects.at_the_table().filter(dialogue=group.dialogue_id, pk__in=seats)
    if table.count() != len(seats):
        raise StateError(_("Only organisations at the table can be invited."))
    places = {one.seat_id: one for one in group.members.select_for_update(of=("self",))}
    asked = [_asked(group, places.get(seat.pk), seat, seats[seat.pk], by) for seat in table]
    invited = [place for place in asked if place is not None]
    for place in invited:
        record(by, "group_member.invited", place, seat=place.seat_id, scope=group.audit_scope)
        key = f"{place.pk}:{place.invited_at:%Y%m%d%H%M%S%f}"
        announce("workinggroups.invited", place, to=speakers_of([place.seat_id]), by=by, key=key, seats=[place.seat_id])
    return invited


def _asked(group: Group, place: Member | None, seat: Seat, words: str, by: User) -> Member | None:
    words = words.strip()[:200]
    if place is None:
        return Member.objects.create(group=group, seat=seat, specialisation=words, invited_by=by)
    if MemberState.INVITED not in MEMBER_MOVES[place.state]:
        return None
    place.state, place.answered_at, place.answered_by, place.note = MemberState.INVITED, None, None, ""
    place.specialisation, place.invited_at, place.invited_by = words or place.specialisation, timezone.now(), by
    place.save(
        update_fields=["state", "answered_at", "answered_by", "note", "specialisation", "invited_at", "invited_by"]
    )
    return place


@transaction.atomic
def accept_invitation(
    member: Member,
    *,
    by: User,
    delegate: Delegate | None = None,
    substitute: Delegate | None = None,
    specialisation: str = "",
    note: str = "",
) -> Member:
    """Accept for the seat, naming who takes part and who stands in. Of two answers at the same moment the first counts.

    Raises StateError when the invitation was answered or taken back, or for people who do not speak for the seat.
    """
    member = _answered(member, MemberState.ACCEPTED, by, note)
    member.delegate, member.substitute = _people(member, delegate, substitute)
    member.specialisation = specialisation.strip()[:200] or member.specialisation
    member.save(
        update_fields=["state", "answered_at", "answered_by", "note", "delegate", "substitute", "specialisation"]
    )
    record(by, "group_member.accepted", member, seat=member.seat_id)
    return member


@transaction.atomic
def decline_invitation(member: Member, *, by: User, note: str = "") -> Member:
    """Decline for the seat; nobody has to say why. Raises StateError when it was answered or taken back before."""
    member = _answered(member, MemberState.DECLINED, by, note)
    member.save(update_fields=["state", "answered_at", "answered_by", "note"])
    record(by, "group_member.declined", member, seat=member.seat_id)
    return member


@transaction.atomic
def name_people(
    member: Member, *, by: User, delegate: Delegate | None, substitute: Delegate | None, specialisation: str
) -> Member:
    """Say who takes part for the seat, who stands in, and for what it is there. Raises StateError for who does not speak for it."""
    member = _locked(member)
    if member.state != MemberState.ACCEPTED:
        raise StateError(_("This organisation is not a member of the group."))
    require(by, "workinggroups.name_people", member)
    wished = (*_people(member, delegate, substitute), specialisation.strip()[:200])
    if wished == (member.delegate, member.substitute, member.specialisation):
        return member
    member.delegate, member.substitute, member.specialisation = wished
    member.save(update_fields=["delegate", "substitute", "specialisation"])
    record(by, "group_member.named", member, seat=member.seat_id)
    return member


@transaction.atomic
def end_membership(member: Member, *, by: User) -> Member:
    """Leave the group, take an invitation back or end a membership; what the seat wrote stays. Doing it twice changes nothing."""
    member = _locked(member)
    if member.state == MemberState.LEFT:
        return member
    check_move(member.state, MemberState.LEFT, MEMBER_MOVES, _("This organisation has declined."))
    require(by, "workinggroups.leave_group", member)
    member.state, member.answered_at, member.answered_by = MemberState.LEFT, timezone.now(), by
    member.is_coordinator = member.is_rapporteur = False
    member.save(update_fields=["state", "answered_at", "answered_by", "is_coordinator", "is_rapporteur"])
    record(by, "group_member.left", member, seat=member.seat_id)
    return member


@transaction.atomic
def appoint(member: Member, *, by: User, coordinator: bool | None = None, rapporteur: bool | None = None) -> Member:
    """Let a member coordinate or keep the record, or no longer; whoever did so before gives way. None leaves it as it is.

    Raises StateError for who is not a member.
    """
    group = Group.objects.locked().get(pk=member.group_id)
    member = group.members.select_related("group__dialogue").get(pk=member.pk)
    if member.state != MemberState.ACCEPTED:
        raise StateError(_("This organisation is not a member of the group."))
    require(by, "workinggroups.appoint_member", member)
    for field, wished in (("is_coordinator", coordinator), ("is_rapporteur", rapporteur)):
        if wished is None or getattr(member, field) == wished:
            continue
        group.members.filter(**{field: True}).update(**{field: False})
        setattr(member, field, wished)
        member.save(update_fields=[field])
        record(
            by, "group_member.appointed" if wished else "group_member.relieved", member, seat=member.seat_id, task=field
        )
    return member


@transaction.atomic
def describe_seat(seat: Seat, *, by: User, words: str) -> Specialism:
    """Say what a seat knows most about, in words divided by commas; groups find their members by it."""
    seat = Seat.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue").get(pk=seat.pk)
    require(by, "workinggroups.describe_seat", seat)
    words = ", ".join(part for part in (" ".join(one.split()) for one in words.split(",")) if part)[:300]
    known = Specialism.objects.filter(seat=seat).first()
    if known is not None and known.words == words:
        return known
    told = {"words": words, "updated_at": timezone.now(), "updated_by": by}
    described, _is_new = Specialism.objects.update_or_create(seat=seat, defaults=told)
    record(by, "specialism.described", described, scope=seat.audit_scope, seat=seat.pk)
    return described


def _locked(member: Member) -> Member:
    """Lock the group first and the place after it, as every other verb does."""
    group = Group.objects.locked().get(pk=member.group_id)
    locked = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    locked.group = group
    return locked


def _answered(member: Member, state: str, by: User, note: str) -> Member:
    member = _locked(member)
    if member.state != MemberState.INVITED:
        raise StateError(_("This invitation was answered already, or taken back."))
    check_move(member.state, state, MEMBER_MOVES, _("This invitation was answered already, or taken back."))
    require(by, "workinggroups.answer_invitation", member)
    member.state, member.answered_at, member.answered_by, member.note = state, timezone.now(), by, note.strip()
    return member


def _people(member: Member, *wished: Delegate | None) -> tuple[Delegate | None, Delegate | None]:
    keys = [one.pk for one in wished if one is not None]
    if len(keys) != len(set(keys)):
        raise StateError(_("Name somebody else as the substitute."))
    if Delegate.objects.mandated().filter(seat=member.seat_id, pk__in=keys).count() != len(keys):
        raise StateError(_("Only people who speak for the organisation today can be named."))
    first, second = wished
    return first, second
