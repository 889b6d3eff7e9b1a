"""Introductions to decision-makers: asked for, taken up, given back, settled with date and outcome, withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import Introduction
from dialogues.convening.states.introductions import MOVES, SETTLED, IntroductionState
from dialogues.models import Dialogue, Seat
from dialogues.services.notices import announce
from dialogues.states import Role
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move


@transaction.atomic
def ask_for_introduction(
    dialogue: Dialogue,
    *,
    by: User,
    whom: str,
    why: str,
    seat: Seat | None = None,
    for_donors: bool = False,
    for_government: bool = False,
    form_key: UUID | None = None,
) -> Introduction:
    """Ask to meet a decision-maker, for a seat or for the host team; the same form sent twice is one wish.

    Whoever asks says which roles besides the host team may read it and take it up. Raises StateError for a seat that the
    person does not speak for, and for somebody outside the host team who names none.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.ask_for_introduction", locked)
    standing = locked.standing_of(by)
    if not standing.is_team and (seat is None or seat.pk not in standing.speaking):
        raise StateError(_("You do not speak for this seat."))
    key = form_key or uuid4()
    if (known := made_before(Introduction.objects.filter(dialogue=locked, by=by), key)) is not None:
        return known
    made = Introduction.objects.create(
        dialogue=locked,
        seat=None if standing.is_team else seat,
        by=by,
        is_from_team=standing.is_team,
        whom=" ".join(whom.split())[:200],
        why=why,
        for_donors=for_donors,
        for_government=for_government,
        form_key=key,
    )
    record(by, "introduction.asked", made)
    return made


@transaction.atomic
def take_up(introduction: Introduction, *, by: User) -> Introduction:
    """Take it upon oneself to open the door; whoever asked is told. An earlier outcome is then open again.

    Raises StateError when somebody else was quicker.
    """
    introduction = _moved(introduction, by, "convening.take_up_introduction", IntroductionState.TAKEN_UP)
    introduction.taken_by, introduction.taken_as = by, _role(introduction.dialogue, by)
    introduction.taken_at = timezone.now()
    introduction.settled_on, introduction.settled_by, introduction.outcome = None, None, ""
    introduction.save(
        update_fields=["state", "taken_by", "taken_as", "taken_at", "settled_on", "settled_by", "outcome"]
    )
    record(by, "introduction.taken_up", introduction, role=introduction.taken_as)
    _tell(introduction, by)
    return introduction


@transaction.atomic
def give_back(introduction: Introduction, *, by: User) -> Introduction:
    """Leave it to others again. Raises StateError for one that nobody took up."""
    introduction = _moved(introduction, by, "convening.give_back_introduction", IntroductionState.ASKED)
    introduction.taken_by, introduction.taken_as, introduction.taken_at = None, "", None
    introduction.save(update_fields=["state", "taken_by", "taken_as", "taken_at"])
    record(by, "introduction.given_back", introduction)
    return introduction


@transaction.atomic
def settle(
    introduction: Introduction,
    *,
    by: User,
    state: str,
    on: date,
    outcome: str,
    next_step: str = "",
    next_on: date | None = None,
) -> Introduction:
    """Record that the meeting was obtained or declined, on which day, and what comes next; whoever asked is told.

    Raises StateError for another state, a day that has not come, and a date without a step.
    """
    if state not in SETTLED:
        raise StateError(_("Say whether it was obtained or declined."))
    introduction = _moved(introduction, by, "convening.settle_introduction", state)
    if on > timezone.localdate():
        raise StateError(_("This day has not come yet."))
    _check_step(next_step, next_on)
    introduction.settled_on, introduction.settled_by, introduction.outcome = on, by, outcome
    introduction.next_step, introduction.next_on = next_step, next_on
    introduction.save(update_fields=["state", "settled_on", "settled_by", "outcome", "next_step", "next_on"])
    record(
        by,
        "introduction.obtained" if state == IntroductionState.OBTAINED else "introduction.declined",
        introduction,
    )
    _tell(introduction, by)
    return introduction


@transaction.atomic
def plan_next(introduction: Introduction, *, by: User, next_step: str, next_on: date | None = None) -> Introduction:
    """Say what comes next, or that nothing does. Raises StateError for a date without a step."""
    introduction = _locked(introduction)
    require(by, "convening.plan_after_introduction", introduction)
    _check_step(next_step, next_on)
    if (introduction.next_step, introduction.next_on) != (next_step, next_on):
        introduction.next_step, introduction.next_on = next_step, next_on
        introduction.save(update_fields=["next_step", "next_on"])
        record(by, "introduction.planned", introduction)
    return introduction


@transaction.atomic
def withdraw(introduction: Introduction, *, by: User) -> Introduction:
    """Take the wish back; nobody can take it up any more. Raises StateError once something came of it."""
    introduction = _moved(introduction, by, "convening.withdraw_introduction", IntroductionState.WITHDRAWN)
    introduction.save(update_fields=["state"])
    record(by, "introduction.withdrawn", introduction)
    _tell(introduction, by)
    return introduction


def _moved(introduction: Introduction, by: User, rule: str, target: str) -> Introduction:
    introduction = _locked(introduction)
    check_move(introduction.state, target, MOVES, _("Somebody was quicker: look at it once more."))
    require(by, rule, introduction)
    introduction.state = target
    return introduction


def _role(dialogue: Dialogue, by: User) -> str:
    roles = dialogue.standing_of(by).roles
    order = (Role.HOST, Role.FACILITATOR, Role.GOVERNMENT, Role.DONOR)
    return next((role.value for role in order if role in roles), "")


def _check_step(next_step: str, next_on: date | None) -> None:
    if next_on and not next_step:
        raise StateError(_("Say what the next step is, or leave its date empty."))


def _tell(introduction: Introduction, by: User) -> None:
    people = [one for one in (introduction.by, introduction.taken_by) if one and one != by]
    announce("convening.introduction_moved", introduction, to=people, by=by, key=f"{introduction.pk}:{timezone.now()}")


def _locked(introduction: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("dialogue", "by", "taken_by")
    return rows.get(pk=introduction.pk)
