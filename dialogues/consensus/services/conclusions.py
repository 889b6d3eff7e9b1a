"""What was concluded: written by the host team, accepted by seats, asked again of everybody when the words change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import Acceptance, Appraisal, Conclusion, Option
from dialogues.consensus.states.appraisal import AppraisalStatus
from dialogues.models import Dialogue, Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, table_of
from dialogues.states import Channel
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError

from .holding import held_appraisal

SHOWN = str(Tier.PARTICIPANTS)


@transaction.atomic
def conclude(
    appraisal: Appraisal, *, by: User, text: str, option: Option | None = None, revision: int = 0
) -> Conclusion:
    """Write what was concluded, in words, and perhaps the option chosen; after commit every seat is asked to accept it.

    ``revision`` is the one the form was read from, 0 for a first conclusion: raises StaleError when somebody wrote in
    between, StateError before the appraisal is closed or without words. Other words ask every seat again.
    """
    appraisal = held_appraisal(appraisal, by=by)
    if appraisal.status != AppraisalStatus.CLOSED:
        raise StateError(_("Close the appraisal first: the conclusion is drawn from what everybody has seen."))
    require(by, "consensus.write_conclusion", appraisal)
    known = Conclusion.objects.filter(appraisal=appraisal).first()
    if revision != (known.revision if known else 0):
        raise StaleError(known)
    if not text.strip():
        raise StateError(_("Say it in words: figures never decide."))
    if option is not None and not appraisal.options.filter(pk=option.pk).exists():
        raise StateError(_("This is not among what is appraised."))
    if known is not None and known.text == text.strip() and known.option_id == (option.pk if option else None):
        return known
    written = known or Conclusion(appraisal=appraisal, revision=0)
    written.appraisal, written.text, written.option = appraisal, text.strip(), option
    written.written_by, written.written_at, written.revision = by, timezone.now(), written.revision + 1
    written.save(
        update_fields=["text", "option", "written_by", "written_at", "revision"] if known is not None else None
    )
    record(by, "conclusion.written", written, tier=SHOWN, revision=written.revision)
    seats, key = table_of(Dialogue(pk=appraisal.challenge.dialogue_id)), f"{written.pk}:{written.revision}"
    announce("consensus.conclusion_written", written, to=speakers_of(seats), by=by, key=key, seats=seats)
    return written


@transaction.atomic
def accept_conclusion(
    conclusion: Conclusion,
    *,
    by: User,
    seat: Seat,
    revision: int,
    accepts: bool,
    note: str = "",
    channel: str = Channel.WEB,
) -> Acceptance:
    """Say for a seat that it accepts this wording, or what it would have otherwise; saying it again changes it.

    By any channel but the site only the host team enters it, and never over what the seat said or confirmed itself.
    Raises StaleError when the wording is not the latest, StateError for a seat that is not one's own or not at the table,
    and without a note when it does not accept.
    """
    conclusion = _locked(conclusion, by)
    known = Acceptance.objects.filter(conclusion=conclusion, revision=conclusion.revision, seat=seat).first()
    _may_answer(conclusion, by, seat, channel, known)
    if revision != conclusion.revision:
        raise StaleError(conclusion)
    if not accepts and not note.strip():
        raise StateError(_("Say what you would have otherwise, so that it can be talked about."))
    is_own = channel == Channel.WEB
    given = known or Acceptance(conclusion=conclusion, revision=revision, seat=seat)
    given.conclusion, given.accepts, given.note = conclusion, accepts, note.strip()
    given.channel, given.given_by, given.entered_by = channel, by if is_own else None, None if is_own else by
    given.given_at, given.confirmed_at = timezone.now(), None
    said = ["accepts", "note", "channel", "given_by", "entered_by", "given_at", "confirmed_at"]
    given.save(update_fields=said if known is not None else None)
    facts: dict[str, Any] = {"seat": seat.pk, "accepts": accepts, "revision": revision}
    record(by, "acceptance.given" if is_own else "acceptance.entered", given, **facts)
    if not is_own:
        key = f"{given.pk}:{given.given_at.timestamp()}"
        announce("consensus.acceptance_entered", given, to=speakers_of([seat.pk]), by=by, key=key, seats=[seat.pk])
    return given


@transaction.atomic
def confirm_acceptance(acceptance: Acceptance, *, by: User) -> Acceptance:
    """Confirm what was entered for one's seat; twice changes nothing. Whoever entered it cannot."""
    conclusion = _locked(acceptance.conclusion, by)
    acceptance = Acceptance.objects.select_for_update(of=("self",)).get(pk=acceptance.pk)
    acceptance.conclusion = conclusion
    if acceptance.is_confirmed and by.pk != acceptance.entered_by_id:
        return acceptance
    require(by, "consensus.confirm_acceptance", acceptance)
    acceptance.confirmed_at, acceptance.given_by = timezone.now(), by
    acceptance.save(update_fields=["confirmed_at", "given_by"])
    record(by, "acceptance.confirmed", acceptance, seat=acceptance.seat_id)
    return acceptance


def _locked(conclusion: Conclusion, by: User) -> Conclusion:
    appraisal = held_appraisal(conclusion.appraisal, by=by)
    locked = Conclusion.objects.select_for_update(of=("self",)).get(pk=conclusion.pk)
    locked.appraisal = appraisal
    return locked


def _may_answer(conclusion: Conclusion, by: User, seat: Seat, channel: str, known: Acceptance | None) -> None:
    dialogue = conclusion.appraisal.challenge.dialogue
    if not Seat.objects.at_the_table().filter(pk=seat.pk, dialogue=dialogue).exists():
        raise StateError(_("This organisation is not at the table."))
    if channel == Channel.WEB:
        require(by, "consensus.answer_conclusion", conclusion)
        if seat.pk not in dialogue.standing_of(by).speaking:
            raise StateError(_("You do not speak for this organisation."))
    else:
        require(by, "consensus.enter_acceptance", conclusion)
        if known is not None and known.is_confirmed:
            raise StateError(_("This organisation has answered itself."))
