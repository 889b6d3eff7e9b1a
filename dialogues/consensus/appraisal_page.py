"""Reads the page of an appraisal and that of its conclusion: whose turn it is, who has answered, what one may read of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dialogues.consensus.models import Acceptance, Appraisal, Concern, Conclusion, Opinion
from dialogues.consensus.naming import Names
from dialogues.models import Seat
from inspired.core.access import Anyone, may


@dataclass(frozen=True)
class Part:
    """One seat's part in an appraisal: nothing yet, begun, or in; and whether it waits for this reader to confirm it."""

    seat: Seat
    opinion: Opinion | None
    waits: bool

    @property
    def state(self) -> str:
        """How far it has come."""
        if self.opinion is None:
            return "none"
        return "in" if self.opinion.submitted_at else "begun"


@dataclass(frozen=True)
class AppraisalPage:
    """``own`` are the parts of seats one speaks for, ``rows`` those of all seats, for the host team alone."""

    own: list[Part]
    rows: list[Part]
    concerns: list[dict[str, Any]]

    @property
    def answered(self) -> int:
        """How many seats have submitted, for the host team."""
        return sum(row.state == "in" for row in self.rows)


def appraisal_page_of(user: Anyone, appraisal: Appraisal) -> AppraisalPage:
    """Read what the page shows this person; five queries at most."""
    dialogue = appraisal.challenge.dialogue
    standing, names = dialogue.standing_of(user), Names(user, dialogue)
    rows: list[Part] = []
    if standing.is_team or standing.seats:
        seats = Seat.objects.at_the_table().filter(dialogue=dialogue).select_related("organisation")
        said = {one.seat_id: one for one in _opinions(user, appraisal)}
        rows = [_part(user, seat, said.get(seat.pk)) for seat in seats.order_by("organisation__name")]
    return AppraisalPage(
        own=[] if standing.is_team else [row for row in rows if row.seat.pk in standing.speaking],
        rows=rows if standing.is_team else [],
        concerns=[{"concern": one, "name": names.of(one.seat)} for one in _concerns(user, appraisal)],
    )


def _opinions(user: Anyone, appraisal: Appraisal) -> list[Opinion]:
    rows = list(Opinion.objects.visible_to(user).filter(appraisal=appraisal))
    for row in rows:
        row.appraisal = appraisal
    return rows


def _part(user: Anyone, seat: Seat, opinion: Opinion | None) -> Part:
    waits = opinion is not None and opinion.submitted_at is not None and may(user, "consensus.confirm_opinion", opinion)
    return Part(seat, opinion, waits)


def _concerns(user: Anyone, appraisal: Appraisal) -> list[Concern]:
    rows = Concern.objects.visible_to(user).filter(appraisal=appraisal)
    found = list(rows.select_related("seat__organisation", "option"))
    for row in found:
        row.appraisal = appraisal
    return found


@dataclass(frozen=True)
class ConclusionPage:
    """What was concluded with the answers to its latest wording; ``rows`` is empty for those who read only how many."""

    conclusion: Conclusion | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    accepting: int = 0
    objecting: int = 0
    owes: bool = False


def conclusion_page_of(user: Anyone, appraisal: Appraisal) -> ConclusionPage:
    """Read a conclusion and who accepts it; needs ``conclusion`` loaded where there is one, three queries at most."""
    conclusion = getattr(appraisal, "conclusion", None)
    if conclusion is None:
        return ConclusionPage()
    conclusion.appraisal = appraisal
    standing, names = appraisal.challenge.dialogue.standing_of(user), Names(user, appraisal.challenge.dialogue)
    given = list(_answers(conclusion))
    accepting = sum(one.accepts for one in given)
    rows: list[dict[str, Any]] = [{"given": one, "name": names.of(one.seat)} for one in given]
    rows.sort(key=lambda row: (str(row["name"]), row["given"].note))  # the order in which they came would tell who
    is_read = standing.is_team or standing.is_participant
    return ConclusionPage(
        conclusion=conclusion,
        rows=rows if is_read else [],
        accepting=accepting,
        objecting=len(given) - accepting,
        owes=bool(standing.speaking - {one.seat_id for one in given}),
    )


def _answers(conclusion: Conclusion) -> list[Acceptance]:
    rows = conclusion.acceptances.filter(revision=conclusion.revision).select_related("seat__organisation")
    found = list(rows)
    for one in found:
        one.conclusion = conclusion
    return found
