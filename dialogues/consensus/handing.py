"""What is under way in Consensus Building when a place is handed over: all of it is the dialogue's or the seat's, and passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.consensus.appraisal_announcing import answerable
from dialogues.consensus.models import (
    Appraisal,
    Ballot,
    CheckSeat,
    CriteriaSet,
    Opinion,
    PositionCheck,
    Ranking,
    Reply,
    Weighing,
)
from dialogues.consensus.states.appraisal import AppraisalStatus
from dialogues.consensus.states.challenges import RankingStatus
from dialogues.consensus.states.checks import CheckStatus
from dialogues.consensus.states.criteria import SetStatus
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.ports import Fate, Handing, Held, Leaver


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count what the host team still has to bring to an end, or what the seat has not answered yet; one query."""
    yield from _of_the_team(by, leaver) if leaver.seat is None else _of_a_seat(by, leaver)


def _of_the_team(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    here = {"dialogue": leaver.dialogue}
    appraisals = Appraisal.objects.visible_to(by).filter(challenge__dialogue=leaver.dialogue)
    unfinished = Q(status=AppraisalStatus.OPEN) | Q(conclusion__isnull=True)
    checks = PositionCheck.objects.visible_to(by).filter(**here)
    n = counted(
        rankings=Ranking.objects.visible_to(by).filter(status=RankingStatus.OPEN, **here),
        criteria=_unlocked(by, leaver),
        appraisals=appraisals.filter(unfinished),
        checks=checks.exclude(status=CheckStatus.CLOSED),
    )
    why = _("The whole team brings them to an end.")
    yield Held(_("Rankings of challenges that are open"), n["rankings"], Fate.PASSES, why)
    yield Held(_("Sets of criteria that are not locked"), n["criteria"], Fate.PASSES, why)
    yield Held(_("Appraisals that are open or lack their conclusion"), n["appraisals"], Fate.PASSES, why)
    yield Held(_("Position checks that are open or being prepared"), n["checks"], Fate.PASSES, why)


def _of_a_seat(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    here, seat = {"dialogue": leaver.dialogue}, leaver.seat
    rankings = Ranking.objects.visible_to(by).filter(status=RankingStatus.OPEN, **here)
    asked = CheckSeat.objects.filter(seat=seat, position_check__in=_open_checks(by, leaver).values("pk"))
    replied = Reply.objects.filter(position_check=OuterRef("position_check"), seat=seat)
    opinions = Opinion.objects.filter(appraisal=OuterRef("pk"), seat=seat, submitted_at__isnull=False)
    appraisals = answerable(Appraisal.objects.visible_to(by)).filter(challenge__dialogue=leaver.dialogue)
    n = counted(
        rankings=rankings.filter(_silent(Ballot.objects.filter(ranking=OuterRef("pk"), seat=seat))),
        criteria=_weighed(by, leaver).filter(_silent(Weighing.objects.filter(criteria_set=OuterRef("pk"), seat=seat))),
        appraisals=appraisals.filter(_silent(opinions)),
        checks=asked.filter(_silent(replied)),
    )
    yield Held(_("Rankings of challenges to answer"), n["rankings"], Fate.PASSES)
    yield Held(_("Sets of criteria to weigh"), n["criteria"], Fate.PASSES)
    yield Held(_("Appraisals of options to answer"), n["appraisals"], Fate.PASSES)
    yield Held(_("Position checks to answer"), n["checks"], Fate.PASSES)


def _silent(said: QuerySet[Any]) -> Any:
    return ~Exists(said)


def _unlocked(by: Anyone, leaver: Leaver) -> QuerySet[CriteriaSet]:
    sets = CriteriaSet.objects.visible_to(by).filter(dialogue=leaver.dialogue)
    return sets.filter(status__in=[SetStatus.COLLECTING, SetStatus.WEIGHING])


def _weighed(by: Anyone, leaver: Leaver) -> QuerySet[CriteriaSet]:
    return _unlocked(by, leaver).filter(status=SetStatus.WEIGHING)


def _open_checks(by: Anyone, leaver: Leaver) -> QuerySet[PositionCheck]:
    return PositionCheck.objects.visible_to(by).filter(dialogue=leaver.dialogue, status=CheckStatus.OPEN)


ports.handover.provide(Handing("consensus", preview))
