"""Fills Consensus Building with appraisals: challenges with four options, judged by every seat but one under the method's criteria."""

from __future__ import annotations

from django.utils import timezone

from dialogues.consensus.models import Appraisal, Criterion, Judgement, Opinion
from dialogues.consensus.services.appraisal import open_appraisal
from dialogues.consensus.services.challenges import add_challenge
from dialogues.consensus.services.criteria import begin_set, begin_weighing, lock_set
from dialogues.consensus.services.options import add_option
from dialogues.consensus.states.appraisal import EXTREMES, Depth
from dialogues.consensus.states.criteria import Weighting
from dialogues.models import Dialogue, Seat
from inspired.core.models import User

BESIDE_STATUS_QUO = 3
REASON = "In our region nobody else would carry it out, and whoever has tried it says so."


def fill_appraisals(dialogue: Dialogue, seats: list[Seat], count: int, *, by: User) -> Appraisal:
    """Appraise that many challenges; the first seat has not answered, so that its form is open. Returns the first."""
    begun = begin_set(dialogue, by=by)
    lock_set(begin_weighing(begun, by=by, weighting=Weighting.RANK), by=by, reason="Agreed in the room")
    first, *_others = [_appraised(dialogue, seats[1:], number, by) for number in range(count)]
    return first


def _appraised(dialogue: Dialogue, seats: list[Seat], number: int, by: User) -> Appraisal:
    challenge = add_challenge(dialogue, by=by, title=f"Who pays when a worker has several employers? {number}")
    for option in range(BESIDE_STATUS_QUO):
        words = {
            "text": "One amount a month. " * 8,
            "gains": "Households know what they pay.",
            "losses": "Few hours cost more.",
        }
        add_option(challenge, by=by, title=f"A flat contribution, form {option}", **words)
    made = open_appraisal(challenge, by=by, depth=Depth.SCORES)
    options = list(made.options.values_list("pk", flat=True))
    criteria = list(Criterion.objects.kept().filter(criteria_set=made.criteria_set).values_list("pk", flat=True))
    opinions = Opinion.objects.bulk_create(
        Opinion(appraisal=made, seat=seat, submitted_at=timezone.now()) for seat in seats
    )
    Judgement.objects.bulk_create(
        Judgement(
            opinion=opinion, option_id=option, criterion_id=criterion, **_said(place + option * 3 + criterion * 5)
        )
        for place, opinion in enumerate(opinions)
        for option in options
        for criterion in criteria
    )
    return made


def _said(chance: int) -> dict[str, object]:
    """Give a score, a reason at the extremes, or every eleventh time "cannot say"."""
    if chance % 11 == 0:
        return {"cannot_say": True}
    score = chance % 5
    return {"score": score, "reason": REASON if score in EXTREMES else ""}
