"""Writes of what seats say to a whole set: how they weigh it and whether they agree, themselves or through the host team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import CriteriaSet, Weighing
from dialogues.consensus.states.criteria import SetStatus, Weighting
from dialogues.consensus.weighing import ALL_POINTS, fits, placed
from dialogues.models import Seat
from dialogues.services.dialogue import held_dialogue
from dialogues.services.notices import announce
from dialogues.speakers import speakers_in, speakers_of, table_of
from dialogues.states import ANNOUNCED, Channel, Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError


@transaction.atomic
def weigh(
    criteria_set: CriteriaSet,
    *,
    by: User,
    seat: Seat,
    values: Mapping[str, int | None],
    agrees: bool | None = True,
    note: str = "",
    channel: str = Channel.WEB,
) -> Weighing:
    """Say for a seat how it weighs the criteria and whether it agrees to the set; a later answer replaces an earlier one.

    ``values`` holds places (the same twice is allowed, what has none comes last) or points (100 together) by key. With
    another channel than this site it is the host team that enters it, see ``enter_weights``. Raises PermissionDenied
    unless the person speaks for the seat, StateError once the set is locked or for values that do not fit.
    """
    if channel != Channel.WEB:
        return enter_weights(criteria_set, by=by, seat=seat, values=values, agrees=agrees, note=note, channel=channel)
    criteria_set = held_set(criteria_set, by=by)
    _must_be_weighed(criteria_set)
    require(by, "consensus.weigh", criteria_set)
    if seat.pk not in criteria_set.dialogue.standing_of(by).speaking:
        raise PermissionDenied("consensus.weigh")
    said = {"values": _checked(criteria_set, values), "agrees": agrees, "note": note.strip(), "given_by": by}
    weighing = _store(criteria_set, seat, {**said, "channel": Channel.WEB})
    record(by, "weights.given", weighing, seat=seat.pk, agrees=agrees)
    return weighing


@transaction.atomic
def enter_weights(
    criteria_set: CriteriaSet,
    *,
    by: User,
    seat: Seat,
    values: Mapping[str, int | None],
    channel: str,
    agrees: bool | None = None,
    note: str = "",
) -> Weighing:
    """Enter what a seat said by another way; its delegates are told, confirm it, or say it anew themselves.

    Raises StateError for a seat that is not at the table or has answered here itself, and for a channel that is none.
    """
    criteria_set = held_set(criteria_set, by=by)
    _must_be_weighed(criteria_set)
    require(by, "consensus.manage_weighing", criteria_set)
    if not criteria_set.dialogue.seats.at_the_table().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    if channel not in ANNOUNCED:
        raise StateError(_("Say by which way it came in."))
    known = criteria_set.weighings.filter(seat=seat).first()
    keys = criteria_set.criteria.kept().values_list("key", flat=True)
    if known is not None and known.is_confirmed and fits(keys, known.values):
        raise StateError(_("This organisation has answered here itself. Only its own people can change that."))
    given = {"values": _checked(criteria_set, values), "agrees": agrees, "note": note.strip(), "channel": channel}
    if known is not None and all(getattr(known, name) == value for name, value in given.items()):
        return known
    weighing = _store(criteria_set, seat, {**given, "entered_by": by})
    event = record(by, "weights.entered", weighing, seat=seat.pk, channel=channel, agrees=agrees)
    people, key = speakers_of([seat.pk]), f"{weighing.pk}:{event.pk}"
    announce("consensus.weights_entered", criteria_set, to=people, by=by, key=key, seats=[seat.pk])
    return weighing


@transaction.atomic
def confirm_weighing(weighing: Weighing, *, by: User) -> Weighing:
    """Confirm what was entered for one's seat; a second time changes nothing."""
    criteria_set = held_set(weighing.criteria_set, by=by)
    weighing = Weighing.objects.select_for_update(of=("self",)).get(pk=weighing.pk)
    weighing.criteria_set = criteria_set
    if weighing.confirmed_at is not None:
        return weighing
    require(by, "consensus.confirm_weighing", weighing)
    weighing.confirmed_at, weighing.given_by = timezone.now(), by
    weighing.save(update_fields=["confirmed_at", "given_by"])
    record(by, "weights.confirmed", weighing, seat=weighing.seat_id)
    return weighing


def held_set(criteria_set: CriteriaSet, *, by: User) -> CriteriaSet:
    """Hold the dialogue and lock the set: it is neither locked nor closed before what ``by`` does is there."""
    dialogue = held_dialogue(criteria_set.dialogue, by=by)
    locked = CriteriaSet.objects.locked().get(pk=criteria_set.pk)
    locked.dialogue = dialogue
    return locked


def tell_table(criteria_set: CriteriaSet, kind: str, *, by: User) -> None:
    """Tell all seats of an open dialogue what became of the set, once for each step."""
    dialogue = criteria_set.dialogue
    if dialogue.status == Status.OPEN:
        key = f"{criteria_set.pk}:{criteria_set.steps.count()}"
        announce(kind, criteria_set, to=speakers_in(dialogue), by=by, key=key, seats=table_of(dialogue))


def _store(criteria_set: CriteriaSet, seat: Seat, said: dict[str, Any]) -> Weighing:
    fresh = {"given_by": None, "entered_by": None, "given_at": timezone.now(), "confirmed_at": None}
    where: dict[str, Any] = {"criteria_set": criteria_set, "seat": seat}
    weighing, _created = Weighing.objects.update_or_create(**where, defaults={**fresh, **said})
    return weighing


def _must_be_weighed(criteria_set: CriteriaSet) -> None:
    if criteria_set.status != SetStatus.WEIGHING:
        raise StateError(_("These criteria are not being weighed now."))


def _checked(criteria_set: CriteriaSet, values: Mapping[str, int | None]) -> dict[str, int]:
    keys = list(criteria_set.criteria.kept().values_list("key", flat=True))
    said = {key: value for key, value in values.items() if value is not None}
    if set(said) - set(keys):
        raise StateError(_("The list of criteria has changed since you opened this page. Look at it again."))
    if any(value < 0 for value in said.values()):
        raise StateError(_("Nothing weighs less than nothing."))
    if criteria_set.weighting == Weighting.RANK:
        if not said:
            raise StateError(_("Give at least the one that counts most its place."))
        return placed(keys, said)
    total = sum(said.values())
    if total != ALL_POINTS:
        raise StateError(_("The points together are %(total)d; share out exactly 100.") % {"total": total})
    return {key: said.get(key, 0) for key in keys}
