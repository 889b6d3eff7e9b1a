"""Makes an endorsed Roadmap with recommendations and those who take them on, and commitments through the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dialogues.consensus.freezing_blocks import block_of
from dialogues.consensus.models import Challenge, Recommendation, Roadmap, Share
from dialogues.consensus.services.roadmap import begin_roadmap
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.consensus.states.recommendations import Part, RecommendationStatus, RoadmapType
from dialogues.documents.freezing import frozen_bytes
from dialogues.documents.models import Version
from dialogues.documents.states import VersionStatus
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.services import commitments
from dialogues.monitoring.states import Answer
from inspired.core.models import User
from tests import make


def challenge(dialogue: Dialogue, title: str = "Few are covered") -> Challenge:
    """A challenge on the table."""
    number = dialogue.challenges.count() + 1
    shown = {"status": ChallengeStatus.ON_TABLE, "shown_at": timezone.now()}
    return Challenge.objects.create(dialogue=dialogue, number=number, title=title, **shown)


def recommendation(dialogue: Dialogue, lead: Seat | None = None, *support: Seat, **fields: Any) -> Recommendation:
    """An agreed recommendation with who leads and who supports it."""
    number = dialogue.recommendations.count() + 1
    fields.setdefault("challenge", dialogue.challenges.first() or challenge(dialogue))
    fields.setdefault("title", f"Recommendation number {number}")
    fields.setdefault("ends_month", 6)
    made = Recommendation.objects.create(
        dialogue=dialogue, number=number, begins_month=1, status=RecommendationStatus.AGREED, **fields
    )
    for part, seats in ((Part.LEAD, [lead] if lead else []), (Part.SUPPORT, support)):
        for seat in seats:
            Share.objects.create(recommendation=made, seat=seat, part=part, words=f"{part.label} words")
    return made


def roadmap(dialogue: Dialogue, starts_on: date | None = None) -> Roadmap:
    """The dialogue's Roadmap with its living text."""
    known = Roadmap.objects.filter(dialogue=dialogue).first()
    begin = starts_on or timezone.localdate()
    return known or begin_roadmap(dialogue, by=make.host_of(dialogue), kind=RoadmapType.MIXED, starts_on=begin)


def blocks(found: Roadmap) -> list[dict[str, Any]]:
    """The recommendations as a version freezes them."""
    rows = found.dialogue.recommendations.select_related("challenge", "option").with_shares().with_rejected()
    return [block_of(one, found, {}) for one in rows.order_by("number")]


def endorsed(dialogue: Dialogue, starts_on: date | None = None, **fields: Any) -> Version:
    """An endorsed version of the Roadmap as the recommendations stand; an earlier one is superseded."""
    found = roadmap(dialogue, starts_on)
    text = found.document
    text.versions.update(status=VersionStatus.SUPERSEDED)
    dialogue.recommendations.filter(frozen_at__isnull=True).update(frozen_at=timezone.now())
    data = {"format": 1, "version": 1, "sections": [], "sources": [], "annexes": [], "participants": []}
    content, sha256 = frozen_bytes({**data, "blocks": {"recommendations": blocks(found)}})
    adopted = {"status": VersionStatus.ENDORSED, "endorsed_at": timezone.now(), "endorsement_reason": "All"}
    frozen = {"number": text.versions.count() + 1, "content": content.decode(), "sha256": sha256}
    return Version.objects.create(document=text, **{**frozen, **adopted, **fields})


def asked(dialogue: Dialogue, *seats: Seat, **fields: Any) -> list[Commitment]:
    """Commitments that these seats, each leading one recommendation, are asked for."""
    for seat in seats:
        recommendation(dialogue, seat, **fields)
    version = endorsed(dialogue, starts_on=timezone.localdate() - timedelta(days=60), published_at=timezone.now())
    until = timezone.now() + timedelta(days=30)
    commitments.ask_for_commitments(version, by=make.host_of(dialogue), answer_by=until)
    return list(Commitment.objects.filter(dialogue=dialogue).select_related("dialogue", "recommendation", "seat"))


def taken(commitment: Commitment, by: User) -> Commitment:
    """The same once its seat has confirmed it."""
    commitments.answer_commitment(commitment, by=by, answer=Answer.CONFIRMED)
    return Commitment.objects.select_related("dialogue", "recommendation", "seat").get(pk=commitment.pk)


def table(dialogue: Dialogue, count: int = 2) -> Sequence[tuple[Seat, User]]:
    """Seats with somebody who speaks and may sign for each."""
    seats = [make.seat(dialogue) for _number in range(count)]
    return [(seat, make.delegate(seat)) for seat in seats]
