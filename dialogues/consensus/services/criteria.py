"""Writes of evaluative criteria: the set begun, criteria proposed and answered, discussed, and the steps of the set."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dialogues.consensus.method_criteria import in_words
from dialogues.consensus.models import CriteriaSet, Criterion, CriterionNote, SetStep
from dialogues.consensus.services.weighings import enter_weights as enter_weights
from dialogues.consensus.services.weighings import held_set, tell_table
from dialogues.consensus.services.weighings import weigh as weigh
from dialogues.consensus.states.criteria import CRITERION_MOVES, SET_MOVES, CriterionStatus, SetStatus
from dialogues.models import Dialogue, Seat
from dialogues.services.dialogue import locked_dialogue, show_tab
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_of, team_of
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move

TAB = "consensus"
LEAST = 2  # criteria that can be weighed against each other


@transaction.atomic
def begin_set(dialogue: Dialogue, *, by: User) -> CriteriaSet:
    """Begin the first set with the criteria of the method, kept; the seats are told that they may propose others.

    The set that is there already is returned.
    """
    dialogue = locked_dialogue(dialogue, by=by)
    require(by, "consensus.begin_criteria", dialogue)
    if (known := dialogue.criteria_sets.current().first()) is not None:
        return known
    begun = _new_set(dialogue, by=by)
    Criterion.objects.bulk_create(
        Criterion(criteria_set=begun, number=number, is_methods=True, status=CriterionStatus.KEPT, by=by, **row)
        for number, row in enumerate(in_words(dialogue.language), start=1)
    )
    record(by, "criteria_set.begun", begun, tier=Tier.PARTICIPANTS, number=begun.number)
    show_tab(dialogue, TAB, by=by)
    tell_table(begun, "consensus.criteria_begun", by=by)
    return begun


@transaction.atomic
def propose_criterion(
    criteria_set: CriteriaSet,
    *,
    by: User,
    title: str,
    question: str = "",
    why: str = "",
    seat: Seat | None = None,
    form_key: UUID | None = None,
) -> Criterion:
    """Propose a criterion, for a seat or as it came up in the room; why stands as the first note to it.

    Whoever speaks for seats says for which; the host team may name whose proposal it enters. The same form sent twice is
    one. Raises PermissionDenied for a seat that is not one's own, StateError for a title that stands there already.
    """
    criteria_set = held_set(criteria_set, by=by)
    require(by, "consensus.propose_criterion", criteria_set)
    standing = criteria_set.dialogue.standing_of(by)
    if not standing.is_team and (seat is None or seat.pk not in standing.speaking):
        raise PermissionDenied("consensus.propose_criterion")
    if seat is not None and seat.dialogue_id != criteria_set.dialogue_id:
        raise StateError(_("This organisation is not at the table."))
    if (known := made_before(criteria_set.criteria.all(), form_key)) is not None:
        return known
    title = _free_title(criteria_set, title)
    said: dict[str, Any] = {"title": title, "question": question.strip(), "seat": seat, "by": by}
    last = criteria_set.criteria.aggregate(last=Max("number"))["last"] or 0
    criterion = Criterion.objects.create(
        criteria_set=criteria_set,
        number=last + 1,
        key=_free_key(criteria_set, title),
        form_key=form_key or uuid4(),
        **said,
    )
    if why.strip():
        CriterionNote.objects.create(criterion=criterion, seat=seat, by=by, text=why.strip())
    record(by, "criterion.proposed", criterion, tier=Tier.PARTICIPANTS, seat=seat.pk if seat else None)
    announce("consensus.criterion_proposed", criterion, to=team_of(criteria_set.dialogue), by=by)
    return criterion


@transaction.atomic
def keep_criterion(criterion: Criterion, *, by: User) -> Criterion:
    """Keep a proposal, or take up again what was left out; the seat that proposed it is told."""
    criterion = _answered(criterion, by, "consensus.keep_criterion", CriterionStatus.KEPT, "")
    record(by, "criterion.kept", criterion, tier=Tier.PARTICIPANTS)
    return criterion


@transaction.atomic
def leave_out_criterion(criterion: Criterion, *, by: User, reason: str) -> Criterion:
    """Leave a criterion out with a reason that everybody reads. Raises StateError without one."""
    if not reason.strip():
        raise StateError(_("Please give a reason: everybody reads it beside the criterion."))
    criterion = _answered(criterion, by, "consensus.leave_out_criterion", CriterionStatus.LEFT_OUT, reason.strip())
    here = criterion.criteria_set.dialogue
    record_with_reason(
        "criterion.left_out", criterion, by=by, dialogue=here, reason=criterion.reason, tier=Tier.PARTICIPANTS
    )
    return criterion


@transaction.atomic
def note_criterion(
    criterion: Criterion, *, by: User, text: str, seat: Seat | None = None, form_key: UUID | None = None
) -> CriterionNote:
    """Say something to a criterion, for a seat or for the host team. The same form sent twice is one note.

    Raises PermissionDenied for a seat that is not one's own.
    """
    criterion = _locked(criterion, by)
    require(by, "consensus.note_criterion", criterion)
    standing = criterion.criteria_set.dialogue.standing_of(by)
    if standing.is_team:
        seat = None
    elif seat is None or seat.pk not in standing.speaking:
        raise PermissionDenied("consensus.note_criterion")
    if (known := made_before(CriterionNote.objects.filter(criterion=criterion, by=by), form_key)) is not None:
        return known
    key = form_key or uuid4()
    note = CriterionNote.objects.create(criterion=criterion, seat=seat, by=by, text=text.strip(), form_key=key)
    record(by, "criterion.noted", criterion, tier=Tier.PARTICIPANTS, seat=seat.pk if seat else None)
    return note


@transaction.atomic
def begin_weighing(
    criteria_set: CriteriaSet, *, by: User, weighting: str, due_at: datetime | None = None
) -> CriteriaSet:
    """Ask the seats to weigh what is kept, by an order or by points; they are told.

    Raises StateError for a date that has passed, for proposals that are not answered, and for fewer than two criteria.
    """
    criteria_set = held_set(criteria_set, by=by)
    _check(criteria_set, SetStatus.WEIGHING)
    require(by, "consensus.begin_weighing", criteria_set)
    if due_at is not None and due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    if criteria_set.criteria.filter(status=CriterionStatus.PROPOSED).exists():
        raise StateError(_("Keep or leave out every proposal first: the seats weigh a list that is settled."))
    if criteria_set.criteria.kept().count() < LEAST:
        raise StateError(_("Keep at least two criteria: one alone cannot be weighed."))
    criteria_set.weighting, criteria_set.due_at = weighting, due_at
    _step(criteria_set, SetStatus.WEIGHING, by, fields=["weighting", "due_at"])
    record(by, "criteria_set.weighing_begun", criteria_set, tier=Tier.PARTICIPANTS, weighting=weighting)
    tell_table(criteria_set, "consensus.weighing_begun", by=by)
    return criteria_set


@transaction.atomic
def collect_again(criteria_set: CriteriaSet, *, by: User, reason: str) -> CriteriaSet:
    """Go back from weighing to collecting, with a reason. What seats gave stays; where the list has changed they give it anew."""
    criteria_set = held_set(criteria_set, by=by)
    _check(criteria_set, SetStatus.COLLECTING)
    require(by, "consensus.manage_weighing", criteria_set)
    if not reason.strip():
        raise StateError(_("Say why: the seats were asked to weigh, and read the reason."))
    criteria_set.due_at = None
    _step(criteria_set, SetStatus.COLLECTING, by, reason, fields=["due_at"])
    about: dict[str, Any] = {"dialogue": criteria_set.dialogue, "reason": reason, "tier": Tier.PARTICIPANTS}
    record_with_reason("criteria_set.collected_again", criteria_set, by=by, **about)
    return criteria_set


@transaction.atomic
def lock_set(criteria_set: CriteriaSet, *, by: User, reason: str = "") -> CriteriaSet:
    """Lock what was weighed: options can be appraised from now on, and nobody weighs any more.

    Raises StateError without a reason when a seat at the table has not said that it agrees to the set.
    """
    criteria_set = held_set(criteria_set, by=by)
    _check(criteria_set, SetStatus.LOCKED)
    require(by, "consensus.manage_weighing", criteria_set)
    agreed = criteria_set.weighings.filter(agrees=True).values("seat")
    missing = criteria_set.dialogue.seats.at_the_table().exclude(pk__in=agreed).count()
    if missing and not reason.strip():
        raise StateError(_("Not every seat has agreed. Say why the criteria are locked all the same."))
    criteria_set.locked_at = timezone.now()
    _step(criteria_set, SetStatus.LOCKED, by, reason, fields=["locked_at"])
    about: dict[str, Any] = {"tier": Tier.PARTICIPANTS, "number": criteria_set.number, "not_agreed": missing}
    if reason.strip():
        here = criteria_set.dialogue
        record_with_reason("criteria_set.locked", criteria_set, by=by, dialogue=here, reason=reason, **about)
    else:
        record(by, "criteria_set.locked", criteria_set, **about)
    tell_table(criteria_set, "consensus.criteria_locked", by=by)
    return criteria_set


@transaction.atomic
def reopen_set(criteria_set: CriteriaSet, *, by: User, reason: str) -> CriteriaSet:
    """Replace a locked set by the next one, which begins with the same criteria to be collected and weighed anew.

    The locked one stays as it was, with what was weighed and scored under it. Raises StateError without a reason.
    """
    criteria_set = held_set(criteria_set, by=by)
    _check(criteria_set, SetStatus.REPLACED)
    require(by, "consensus.reopen_criteria", criteria_set)
    if not reason.strip():
        raise StateError(_("Say why the criteria are opened again: everybody reads the reason."))
    _step(criteria_set, SetStatus.REPLACED, by, reason)
    following = _new_set(criteria_set.dialogue, by=by, reason=reason.strip(), weighting=criteria_set.weighting)
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=following,
            **{
                name: getattr(old, name)
                for name in ("key", "number", "title", "question", "is_methods", "status", "reason", "seat_id", "by_id")
            },
        )
        for old in criteria_set.criteria.all()
    )
    about: dict[str, Any] = {"tier": Tier.PARTICIPANTS, "number": following.number}
    record_with_reason(
        "criteria_set.reopened", following, by=by, dialogue=criteria_set.dialogue, reason=reason, **about
    )
    tell_table(following, "consensus.criteria_reopened", by=by)
    return following


def _new_set(dialogue: Dialogue, *, by: User, reason: str = "", **fields: Any) -> CriteriaSet:
    number = (dialogue.criteria_sets.aggregate(last=Max("number"))["last"] or 0) + 1
    made = CriteriaSet.objects.create(dialogue=dialogue, number=number, **fields)
    SetStep.objects.create(criteria_set=made, status=SetStatus.COLLECTING, reason=reason, by=by)
    return made


def _check(criteria_set: CriteriaSet, target: str) -> None:
    sentence = _("The criteria have moved on since you opened this page. Look at them again.")
    check_move(criteria_set.status, target, SET_MOVES, sentence)


def _step(criteria_set: CriteriaSet, target: str, by: User, reason: str = "", fields: list[str] | None = None) -> None:
    criteria_set.status = target
    criteria_set.save(update_fields=["status", *(fields or [])])
    SetStep.objects.create(criteria_set=criteria_set, status=target, reason=reason.strip(), by=by)


def _answered(criterion: Criterion, by: User, rule: str, target: str, reason: str) -> Criterion:
    criterion = _locked(criterion, by)
    check_move(criterion.status, target, CRITERION_MOVES, _("This criterion is answered already."))
    require(by, rule, criterion)
    was_proposed = criterion.status == CriterionStatus.PROPOSED
    criterion.status, criterion.reason = target, reason
    criterion.save(update_fields=["status", "reason"])
    if was_proposed and criterion.seat_id:
        seats, key = [criterion.seat_id], f"{criterion.pk}:{target}"
        announce("consensus.criterion_answered", criterion, to=speakers_of(seats), by=by, key=key, seats=seats)
    return criterion


def _locked(criterion: Criterion, by: User) -> Criterion:
    here = held_set(criterion.criteria_set, by=by)
    locked = Criterion.objects.select_for_update(of=("self",)).get(pk=criterion.pk)
    locked.criteria_set = here
    return locked


def _free_title(criteria_set: CriteriaSet, title: str) -> str:
    title = " ".join(title.split())[:120]
    if criteria_set.criteria.filter(title__iexact=title).exists():
        raise StateError(_("A criterion of this name stands there already. Say something to it instead."))
    return title


def _free_key(criteria_set: CriteriaSet, title: str) -> str:
    stem = slugify(title)[:30].strip("-") or "criterion"
    taken = set(criteria_set.criteria.values_list("key", flat=True))
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
