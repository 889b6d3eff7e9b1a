"""Counts the answers of a round for whoever looks at it, no more precisely than the round's rules allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dialogues.documents.models import Endorsement, Invitee, Round
from dialogues.documents.states import EndorsementState, Position, RoundStatus, Shown
from dialogues.states import Attribution, Category
from inspired.core.access import Anyone

AT_LEAST = 2  # answers of a category before its agreement is stated


@dataclass(frozen=True)
class CategoryTally:
    """How a category answered. ``counts`` is empty when too few answered to say more than how many."""

    label: str
    asked: int
    answered: int
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Tally:
    """A round as one person may see it. ``answers`` are the single answers that are visible to them."""

    asked: int
    answered: int
    announced: int
    answers: list[Endorsement] = field(default_factory=list)
    waiting: list[Invitee] = field(default_factory=list)
    counts: tuple[tuple[str, int], ...] = ()
    categories: list[CategoryTally] = field(default_factory=list)


def tally(round_: Round, user: Anyone) -> Tally:
    """Count a round; four queries. Categories state their agreement when at least half of their seats and two answered."""
    invitees = list(round_.invitees.select_related("seat__organisation").order_by("seat__organisation__name"))
    everything = list(
        Endorsement.objects.filter(version=round_.version_id, round=round_).values_list("seat", "position", "state")
    )
    given = {seat: position for seat, position, state in everything if state == EndorsementState.GIVEN}
    visible = list(
        Endorsement.objects.visible_to(user)
        .filter(round=round_)
        .select_related("seat__organisation", "signed_by__person", "prepared_by__person")
        .prefetch_related("reservations")
        .order_by("seat__organisation__name")
    )
    is_open_book = round_.status == RoundStatus.CLOSED or round_.shown == Shown.PARTICIPANTS
    by_category = is_open_book and round_.shown_after == Attribution.CATEGORY
    return Tally(
        asked=len(invitees),
        answered=len(given),
        announced=sum(state == EndorsementState.ANNOUNCED for _seat, _position, state in everything),
        answers=visible,
        waiting=[invitee for invitee in invitees if invitee.seat_id not in given],
        counts=_counts(given.values()) if is_open_book and not by_category else (),
        categories=_categories(invitees, given) if by_category else [],
    )


def _counts(positions: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(positions)
    return tuple((str(position.label), counted[position]) for position in Position if counted[position])


def _categories(invitees: list[Invitee], given: dict[int, str]) -> list[CategoryTally]:
    found = []
    for category in Category:
        seats = [invitee.seat_id for invitee in invitees if invitee.seat.category == category]
        answers = [given[seat] for seat in seats if seat in given]
        is_enough = len(answers) >= AT_LEAST and 2 * len(answers) >= len(seats)
        if seats:
            counts = _counts(answers) if is_enough else ()
            found.append(CategoryTally(str(category.label), len(seats), len(answers), counts))
    return found
