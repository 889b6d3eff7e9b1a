"""Fills monitoring: challenges with what they rest on, options, recommendations, commitments and reports on them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dialogues.consensus.models import Challenge, ChallengeGround, Option, Recommendation
from dialogues.consensus.states.appraisal import OptionStatus
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.consensus.states.recommendations import Part, RecommendationStatus
from dialogues.documents.freezing import paragraphs
from dialogues.documents.models import Version
from dialogues.models import Dialogue, Seat
from dialogues.monitoring.models import Commitment, Report
from dialogues.monitoring.states import Answer, Progress, Side
from dialogues.services.dialogue import show_tab
from inspired.core.models import User

SOURCES, CITED, SHARES = (
    10,
    3,
    3,
)  # under each challenge, paragraphs beside them, and commitments in each recommendation


def fill_commitments(dialogue: Dialogue, version: Version, seats: list[Seat], count: int, *, by: User) -> None:
    """Make that many challenges, each with ten sources, an option, a recommendation, and three commitments with two reports."""
    now, today = timezone.now(), timezone.localdate()
    show_tab(dialogue, "monitoring", by=by)
    shown = {"shown_at": now, "by": by}
    named = [one["id"] for one in paragraphs(version.data) if one["number"] is not None]
    first = dialogue.challenges.count() + 1
    for number in range(first, first + count):
        challenge = Challenge.objects.create(
            dialogue=dialogue, number=number, title=f"Challenge {number}", status=ChallengeStatus.ON_TABLE, **shown
        )
        words = [ChallengeGround(challenge=challenge, label=f"Source {number}/{step}") for step in range(SOURCES)]
        cited = [
            ChallengeGround(
                challenge=challenge, version=version, paragraph_id=named[(number + step) % len(named)], label="…"
            )
            for step in range(CITED)
        ]
        ChallengeGround.objects.bulk_create([*words, *cited])
        option = Option.objects.create(
            challenge=challenge, letter="A", title=f"Option {number}", status=OptionStatus.ON_TABLE, **shown
        )
        about = Recommendation.objects.create(
            dialogue=dialogue,
            number=number,
            challenge=challenge,
            option=option,
            title=f"Recommendation {number}",
            status=RecommendationStatus.AGREED,
            by=by,
        )
        chosen = [seats[(number + step) % len(seats)] for step in range(SHARES)]
        asked = [
            Commitment(
                dialogue=dialogue,
                recommendation=about,
                seat=seat,
                version=version,
                part=Part.SUPPORT if step else Part.LEAD,
                words="Carries it out with its own means",
                answer=Answer.CONFIRMED,
                due_on=today + timedelta(days=number * 9 - 90),
            )
            for step, seat in enumerate(chosen)
        ]
        Commitment.objects.bulk_create(asked)
        given = {"note": "It goes on", "confirmed_at": now, "by": by}
        Report.objects.bulk_create(
            Report(commitment=one, seat=seat, side=side, status=Progress.IMPLEMENTATION, **given)
            for one in asked
            for side, seat in ((Side.OWNER, one.seat), (Side.INDEPENDENT, chosen[-1]))
        )
