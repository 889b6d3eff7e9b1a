"""Options and appraisals for tests, made through the verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.judging import Judged
from dialogues.consensus.models import Appraisal, Challenge, CriteriaSet, Opinion, Option
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import options
from dialogues.consensus.states.appraisal import EXTREMES, Depth
from dialogues.models import Dialogue, GroundRules, Seat
from dialogues.states import Attribution, Channel, RulesStatus
from inspired.core.models import User
from tests import make
from tests.consensus import make_challenges as ch

REASON = "We have seen it work"


def rules(dialogue: Dialogue, attribution: str = Attribution.ORGANISATION) -> GroundRules:
    """Ground rules in force that attribute contributions so."""
    said = {"number": 1, "text": "Speak openly", "status": RulesStatus.AGREED, "agreed_at": timezone.now()}
    return GroundRules.objects.create(dialogue=dialogue, attribution=attribution, **said)


def challenge(dialogue: Dialogue | None = None, count: int = 2, **said: Any) -> Challenge:
    """A challenge with so many options beside the status quo."""
    made = ch.challenge(dialogue, **said)
    for number in range(count):
        options.add_option(made, by=make.host_of(made.dialogue), title=f"Option {number + 1}")
    return made


def option(challenge: Challenge, letter: str = "A") -> Option:
    """One of its options."""
    return Option.objects.get(challenge=challenge, letter=letter)


def criteria(dialogue: Dialogue) -> CriteriaSet:
    """The locked criteria of a dialogue."""
    return dialogue.criteria_sets.current().first() or ch.locked(dialogue)


def appraisal(challenge_: Challenge | None = None, depth: str = Depth.SCORES, **said: Any) -> Appraisal:
    """An open appraisal under locked criteria."""
    challenge_ = challenge_ or challenge()
    criteria(challenge_.dialogue)
    return verbs.open_appraisal(challenge_, by=make.host_of(challenge_.dialogue), depth=depth, **said)


def scores(appraisal: Appraisal, score: int | Mapping[str, int] = 3, **special: int | None) -> dict[Any, Judged]:
    """The same score everywhere, or one for each option's letter; ``A_fairness=4`` (None: cannot say) where it differs."""
    sheet = sheet_of(appraisal)
    found = {}
    for option_ in sheet.options:
        for criterion in sheet.criteria:
            usual = score if isinstance(score, int) else score.get(option_.letter, 2)
            value = special.get(f"{option_.letter}_{criterion.key}", usual)
            reason = REASON if value in EXTREMES else ""
            found[option_.pk, criterion.pk] = Judged(value, cannot_say=value is None, reason=reason)
    return found


def opinion(appraisal: Appraisal, seat: Seat, score: Any = 3, by: User | None = None, **special: Any) -> Opinion:
    """A submitted opinion of a seat, given by whoever speaks for it."""
    by = by or speaker(seat)
    said = scores(appraisal, score, **special)
    saved = verbs.save_opinion(appraisal, by=by, seat=seat, judgements=said, revision=0)
    return verbs.submit_opinion(saved, by=by, revision=saved.revision)


def entered(appraisal: Appraisal, seat: Seat, score: Any = 3, channel: str = Channel.PAPER) -> Opinion:
    """What the host entered and submitted on behalf of a seat."""
    host = make.host_of(appraisal.challenge.dialogue)
    said = scores(appraisal, score)
    saved = verbs.save_opinion(appraisal, by=host, seat=seat, judgements=said, revision=0, channel=channel)
    return verbs.submit_opinion(saved, by=host, revision=saved.revision)


def speaker(seat: Seat) -> User:
    """Who speaks for the seat; somebody new if nobody does."""
    known = seat.delegates.filter(user__isnull=False).select_related("user").order_by("pk").first()
    return known.user if known and known.user else make.delegate(seat)
