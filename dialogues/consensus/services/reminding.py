"""Reminds the seats that owe an answer to a position check, a ranking or an appraisal: once a day at most, at each person's pace."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import Appraisal, PositionCheck, Ranking
from dialogues.consensus.states.appraisal import Depth
from dialogues.models import Dialogue, Notice, Seat
from dialogues.services.notices import announce
from dialogues.speakers import speakers_of
from dialogues.states import Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError

from .holding import held_appraisal, held_check, held_ranking

KINDS = {
    PositionCheck: "consensus.check_reminder",
    Ranking: "consensus.ranking_reminder",
    Appraisal: "consensus.appraisal_reminder",
}
Asked = PositionCheck | Ranking | Appraisal


@transaction.atomic
def remind_of_check(check: PositionCheck, *, by: User) -> int:
    """Remind those who speak for seats that have said nothing; return how many are told. Raises StateError as all do here."""
    check = held_check(check, by=by)
    require(by, "consensus.manage_check", check)
    if check.halted_at is not None:
        raise StateError(_("The silence stands still: nobody is reminded until it goes on."))
    said = check.replies.counting().values("seat")
    silent = check.asked.exclude(seat__in=said).values_list("seat", flat=True)
    people = _remind(check, check.dialogue, silent if check.takes_replies else (), by)
    record(by, "position_check.reminded", check, people=people)
    return people


@transaction.atomic
def remind_of_ranking(ranking: Ranking, *, by: User) -> int:
    """Remind those who speak for seats that gave no order; return how many are told. Raises StateError as all do here."""
    ranking = held_ranking(ranking, by=by)
    require(by, "consensus.manage_ranking", ranking)
    silent = _table(ranking.dialogue).exclude(pk__in=ranking.ballots.values("seat"))
    people = _remind(
        ranking, ranking.dialogue, silent.values_list("pk", flat=True) if ranking.takes_answers else (), by
    )
    record(by, "ranking.reminded", ranking, people=people)
    return people


@transaction.atomic
def remind_of_appraisal(appraisal: Appraisal, *, by: User) -> int:
    """Remind those who speak for seats that submitted nothing; return how many are told. Raises StateError as all do here."""
    appraisal = held_appraisal(appraisal, by=by)
    require(by, "consensus.steer_appraisal", appraisal)
    dialogue = appraisal.challenge.dialogue
    submitted = appraisal.opinions.filter(submitted_at__isnull=False)
    silent = _table(dialogue).exclude(pk__in=submitted.values("seat"))
    is_asked = appraisal.takes_answers and appraisal.depth != Depth.DOTS
    people = _remind(appraisal, dialogue, silent.values_list("pk", flat=True) if is_asked else (), by)
    record(by, "appraisal.reminded", appraisal, people=people)
    return people


def _table(dialogue: Dialogue) -> QuerySet[Seat]:
    return Seat.objects.at_the_table().filter(dialogue=dialogue)


def _remind(asked: Asked, dialogue: Dialogue, silent: Iterable[int], by: User) -> int:
    """Announce it once for each person and day; return how many are told by it.

    Raises StateError in a dialogue that is not open, where nobody could answer, and when nobody owes an answer.
    """
    if dialogue.status != Status.OPEN:
        raise StateError(_("The dialogue is not open: nobody is reminded."))
    seats = sorted(silent)
    if not seats:
        raise StateError(_("Nobody owes an answer that could still be given."))
    kind = KINDS[type(asked)]
    key = f"{asked.pk}:reminder:{timezone.localdate():%Y%m%d}"
    told = Notice.objects.filter(dialogue=dialogue, kind=kind, key=f"{kind}:{key}")  # the dialogue has an index
    before = told.count()
    announce(kind, asked, to=speakers_of(seats), by=by, key=key, seats=seats)
    return told.count() - before
