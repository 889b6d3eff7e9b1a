"""Reads a ranking for its page: who answered, what came of it as far as this person may see, and in which categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from dialogues.consensus.counting import Counted, count
from dialogues.consensus.models import Ballot, Challenge, Ranking
from dialogues.consensus.naming import Names
from dialogues.consensus.ranking_chart import Picture, picture_of
from dialogues.consensus.states.challenges import RankingStatus
from dialogues.consensus.turnout import countable, may_list_rest
from dialogues.models import Seat
from dialogues.states import Category
from dialogues.turnout import FEWEST
from inspired.core.access import Anyone, may


@dataclass(frozen=True)
class Given:
    """The order of one seat as this reader may know it; without a ballot, a seat that has not answered."""

    seat: Seat
    name: str
    ballot: Ballot | None = None
    order: list[Challenge] = field(default_factory=list)


@dataclass(frozen=True)
class OfCategory:
    """One category: how many answered of those asked, and by the id of a challenge the place it got there, if that is counted."""

    label: str
    answered: int
    asked: int
    places: Mapping[int, int] = field(default_factory=dict)
    listed: Sequence[Given] = ()


@dataclass(frozen=True)
class Row:
    """One challenge in the result, with its place in each category that is counted."""

    challenge: Challenge
    counted: Counted
    cells: list[tuple[str, int]]


@dataclass
class RankingView:
    """What one reader sees of one ranking."""

    ranking: Ranking
    challenges: list[Challenge]
    asked: int
    answered: int
    unconfirmed: int
    own: list[Given] = field(default_factory=list)
    everybody: list[Given] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    categories: list[OfCategory] = field(default_factory=list)
    shows_result: bool = False

    @property
    def picture(self) -> Picture | None:
        """How far the places of each challenge lie apart, drawn; None without a result."""
        return picture_of([(row.challenge.number, row.counted) for row in self.rows])

    @property
    def lists_orders(self) -> bool:
        """Are orders of single seats listed beside the categories?"""
        return any(one.listed for one in self.categories)

    @property
    def counted(self) -> list[OfCategory]:
        """The categories that have a column of their own."""
        return [one for one in self.categories if one.places]

    @property
    def uncounted(self) -> list[OfCategory]:
        """The categories of which only is said how many answered, or what."""
        return [one for one in self.categories if not one.places]


def result_of(ranking: Ranking) -> list[Counted]:
    """Return the places of a ranking's challenges, nothing of fewer than three answers; two queries."""
    among = list(ranking.challenges.order_by("number").values_list("pk", flat=True))
    orders = list(ranking.ballots.values_list("order", flat=True))
    return count(orders, among) if len(orders) >= FEWEST else []


def in_order_of(challenges: Sequence[Challenge], places: Mapping[int, int]) -> list[Challenge]:
    """Return challenges by their place in a ranking; those of one place, and those without one at the end, as they stood."""
    return sorted(challenges, key=lambda one: places.get(one.pk, inf))


def view_of(user: Anyone, ranking: Ranking, names: Names) -> RankingView:
    """Read a ranking as this person may see it; four queries and those of the names.

    The orders themselves are read for everybody, since what is counted together is counted from all of them: what of it is
    shown is decided here. Hidden from seats until it is closed; donors read the result for all alone.
    """
    challenges = list(ranking.challenges.order_by("number"))
    for one in challenges:
        one.dialogue = ranking.dialogue  # known: their addresses need no query
    seats = list(ranking.dialogue.seats.at_the_table().select_related("organisation"))
    ballots = {one.seat_id: one for one in ranking.ballots.select_related("seat__organisation")}
    names.counts = Counter(seat.category for seat in seats)  # read already: no query for names by category
    left = [one.seat for one in ballots.values() if one.seat_id not in {seat.pk for seat in seats}]
    asked = [*seats, *left]
    known = {one.pk: one for one in challenges}

    def given(seat: Seat) -> Given:
        ballot = ballots.get(seat.pk)
        order = [known[pk] for pk in ballot.order if pk in known] if ballot else []
        return Given(seat, names.of(seat), ballot, order)

    view = RankingView(
        ranking,
        challenges,
        asked=len(asked),
        answered=len(ballots),
        unconfirmed=sum(not one.is_confirmed for one in ballots.values()),
    )
    view.own = [given(seat) for seat in asked if seat.pk in names.standing.seats]
    manages = names.standing.is_team
    if manages:
        view.everybody = [given(seat) for seat in asked]
    view.shows_result = manages or ranking.status == RankingStatus.CLOSED
    if view.shows_result:
        _fill(view, user, asked, ballots, [given(seat) for seat in asked if seat.pk in ballots], names)
    return view


def _fill(
    view: RankingView,
    user: Anyone,
    asked: list[Seat],
    ballots: Mapping[int, Ballot],
    said: list[Given],
    names: Names,
) -> None:
    among = [one.pk for one in view.challenges]
    known = {one.pk: one for one in view.challenges}
    result = count([one.order for one in ballots.values()], among) if len(ballots) >= FEWEST else []
    if may(user, "consensus.see_parts", view.ranking.dialogue):
        view.categories = _categories(asked, ballots, said, among, names)
    view.rows = [
        Row(known[one.challenge], one, [(part.label, part.places[one.challenge]) for part in view.counted])
        for one in result
    ]


def _categories(
    asked: list[Seat], ballots: Mapping[int, Ballot], said: list[Given], among: list[int], names: Names
) -> list[OfCategory]:
    all_asked = Counter(seat.category for seat in asked)
    answered = Counter(seat.category for seat in asked if seat.pk in ballots)
    shown = countable(answered, all_asked)
    rest = [names.is_open(one.seat) for one in said if one.seat.category not in shown]
    lists = names.may_list and may_list_rest(rest)
    found = []
    for category in Category:
        if not all_asked[category]:
            continue
        orders = [ballots[seat.pk].order for seat in asked if seat.category == category and seat.pk in ballots]
        places = {one.challenge: one.place for one in count(orders, among)} if category in shown else {}
        rows = [one for one in said if one.seat.category == category and names.is_open(one.seat)]
        listed = rows if lists and category not in shown else []
        found.append(OfCategory(str(category.label), answered[category], all_asked[category], places, listed))
    return found
