"""Counts the answers of a round for whoever looks at it, no more precisely than the round's rules allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from dialogues.appearing import sizes
from dialogues.documents.freezing import paragraph_numbers
from dialogues.documents.models import Endorsement, Invitee, Reservation, Round
from dialogues.documents.reading import seat_name
from dialogues.documents.states import EndorsementState, Position, RoundStatus, Shown
from dialogues.models import Seat
from dialogues.models.standing import Standing
from dialogues.states import Attribution, Category
from dialogues.turnout import is_enough
from inspired.core.access import Anyone

SHOWN_SINGLY = (Attribution.ORGANISATION, Attribution.PERSON)


@dataclass(frozen=True)
class CategoryTally:
    """How a category answered. ``counts`` is empty when too few answered to say more than how many."""

    label: str
    asked: int
    answered: int
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Spoken:
    """A single answer and the name under which its seat appears to whoever looks."""

    answer: Endorsement
    name: str
    wishes: tuple[tuple[Reservation, int | str | None], ...] = ()


@dataclass(frozen=True)
class Tally:
    """A round as one person may see it: ``answers`` are those visible to them, ``own`` the seats they may see asked."""

    asked: int
    answered: int
    announced: int
    answers: list[Spoken] = field(default_factory=list)
    own: list[Invitee] = field(default_factory=list)
    waiting: list[Invitee] = field(default_factory=list)
    counts: tuple[tuple[str, int], ...] = ()
    categories: list[CategoryTally] = field(default_factory=list)


def tally(round_: Round, user: Anyone) -> Tally:
    """Count a round; five queries. Categories state their agreement when at least half of their seats and two answered."""
    invitees = list(round_.invitees.select_related("seat__organisation").order_by("seat__organisation__name"))
    dialogue = round_.version.document.dialogue
    for invitee in invitees:
        invitee.round, invitee.seat.dialogue = round_, dialogue  # loaded already, for the rules the page asks
    asked = [invitee.seat_id for invitee in invitees]  # an answer is to the text: one given in an earlier round counts
    everything = list(
        Endorsement.objects.filter(version=round_.version_id, seat__in=asked).values_list("seat", "position", "state")
    )
    given = {seat: position for seat, position, state in everything if state == EndorsementState.GIVEN}
    standing = dialogue.standing_of(user)
    counts_open = _counts_are_open(round_, standing)
    by_category = counts_open and round_.shown_after == Attribution.CATEGORY
    return Tally(
        asked=len(invitees),
        answered=len(given),
        announced=sum(state == EndorsementState.ANNOUNCED for _seat, _position, state in everything),
        answers=_spoken(round_, {invitee.seat_id: invitee.seat for invitee in invitees}, user),
        own=[invitee for invitee in invitees if standing.is_team or invitee.seat_id in standing.seats],
        waiting=[invitee for invitee in invitees if invitee.seat_id not in given],
        counts=_counts(given.values()) if counts_open and not by_category else (),
        categories=_categories(invitees, given) if by_category else [],
    )


def _counts_are_open(round_: Round, standing: Standing) -> bool:
    """Say whether counts are shown: after the close, or at once to participants where the round says so.

    Counts that grow with each answer tell what the latest one was, and who gave it: before the close participants see
    them only where they may see the single answers too.
    """
    if round_.status == RoundStatus.CLOSED:
        return True
    if round_.shown != Shown.PARTICIPANTS:
        return False
    return standing.is_team or (standing.is_participant and round_.shown_after in SHOWN_SINGLY)


def _spoken(round_: Round, seats: dict[int, Seat], user: Anyone) -> list[Spoken]:
    """Name the host team's and own seats' answers in full, the others as each seat wishes to appear to participants."""
    visible = (
        Endorsement.objects.visible_to(user)
        .filter(version=round_.version_id, seat__in=list(seats))
        .prefetch_related(Prefetch("reservations", to_attr="wishes"))
    )
    found: list[Any] = list(visible.order_by("position", "changed_at"))
    if not found:
        return []
    for answer in found:
        answer.version, answer.seat = round_.version, seats[answer.seat_id]  # loaded already, for the rules too
    standing = round_.version.document.dialogue.standing_of(user)
    counts = {} if standing.is_team else sizes(round_.version.document.dialogue)
    numbers = paragraph_numbers(round_.version.data)
    spoken = [
        Spoken(
            answer,
            seat_name(answer.seat, standing, counts),
            tuple((wish, numbers.get(wish.paragraph_id)) for wish in answer.wishes),
        )
        for answer in found
    ]
    return sorted(
        spoken, key=lambda one: one.name
    )  # by the names that are shown: a place in the order tells a hidden one


def _counts(positions: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(positions)
    return tuple((str(position.label), counted[position]) for position in Position if counted[position])


def _categories(invitees: list[Invitee], given: dict[int, str]) -> list[CategoryTally]:
    found = []
    for category in Category:
        seats = [invitee.seat_id for invitee in invitees if invitee.seat.category == category]
        answers = [given[seat] for seat in seats if seat in given]
        if seats:
            counts = _counts(answers) if is_enough(len(answers), len(seats)) else ()
            found.append(CategoryTally(str(category.label), len(seats), len(answers), counts))
    return found
