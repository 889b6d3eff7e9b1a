"""Appraisals as a whole: opened under locked criteria, dots counted, the part on values opened, closed and opened again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import Appraisal, Challenge, CriteriaSet, Dots, Option
from dialogues.consensus.states.appraisal import APPRAISAL_MOVES, AppraisalStatus, Depth
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import Dialogue
from dialogues.services.dialogue import locked_dialogue, show_tab
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of, table_of
from dialogues.states import Category
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError, check_move

from .conclusions import accept_conclusion as accept_conclusion
from .conclusions import conclude as conclude
from .holding import held_appraisal
from .opinions import save_opinion as save_opinion
from .opinions import submit_opinion as submit_opinion

TAB = "consensus"
FEWEST_OPTIONS = 2
MOST_DOTS = 500
SHOWN = str(Tier.PARTICIPANTS)


@transaction.atomic
def open_appraisal(challenge: Challenge, *, by: User, depth: str, due_at: datetime | None = None) -> Appraisal:
    """Open the appraisal of a challenge's options, as they stand on the table, under the locked criteria.

    After commit every seat is told. Raises StateError before the criteria are locked, with fewer than two options,
    while one is open, and for a date that has passed.
    """
    dialogue = locked_dialogue(challenge.dialogue, by=by)
    challenge = Challenge.objects.locked().get(pk=challenge.pk)
    require(by, "consensus.open_appraisal", challenge)
    if depth not in Depth.values:
        raise StateError(_("Choose how deep the appraisal goes."))
    criteria = CriteriaSet.objects.locked().filter(dialogue=dialogue).current().first()
    if criteria is None or criteria.status != SetStatus.LOCKED:
        raise StateError(_("Agree on the criteria first: they are weighed and locked before any option is appraised."))
    rows = Appraisal.objects.filter(challenge=challenge)
    if rows.filter(status=AppraisalStatus.OPEN).exists():
        raise StateError(_("The options of this challenge are being appraised already."))
    options = list(Option.objects.on_table().filter(challenge=challenge))
    if len(options) < FEWEST_OPTIONS:
        raise StateError(_("There is nothing to choose between yet: put at least one option beside the status quo."))
    _must_lie_ahead(due_at)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Appraisal.objects.create(
        challenge=challenge, criteria_set=criteria, number=number, depth=depth, due_at=due_at, opened_by=by
    )
    made.options.set(options)
    record(by, "appraisal.opened", made, tier=SHOWN, depth=str(depth), options=len(options), criteria=criteria.number)
    show_tab(dialogue, TAB, by=by)
    _tell("consensus.appraisal_opened", made, by)
    return made


@transaction.atomic
def close_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Close an appraisal: what was not submitted by now does not count, and everybody reads the result."""
    appraisal = _locked(appraisal, by)
    check_move(appraisal.status, AppraisalStatus.CLOSED, APPRAISAL_MOVES, _("This appraisal is closed already."))
    appraisal.status, appraisal.closed_at = AppraisalStatus.CLOSED, timezone.now()
    appraisal.save(update_fields=["status", "closed_at"])
    record(by, "appraisal.closed", appraisal, tier=SHOWN)
    return appraisal


@transaction.atomic
def reopen_appraisal(appraisal: Appraisal, *, by: User, due_at: datetime | None = None) -> Appraisal:
    """Open a closed appraisal again, perhaps until a new date; every seat is told.

    Raises StateError when its criteria were replaced, an option was changed since it was closed, or another appraisal
    of the challenge is open: old scores never stand beside words that nobody judged.
    """
    appraisal = _locked(appraisal, by)
    Challenge.objects.locked().get(pk=appraisal.challenge_id)
    check_move(appraisal.status, AppraisalStatus.OPEN, APPRAISAL_MOVES, _("This appraisal is open already."))
    criteria = CriteriaSet.objects.locked().get(pk=appraisal.criteria_set_id)
    if criteria.status != SetStatus.LOCKED:
        raise StateError(_("Its criteria were reopened since. Open a new appraisal under the new ones."))
    if Appraisal.objects.filter(challenge=appraisal.challenge_id, status=AppraisalStatus.OPEN).exists():
        raise StateError(_("The options of this challenge are being appraised already."))
    if appraisal.options.filter(changed_at__gt=appraisal.closed_at).exists():
        raise StateError(_("An option was changed since this was closed. Open a new appraisal of what it says now."))
    _must_lie_ahead(due_at)
    appraisal.status, appraisal.closed_at, appraisal.due_at = AppraisalStatus.OPEN, None, due_at
    appraisal.save(update_fields=["status", "closed_at", "due_at"])
    event = record(by, "appraisal.reopened", appraisal, tier=SHOWN)
    _tell("consensus.appraisal_opened", appraisal, by, key=f"{appraisal.pk}:{event.pk}")
    return appraisal


@transaction.atomic
def open_concerns(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Open the part on values and red lines, once people feel safe to speak of them; twice changes nothing."""
    appraisal = _locked(appraisal, by)
    if appraisal.status != AppraisalStatus.OPEN:
        raise StateError(_("This appraisal is closed."))
    if appraisal.concerns_opened_at is None:
        appraisal.concerns_opened_at = timezone.now()
        appraisal.save(update_fields=["concerns_opened_at"])
        record(by, "concerns.opened", appraisal, tier=SHOWN)
    return appraisal


@transaction.atomic
def enter_dots(appraisal: Appraisal, *, by: User, counts: Mapping[tuple[int, str], int]) -> Appraisal:
    """Keep how many dots each category put on each option in the room; ``counts`` is keyed by option and category.

    Raises StateError for an appraisal without dots, one that is closed, and for an option that is not appraised.
    """
    appraisal = _locked(appraisal, by)
    if appraisal.depth != Depth.DOTS or appraisal.status != AppraisalStatus.OPEN:
        raise StateError(_("This appraisal takes no dots."))
    require(by, "consensus.enter_dots", appraisal)
    options = set(appraisal.options.values_list("pk", flat=True))
    if any(option not in options or category not in Category.values for option, category in counts):
        raise StateError(_("This is not among what is appraised."))
    if any(not 0 <= number <= MOST_DOTS for number in counts.values()):
        raise StateError(_("At most %(most)d dots from one category.") % {"most": MOST_DOTS})
    Dots.objects.filter(appraisal=appraisal).delete()
    Dots.objects.bulk_create(
        Dots(appraisal=appraisal, option_id=option, category=category, count=number)
        for (option, category), number in counts.items()
        if number
    )
    record(by, "dots.entered", appraisal, dots=sum(counts.values()))
    return appraisal


def _locked(appraisal: Appraisal, by: User) -> Appraisal:
    found = held_appraisal(appraisal, by=by)
    require(by, "consensus.steer_appraisal", found)
    return found


def _must_lie_ahead(due_at: datetime | None) -> None:
    if due_at and due_at <= timezone.now():
        raise StateError(_("The date has passed. Choose a later one."))


def _tell(kind: str, appraisal: Appraisal, by: User, key: str = "") -> None:
    seats = table_of(Dialogue(pk=appraisal.challenge.dialogue_id))
    announce(kind, appraisal, to=speakers_of(seats), by=by, key=key, seats=seats)
