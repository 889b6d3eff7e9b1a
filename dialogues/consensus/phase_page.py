"""Reads the page of the phase: each challenge with how far it has come, the criteria, the ranking, and what comes next for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from dialogues.consensus.models import (
    Appraisal,
    Ballot,
    Challenge,
    CriteriaSet,
    Opinion,
    Option,
    Ranking,
    Recommendation,
    Weighing,
)
from dialogues.consensus.priorities import in_order_of, result_of
from dialogues.consensus.states.appraisal import AppraisalStatus
from dialogues.consensus.states.challenges import ChallengeStatus, RankingStatus
from dialogues.consensus.states.criteria import CriterionStatus, SetStatus
from dialogues.documents.models import Document
from dialogues.documents.states import DocumentKind, DocumentStatus
from dialogues.models import Dialogue, Seat
from inspired.core.access import Anyone
from inspired.core.memory import remembered


@dataclass(frozen=True)
class Line:
    """One challenge with what stands under it, as this person may see it."""

    challenge: Any
    place: int | None

    @property
    def appraisal_words(self) -> str:
        """Where the newest appraisal stands, in words; nothing without one."""
        status = self.challenge.appraisal_status
        return str(AppraisalStatus(status).label) if status else ""


@dataclass
class PhaseSoFar:
    """Where the phase stands for one reader."""

    on_table: list[Line]
    proposed: list[Line]
    left_out: list[Line]
    criteria: Any
    rankings: list[Any] = field(default_factory=list)

    @property
    def open_ranking(self) -> Any:
        """The ranking that is open, if there is one."""
        return next((one for one in self.rankings if one.status == RankingStatus.OPEN), None)

    @property
    def last_ranking(self) -> Any:
        """The ranking that was closed last, if there is one."""
        return next((one for one in self.rankings if one.status == RankingStatus.CLOSED), None)

    @property
    def stands_otherwise(self) -> bool:
        """Do the challenges stand in another order than that of the ranking that was closed last?"""
        here = [line.challenge for line in self.on_table]
        places = {line.challenge.pk: line.place for line in self.on_table if line.place is not None}
        return bool(places) and in_order_of(here, places) != here

    @cached_property
    def is_locked(self) -> bool:
        """Are the criteria locked, so that options can be appraised?"""
        return self.criteria is not None and self.criteria.status == SetStatus.LOCKED

    @property
    def recommended(self) -> int:
        """How many recommendations stand on the challenges on the table."""
        return sum(line.challenge.recommendations_made or 0 for line in self.on_table)

    @property
    def is_empty(self) -> bool:
        """Has nothing been begun that this person could see?"""
        return not (self.on_table or self.proposed or self.left_out or self.criteria)


def phase_of(user: Anyone, dialogue: Dialogue) -> PhaseSoFar:
    """Read where the phase stands; five queries at most, whatever the number of challenges."""
    rankings = list(_rankings(user, dialogue))
    closed = next((one for one in rankings if one.status == RankingStatus.CLOSED), None)
    places = {one.challenge: one.place for one in result_of(closed)} if closed else {}
    rows = list(_challenges(user, dialogue))
    if rows:  # whoever may arrange them is asked about next
        remembered(("roadmap is frozen", dialogue.pk), lambda: bool(rows[0].is_frozen))
    lines = [Line(one, places.get(one.pk)) for one in rows]

    def at(status: str) -> list[Line]:
        return [line for line in lines if line.challenge.status == status]

    return PhaseSoFar(
        on_table=at(ChallengeStatus.ON_TABLE),
        proposed=at(ChallengeStatus.PROPOSED),
        left_out=at(ChallengeStatus.LEFT_OUT),
        criteria=_criteria(user, dialogue),
        rankings=rankings,
    )


def _counted(rows: QuerySet[Any]) -> Subquery:
    """Count rows of a challenge."""
    of = rows.filter(challenge=OuterRef("pk")).order_by().values("challenge")
    return Subquery(of.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def _mine(user: Anyone) -> QuerySet[Seat]:
    return Seat.objects.spoken_for_by(user).at_the_table()


def _challenges(user: Anyone, dialogue: Dialogue) -> QuerySet[Any]:
    newest = Appraisal.objects.visible_to(user).filter(challenge=OuterRef("pk")).order_by("-number")
    given = Opinion.objects.filter(appraisal=OuterRef(OuterRef("appraisal_id")), seat=OuterRef("pk"))
    owing = _mine(user).filter(dialogue=OuterRef("dialogue")).exclude(Exists(given.filter(submitted_at__isnull=False)))
    frozen = Document.objects.filter(kind=DocumentKind.ROADMAP, status=DocumentStatus.LOCKED)
    rows = Challenge.objects.visible_to(user).filter(dialogue=dialogue).select_related("dialogue", "seat__organisation")
    return rows.annotate(
        is_frozen=Exists(frozen.filter(dialogue=OuterRef("dialogue"))),
        options_shown=_counted(Option.objects.visible_to(user).on_table()),
        recommendations_made=_counted(Recommendation.objects.visible_to(user).in_force()),
        appraisal_id=Subquery(newest.values("pk")[:1]),
        appraisal_number=Subquery(newest.values("number")[:1]),
        appraisal_status=Subquery(newest.values("status")[:1]),
    ).annotate(owes_opinion=Q(appraisal_status=AppraisalStatus.OPEN) & Exists(owing))


def _criteria(user: Anyone, dialogue: Dialogue) -> Any:
    given = Weighing.objects.filter(criteria_set=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    owing = _mine(user).filter(dialogue=OuterRef("dialogue")).exclude(Exists(given))
    entered = Weighing.objects.visible_to(user).unconfirmed_for(user).filter(criteria_set=OuterRef("pk"))
    rows = CriteriaSet.objects.visible_to(user).current().filter(dialogue=dialogue).select_related("dialogue")
    return rows.annotate(
        kept=Count("criteria", filter=Q(criteria__status=CriterionStatus.KEPT)),
        waiting=Count("criteria", filter=Q(criteria__status=CriterionStatus.PROPOSED)),
        owes=Q(status=SetStatus.WEIGHING) & Exists(owing),
        to_confirm=Exists(entered),
    ).first()


def _rankings(user: Anyone, dialogue: Dialogue) -> QuerySet[Any]:
    given = Ballot.objects.filter(ranking=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    owing = _mine(user).filter(dialogue=OuterRef("dialogue")).exclude(Exists(given))
    entered = Ballot.objects.visible_to(user).unconfirmed_for(user).filter(ranking=OuterRef("pk"))
    rows = Ranking.objects.visible_to(user).filter(dialogue=dialogue).select_related("dialogue")
    return rows.annotate(owes=Q(status=RankingStatus.OPEN) & Exists(owing), to_confirm=Exists(entered))
