"""Rows of challenges, rankings and criteria for tests, made through the verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.consensus.models import Challenge, CriteriaSet
from dialogues.consensus.services import challenges, criteria
from dialogues.consensus.states.criteria import Weighting
from dialogues.documents.models import Version
from dialogues.documents.services.rounds import close_round
from dialogues.documents.services.versions import adopt
from dialogues.models import Dialogue, Seat
from inspired.core.models import User
from tests import make
from tests.documents import make as documents


def challenge(
    dialogue: Dialogue | None = None, title: str = "Who pays when there are several employers?", **said: Any
) -> Challenge:
    """A challenge on the table."""
    dialogue = dialogue or make.dialogue()
    return challenges.add_challenge(dialogue, by=make.host_of(dialogue), title=title, **said)


def table(dialogue: Dialogue, count: int = 4, **fields: Any) -> list[tuple[Seat, User]]:
    """Seats at the table, each with a head delegate."""
    seats = [make.seat(dialogue, **fields) for _number in range(count)]
    return [(seat, make.delegate(seat)) for seat in seats]


def being_weighed(dialogue: Dialogue | None = None, weighting: str = Weighting.RANK) -> CriteriaSet:
    """The method's criteria, being weighed."""
    dialogue = dialogue or make.dialogue()
    host = make.host_of(dialogue)
    begun = criteria.begin_set(dialogue, by=host)
    return criteria.begin_weighing(begun, by=host, weighting=weighting, due_at=timezone.now() + timedelta(days=7))


def locked(dialogue: Dialogue | None = None) -> CriteriaSet:
    """A locked set: options can be appraised under it."""
    weighed = being_weighed(dialogue)
    return criteria.lock_set(weighed, by=make.host_of(weighed.dialogue), reason="The room agreed")


def endorsed_analysis(dialogue: Dialogue | None = None) -> Version:
    """An endorsed version of the analysis."""
    frozen = documents.version(documents.ppa(dialogue))
    ((seat, head),) = documents.table(frozen.document.dialogue, 1)
    round_ = documents.round_(frozen, [seat])
    documents.answer(round_, seat, head)
    close_round(round_, by=make.host_of(seat.dialogue))
    return adopt(frozen, by=make.host_of(seat.dialogue), reason="All agreed")
