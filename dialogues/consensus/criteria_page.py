"""Reads a set of criteria for its page: what stands in it, what was said to it, who weighed it and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from dialogues.consensus.models import CriteriaSet, Criterion, CriterionNote, SetStep, Weighing
from dialogues.consensus.naming import Names
from dialogues.consensus.states.criteria import MOST_EXTRA, CriterionStatus, SetStatus, Weighting
from dialogues.consensus.turnout import may_list_rest
from dialogues.consensus.weighing import fits, mean_weights, weights_from
from dialogues.models import Seat
from dialogues.turnout import FEWEST
from inspired.core.access import Anyone, may


@dataclass(frozen=True)
class NoteView:
    """What somebody said to a criterion."""

    name: str
    note: CriterionNote


@dataclass(frozen=True)
class CriterionView:
    """One criterion with who proposed it and what was said to it."""

    criterion: Criterion
    proposer: str
    notes: list[NoteView]


@dataclass(frozen=True)
class Weight:
    """One criterion with its weight for all and how far seats lie apart, in hundredths."""

    criterion: Criterion
    mean: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Said:
    """What one seat said to the set, as this reader may know it; without a weighing, a seat that has not answered."""

    seat: Seat
    names: Names
    weighing: Weighing | None = None
    is_current: bool = False
    order: list[tuple[Criterion, int]] = field(default_factory=list)

    @property
    def foremost(self) -> list[tuple[Criterion, int]]:
        """What counts most for the seat."""
        return self.order[:3]

    @property
    def name(self) -> str:
        """How the seat is called for this reader; asked only where it is shown."""
        return self.names.of(self.seat)


@dataclass
class SetView:
    """What one reader sees of one set."""

    set: CriteriaSet
    kept: list[CriterionView] = field(default_factory=list)
    proposed: list[CriterionView] = field(default_factory=list)
    left_out: list[CriterionView] = field(default_factory=list)
    steps: list[SetStep] = field(default_factory=list)
    asked: int = 0
    answered: int = 0
    unconfirmed: int = 0
    own: list[Said] = field(default_factory=list)
    everybody: list[Said] = field(default_factory=list)
    agreeing: list[str] = field(default_factory=list)
    not_agreed: int = 0
    weights: list[Weight] = field(default_factory=list)
    listed: Sequence[Said] = ()
    shows_weights: bool = False

    @property
    def before(self) -> int:
        """The number of the set that this one replaces; 0 for the first."""
        return self.set.number - 1

    @property
    def extra(self) -> int:
        """How many criteria beside the method's own are kept or proposed."""
        return sum(not one.criterion.is_methods for one in (*self.kept, *self.proposed))

    @property
    def is_crowded(self) -> bool:
        """Are there more of them than the choice can bear?"""
        return self.extra > MOST_EXTRA

    @property
    def lock_step(self) -> SetStep | None:
        """The step that locked the set, with its reason."""
        return next((one for one in self.steps if one.status == SetStatus.LOCKED), None)


def set_view(user: Anyone, criteria_set: CriteriaSet, names: Names) -> SetView:
    """Read a set as this person may see it; five queries and those of the names.

    Weights are read of all seats, since the mean is made of all: what is shown is decided here. Hidden from seats until the
    set is locked; donors read the list and the mean, and nothing of single seats.
    """
    rows, view = _criteria(criteria_set), SetView(criteria_set, steps=list(criteria_set.steps.all()))
    if criteria_set.status != SetStatus.COLLECTING:
        _weighed(view, user, names, [one for one in rows if one.status == CriterionStatus.KEPT])
    sees_parts = may(user, "consensus.see_parts", criteria_set.dialogue)
    places: dict[str, list[CriterionView]] = {CriterionStatus.KEPT: view.kept, CriterionStatus.PROPOSED: view.proposed}
    for one in rows:
        places.get(one.status, view.left_out).append(_criterion(one, names, sees_parts))
    return view


def table_of(view: SetView) -> tuple[list[Any], list[list[Any]]]:
    """Return what each seat said to the set as a table, header first: as much of it as this reader sees seat by seat."""
    criteria = [one.criterion for one in view.kept]
    header = [_("Organisation"), _("Standing"), _("Came in"), *(one.title for one in criteria)]
    return [*header, _("Agrees to the list"), _("Note")], [_row(one, criteria) for one in view.everybody]


def _row(said: Said, criteria: list[Criterion]) -> list[Any]:
    weighing = said.weighing if said.is_current else None
    if weighing is None:
        anew = said.weighing is not None
        empty = [""] * (len(criteria) + 2)
        return [said.name, _("asked anew: the list has changed") if anew else _("no answer yet"), "", *empty]
    standing = _("answered") if weighing.is_confirmed else _("entered, not confirmed")
    agrees = "" if weighing.agrees is None else weighing.agrees
    values = [Decimal(weighing.values[one.key]) for one in criteria]
    return [said.name, standing, weighing.get_channel_display(), *values, agrees, weighing.note]


def _criteria(criteria_set: CriteriaSet) -> Sequence[Criterion]:
    notes = Prefetch("notes", CriterionNote.objects.select_related("seat__organisation"))
    return list(criteria_set.criteria.select_related("seat__organisation").prefetch_related(notes))


def _criterion(criterion: Criterion, names: Names, sees_parts: bool) -> CriterionView:
    if not sees_parts:
        return CriterionView(criterion, "", [])
    notes = [NoteView(names.of(one.seat) if one.seat else "", one) for one in criterion.notes.all()]
    return CriterionView(criterion, names.of(criterion.seat) if criterion.seat else "", notes)


def _weighed(view: SetView, user: Anyone, names: Names, criteria: list[Criterion]) -> None:
    given = {one.seat_id: one for one in view.set.weighings.select_related("seat__organisation")}
    seats = list(view.set.dialogue.seats.at_the_table().select_related("organisation"))
    names.counts = Counter(seat.category for seat in seats)  # read already: no query for names by category
    seats += [one.seat for one in given.values() if one.seat_id not in {seat.pk for seat in seats}]
    in_points = view.set.weighting == Weighting.POINTS
    said = [_said(seat, given.get(seat.pk), criteria, names, in_points=in_points) for seat in seats]
    answers = [one for one in said if one.is_current]
    view.asked, view.answered = len(said), len(answers)
    view.unconfirmed = sum(one.weighing is not None and not one.weighing.is_confirmed for one in answers)
    view.own = [one for one in said if one.seat.pk in names.standing.seats]
    agreeing = [one.seat for one in said if one.weighing and one.weighing.agrees]
    view.not_agreed = len(said) - len(agreeing)
    is_settled, manages = view.set.status in (SetStatus.LOCKED, SetStatus.REPLACED), names.standing.is_team
    if manages:
        view.everybody = said
    if may(user, "consensus.see_parts", view.set.dialogue) and (is_settled or manages):
        view.agreeing = names.of_all(agreeing)
    view.shows_weights = is_settled or manages
    if view.shows_weights:
        view.weights = _weights(view.set, criteria, answers)
        opened = [one for one in answers if names.is_open(one.seat)]
        may_list = not manages and names.may_list and may_list_rest([names.is_open(one.seat) for one in answers])
        view.listed = opened if may_list and not view.weights else ()


def _said(seat: Seat, weighing: Weighing | None, criteria: list[Criterion], names: Names, *, in_points: bool) -> Said:
    is_current = weighing is not None and fits([one.key for one in criteria], weighing.values)
    order = [(one, weighing.values[one.key]) for one in criteria] if weighing and is_current else []
    order.sort(key=lambda pair: -pair[1] if in_points else pair[1])
    return Said(seat, names, weighing, is_current, order)


def _weights(criteria_set: CriteriaSet, criteria: list[Criterion], answers: list[Said]) -> list[Weight]:
    keys = [one.key for one in criteria]
    found = [weights_from(keys, criteria_set.weighting, one.weighing.values) for one in answers if one.weighing]
    if len(found) < FEWEST:
        return []
    mean = mean_weights(keys, found)
    rows = [
        Weight(one, 100 * mean[one.key], 100 * min(by[one.key] for by in found), 100 * max(by[one.key] for by in found))
        for one in criteria
    ]
    return sorted(rows, key=lambda row: (-row.mean, row.criterion.number))
