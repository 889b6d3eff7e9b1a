"""What one seat judges: saved as often as it likes, submitted, entered on its behalf and confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.appraising import missing_of
from dialogues.consensus.judging import Cell, Judged, Missing
from dialogues.consensus.models import Appraisal, CriteriaSet, Criterion, Judgement, Opinion
from dialogues.consensus.states.appraisal import Score
from dialogues.models import Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from dialogues.states import Channel, Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StaleError, StateError

from .holding import held_appraisal

FIELDS = ("score", "cannot_say", "gains", "losses", "reason")


@transaction.atomic
def save_opinion(
    appraisal: Appraisal,
    *,
    by: User,
    seat: Seat,
    judgements: Mapping[Cell, Judged],
    revision: int,
    channel: str = Channel.WEB,
) -> Opinion:
    """Save some of what a seat judges, keyed by option and criterion; what is not named stays as it is.

    What was submitted counts no more until it is submitted again. ``revision`` is the one the form was read from, 0 for
    a first save: raises StaleError when a colleague saved in between, StateError once the appraisal is closed, past its
    date or its criteria are reopened. By any channel but the site only the host team saves, and never over what a seat
    has begun itself.
    """
    appraisal = _held(appraisal, by)
    opinion = Opinion.objects.select_for_update(of=("self",)).filter(appraisal=appraisal, seat=seat).first()
    _may_write(appraisal, by, seat, channel, opinion)
    if revision != (opinion.revision if opinion else 0):
        raise StaleError(opinion)
    _must_be_asked(appraisal, judgements)
    is_own = channel == Channel.WEB
    said = {"channel": channel, "given_by": by if is_own else None, "entered_by": None if is_own else by}
    if opinion is None:
        opinion = Opinion.objects.create(appraisal=appraisal, seat=seat, **said)
    else:
        if opinion.submitted_at is not None:
            record(by, "opinion.taken_back", opinion, seat=seat.pk)
        for name, value in said.items():
            setattr(opinion, name, value)
        opinion.revision, opinion.submitted_at, opinion.confirmed_at = revision + 1, None, None
        opinion.given_at = timezone.now()
        opinion.save(update_fields=[*said, "revision", "submitted_at", "confirmed_at", "given_at"])
    _write(opinion, judgements)
    return opinion


@transaction.atomic
def submit_opinion(opinion: Opinion, *, by: User, revision: int) -> Opinion:
    """Hand in what a seat judges: it counts from now on. Asking again changes nothing.

    After commit the seat is told of what was entered on its behalf. Raises StaleError when it is not what was checked,
    StateError when something is missing or the appraisal takes no answers.
    """
    appraisal = _held(opinion.appraisal, by)
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("seat").get(pk=opinion.pk)
    opinion.appraisal = appraisal
    _may_write(appraisal, by, opinion.seat, opinion.channel, opinion)
    if opinion.revision != revision:
        raise StaleError(opinion)
    if opinion.submitted_at is not None:
        return opinion
    if lacking := missing_of(opinion):
        raise StateError(_sentence(lacking))
    opinion.submitted_at = opinion.given_at = timezone.now()
    opinion.save(update_fields=["submitted_at", "given_at"])
    if opinion.channel == Channel.WEB:
        record(by, "opinion.submitted", opinion, seat=opinion.seat_id)
        return opinion
    record(by, "opinion.entered", opinion, seat=opinion.seat_id, channel=opinion.channel)
    seats, key = [opinion.seat_id], f"{opinion.pk}:{opinion.revision}"
    announce("consensus.opinion_entered", opinion, to=speakers_of(seats), by=by, key=key, seats=seats)
    return opinion


@transaction.atomic
def confirm_opinion(opinion: Opinion, *, by: User, revision: int) -> Opinion:
    """Confirm what was entered for one's seat; twice changes nothing. Whoever entered it cannot.

    Raises StaleError when it is not what was read, StateError when there is nothing to confirm.
    """
    appraisal = held_appraisal(opinion.appraisal, by=by)
    opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    opinion.appraisal = appraisal
    if opinion.submitted_at is None:
        raise StateError(_("There is nothing to confirm."))
    if opinion.is_confirmed and by.pk != opinion.entered_by_id:
        return opinion
    require(by, "consensus.confirm_opinion", opinion)
    if opinion.revision != revision:
        raise StaleError(opinion)
    opinion.confirmed_at, opinion.given_by = timezone.now(), by
    opinion.save(update_fields=["confirmed_at", "given_by"])
    record(by, "opinion.confirmed", opinion, seat=opinion.seat_id)
    return opinion


def _held(appraisal: Appraisal, by: User) -> Appraisal:
    """Read the appraisal, its criteria and its dialogue again and hold them: nobody closes or reopens them meanwhile."""
    held = held_appraisal(appraisal, by=by)
    held.criteria_set = CriteriaSet.objects.select_for_update(of=("self",), no_key=True).get(pk=held.criteria_set_id)
    return held


def _may_write(appraisal: Appraisal, by: User, seat: Seat, channel: str, opinion: Opinion | None) -> None:
    dialogue = appraisal.challenge.dialogue
    if not Seat.objects.at_the_table().filter(pk=seat.pk, dialogue=dialogue).exists():
        raise StateError(_("This organisation is not at the table."))
    if channel == Channel.WEB:
        require(by, "consensus.give_opinion", appraisal)
        if seat.pk not in dialogue.standing_of(by).speaking:
            raise StateError(_("You do not speak for this organisation."))
    else:
        require(by, "consensus.enter_opinion", appraisal)
        if opinion is not None and (opinion.channel == Channel.WEB or opinion.confirmed_at is not None):
            raise StateError(_("This organisation has begun or confirmed its own answer; it stays the organisation’s."))
    if not appraisal.takes_answers or dialogue.status != Status.OPEN:
        raise StateError(_("This appraisal takes no answers any more. Ask the host team for more time."))


def _must_be_asked(appraisal: Appraisal, judgements: Mapping[Cell, Judged]) -> None:
    options = set(appraisal.options.values_list("pk", flat=True))
    criteria = set(Criterion.objects.kept().filter(criteria_set=appraisal.criteria_set_id).values_list("pk", flat=True))
    if any(option not in options or criterion not in criteria for option, criterion in judgements):
        raise StateError(_("This is not among what is appraised."))
    if any(one.score is not None and one.score not in Score.values for one in judgements.values()):
        raise StateError(_("A score runs from 0 to 4."))


def _write(opinion: Opinion, judgements: Mapping[Cell, Judged]) -> None:
    stored = {(one.option_id, one.criterion_id): one for one in opinion.judgements.all()}
    new: list[Judgement] = []
    known: list[Judgement] = []
    for cell, typed in judgements.items():
        row = stored.get(cell) or Judgement(opinion=opinion, option_id=cell[0], criterion_id=cell[1])
        said = typed.tidied()
        for name in FIELDS:
            setattr(row, name, getattr(said, name))
        (known if cell in stored else new).append(row)
    Judgement.objects.bulk_create(new)
    Judgement.objects.bulk_update(known, FIELDS)


def _sentence(lacking: Missing) -> str:
    if lacking.unanswered:
        return _("Something is not answered yet. Choose a score, or “cannot say”, wherever it is missing.")
    return _("Please say why, wherever you gave the lowest or the highest score.")
