"""Reads the versions of the ground rules and what each seat said about the proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dialogues.appearing import label, sizes
from dialogues.models import Dialogue, GroundRules, GroundRulesAnswer, Seat
from dialogues.states import Audience, Channel, RulesStatus
from inspired.core.access import Anyone


@dataclass(frozen=True)
class Line:
    """A seat at the table, the name by which this reader sees it, and its answer, if there is one."""

    seat: Seat
    name: str
    answer: GroundRulesAnswer | None

    @property
    def agrees(self) -> bool:
        """Did this seat say that it agrees?"""
        return self.answer is not None and self.answer.agrees


def answers_by_seat(user: Anyone, rules: GroundRules) -> list[Line]:
    """Pair each seat at the table that this person may see with its answer; three queries.

    The host team and the seat itself read the organisation, others what the seat wishes to show to participants.
    """
    seats = Seat.objects.visible_to(user).at_the_table().filter(dialogue=rules.dialogue_id)
    answers = {answer.seat_id: answer for answer in rules.answers.all()}
    standing, counts = rules.dialogue.standing_of(user), sizes(rules.dialogue)

    def name(seat: Seat) -> str:
        is_known = standing.is_team or seat.pk in standing.seats
        return seat.organisation.name if is_known else label(seat, Audience.PARTICIPANTS, counts)

    return [Line(seat, name(seat), answers.get(seat.pk)) for seat in seats.select_related("organisation")]


def own_seats(user: Anyone, dialogue: Dialogue) -> QuerySet[Seat]:
    """Keep the seats for which this person speaks today."""
    own = Seat.objects.filter(dialogue=dialogue, pk__in=dialogue.standing_of(user).speaking)
    return own.select_related("organisation")


def seats_to_enter(user: Anyone, rules: GroundRules) -> QuerySet[Seat]:
    """Keep the seats at the table that have not answered these rules here themselves."""
    answered = rules.answers.filter(channel=Channel.WEB).values("seat")
    seats = Seat.objects.visible_to(user).at_the_table().filter(dialogue=rules.dialogue_id)
    return seats.exclude(pk__in=answered).select_related("organisation").order_by("organisation__name")


def last_rules(user: Anyone, dialogue: Dialogue) -> GroundRules | None:
    """Return the newest version this person may see, whatever its status."""
    return GroundRules.objects.visible_to(user).filter(dialogue=dialogue).order_by("-number").first()


def rules_of(user: Anyone, dialogue: Dialogue) -> dict[str, Any]:
    """Return the rules in force, the proposal, the earlier versions and the answers to the version that matters."""
    versions = list(
        GroundRules.objects.visible_to(user)
        .filter(dialogue=dialogue)
        .select_related("proposed_by__person", "agreed_by__person")
    )
    by_status = {version.status: version for version in reversed(versions)}
    proposal, agreed = by_status.get(RulesStatus.PROPOSED), by_status.get(RulesStatus.AGREED)
    current = proposal or agreed
    answers = answers_by_seat(user, current) if current else []
    return {
        "proposal": proposal,
        "agreed": agreed,
        "earlier": [version for version in versions if version.status == RulesStatus.SUPERSEDED],
        "answers": answers,
        "agreeing": sum(line.agrees for line in answers),
        "answered": sum(line.answer is not None for line in answers),
    }
