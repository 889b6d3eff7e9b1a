"""Writes of the ranking of challenges: opened with a date, answered by seats or for them, confirmed, closed with a conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.models import Ballot, Ranking
from dialogues.consensus.states.challenges import RANKING_MOVES, RankingStatus
from dialogues.models import Dialogue, Seat
from dialogues.services.dialogue import locked_dialogue
from dialogues.services.notices import announce
from dialogues.services.reasons import record_with_reason
from dialogues.speakers import speakers_in, speakers_of, table_of
from dialogues.states import ANNOUNCED, Channel, Status
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError, check_move

from .holding import held_ranking

LEAST = 2  # challenges between which there is an order


@transaction.atomic
def open_ranking(dialogue: Dialogue, *, by: User, due_at: datetime) -> Ranking:
    """Ask the seats to put in order what is on the table now, until a date; they are told.

    Raises StateError for a past date, fewer than two challenges, or while another ranking is open.
    """
    dialogue = locked_dialogue(dialogue, by=by)
    require(by, "consensus.open_ranking", dialogue)
    if due_at <= timezone.now():
        raise StateError(_("Choose a date that has not passed."))
    if dialogue.rankings.filter(status=RankingStatus.OPEN).exists():
        raise StateError(_("A ranking is open already."))
    asked = list(dialogue.challenges.on_table())
    if len(asked) < LEAST:
        raise StateError(_("Put at least two challenges on the table: one alone has no order."))
    number = (dialogue.rankings.aggregate(last=Max("number"))["last"] or 0) + 1
    ranking = Ranking.objects.create(dialogue=dialogue, number=number, due_at=due_at, opened_by=by)
    ranking.challenges.set(asked)
    about: dict[str, Any] = {"due": due_at.isoformat(), "number": number, "challenges": len(asked)}
    record(by, "ranking.opened", ranking, tier=Tier.PARTICIPANTS, **about)
    _tell(ranking, "consensus.ranking_opened", "opened", by)
    return ranking


@transaction.atomic
def extend_ranking(ranking: Ranking, *, by: User, due_at: datetime, reason: str) -> Ranking:
    """Move the date of an open ranking to a later one; everybody is told. Raises StateError otherwise."""
    ranking = held_ranking(ranking, by=by)
    if ranking.status != RankingStatus.OPEN or due_at <= max(ranking.due_at, timezone.now()):
        raise StateError(_("Only an open ranking gets more time, and a later date."))
    require(by, "consensus.manage_ranking", ranking)
    before, ranking.due_at = ranking.due_at, due_at
    ranking.save(update_fields=["due_at"])
    dates: dict[str, Any] = {"due": due_at.isoformat(), "before": before.isoformat(), "tier": Tier.PARTICIPANTS}
    record_with_reason("ranking.extended", ranking, by=by, dialogue=ranking.dialogue, reason=reason, **dates)
    _tell(ranking, "consensus.ranking_extended", f"extended:{due_at:%Y%m%d%H%M}", by)
    return ranking


@transaction.atomic
def give_order(ranking: Ranking, *, by: User, seat: Seat, order: Sequence[int], reason: str = "") -> Ballot:
    """Say for a seat which challenges come first; a later answer replaces an earlier one until the ranking closes.

    ``order`` holds ids, the most pressing first; what it leaves out comes after all it names. Raises PermissionDenied
    unless the person speaks for the seat, StateError when the ranking takes no answers or the order does not fit.
    """
    ranking = held_ranking(ranking, by=by)
    if not ranking.takes_answers:
        raise StateError(_("This ranking takes no answers any more."))
    require(by, "consensus.rank_challenges", ranking)
    if seat.pk not in ranking.dialogue.standing_of(by).speaking:
        raise PermissionDenied("consensus.rank_challenges")
    said = {"order": _checked(ranking, order), "reason": reason.strip(), "channel": Channel.WEB, "given_by": by}
    ballot = _store(ranking, seat, said)
    record(by, "ballot.given", ballot, seat=seat.pk)
    return ballot


@transaction.atomic
def enter_order(
    ranking: Ranking, *, by: User, seat: Seat, order: Sequence[int], channel: str, reason: str = ""
) -> Ballot:
    """Enter what a seat said by another way, also after the date until the ranking is closed; it is asked to confirm it.

    Raises StateError for a seat that is not at the table or has answered here itself, for a channel that is none, and
    for an order that does not fit.
    """
    ranking = held_ranking(ranking, by=by)
    if ranking.status != RankingStatus.OPEN:
        raise StateError(_("This ranking takes no answers any more."))
    require(by, "consensus.manage_ranking", ranking)
    if not ranking.dialogue.seats.at_the_table().filter(pk=seat.pk).exists():
        raise StateError(_("This organisation is not at the table."))
    if channel not in ANNOUNCED:
        raise StateError(_("Say by which way it came in."))
    known = ranking.ballots.filter(seat=seat).first()
    if known is not None and known.is_confirmed:
        raise StateError(_("This organisation has answered here itself. Only its own people can change that."))
    said = {"order": _checked(ranking, order), "reason": reason.strip(), "channel": channel}
    if known is not None and all(getattr(known, name) == value for name, value in said.items()):
        return known
    ballot = _store(ranking, seat, {**said, "entered_by": by})
    event = record(by, "ballot.entered", ballot, seat=seat.pk, channel=channel)
    people, key = speakers_of([seat.pk]), f"{ballot.pk}:{event.pk}"
    announce("consensus.ballot_entered", ranking, to=people, by=by, key=key, seats=[seat.pk])
    return ballot


@transaction.atomic
def confirm_ballot(ballot: Ballot, *, by: User) -> Ballot:
    """Confirm what was entered for one's seat, also once the ranking is closed; a second time changes nothing."""
    ranking = held_ranking(ballot.ranking, by=by)
    ballot = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    ballot.ranking = ranking
    if ballot.confirmed_at is not None:
        return ballot
    require(by, "consensus.confirm_ballot", ballot)
    ballot.confirmed_at, ballot.given_by = timezone.now(), by
    ballot.save(update_fields=["confirmed_at", "given_by"])
    record(by, "ballot.confirmed", ballot, seat=ballot.seat_id)
    return ballot


@transaction.atomic
def close_ranking(ranking: Ranking, *, by: User, conclusion: str) -> Ranking:
    """Close a ranking with what is concluded from it, in words; its result shows from then on, and everybody is told.

    Raises StateError when it is closed already or without a conclusion: places alone decide nothing.
    """
    ranking = held_ranking(ranking, by=by)
    check_move(ranking.status, RankingStatus.CLOSED, RANKING_MOVES, _("This ranking is closed already."))
    require(by, "consensus.manage_ranking", ranking)
    if not conclusion.strip():
        raise StateError(_("Say what follows from it: places alone decide nothing."))
    ranking.status, ranking.closed_at, ranking.conclusion = RankingStatus.CLOSED, timezone.now(), conclusion.strip()
    ranking.save(update_fields=["status", "closed_at", "conclusion"])
    record(by, "ranking.closed", ranking, tier=Tier.PARTICIPANTS, number=ranking.number)
    _tell(ranking, "consensus.ranking_closed", "closed", by)
    return ranking


def _store(ranking: Ranking, seat: Seat, said: dict[str, Any]) -> Ballot:
    fresh = {"given_by": None, "entered_by": None, "given_at": timezone.now(), "confirmed_at": None}
    ballot, _created = Ballot.objects.update_or_create(ranking=ranking, seat=seat, defaults={**fresh, **said})
    return ballot


def _checked(ranking: Ranking, order: Sequence[int]) -> list[int]:
    given = [int(pk) for pk in order]
    if not given:
        raise StateError(_("Give at least the most pressing challenge its place."))
    if len(set(given)) != len(given) or set(given) - set(ranking.challenges.values_list("pk", flat=True)):
        raise StateError(_("Each challenge of this ranking has one place."))
    return given


def _tell(ranking: Ranking, kind: str, occasion: str, by: User) -> None:
    dialogue = ranking.dialogue
    if dialogue.status == Status.OPEN:
        key = f"{ranking.pk}:{occasion}"
        announce(kind, ranking, to=speakers_in(dialogue), by=by, key=key, seats=table_of(dialogue))
