"""Writes of the order of challenges: moved by hand, or taken over from a ranking. Numbers stay; recommendations follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.consensus.models import Challenge, Ranking
from dialogues.consensus.priorities import in_order_of, result_of
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.models import Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StateError

from .holding import unfrozen_dialogue


@transaction.atomic
def move_challenge(challenge: Challenge, *, by: User, up: bool) -> Challenge:
    """Let a challenge on the table and its neighbour change places; at the end nothing moves.

    Raises StateError for one that is not on the table, and while the Roadmap is frozen.
    """
    dialogue = unfrozen_dialogue(challenge.dialogue, by=by)
    require(by, "consensus.arrange_challenges", dialogue)
    order = _on_table(dialogue)
    place = next((at for at, one in enumerate(order) if one.pk == challenge.pk), None)
    if place is None:
        raise StateError(_("Only challenges on the table have an order."))
    moved, other = order[place], place - 1 if up else place + 1
    moved.dialogue = dialogue
    if not 0 <= other < len(order):
        return moved
    order[place], order[other] = order[other], order[place]
    _arrange(dialogue, order)
    record(by, "challenge.moved", moved, tier=Tier.PARTICIPANTS, number=moved.number, place=other + 1)
    return moved


@transaction.atomic
def take_over_ranking(ranking: Ranking, *, by: User, seen: Sequence[int]) -> Ranking:
    """Put the challenges on the table in the order of a closed ranking; the trail keeps both orders by number.

    Those of one place, and those it did not ask about, keep the order among them that they have; the latter come last.
    ``seen`` holds the numbers in the order that the person was shown: raises StateError when it would be another by now,
    for a ranking that is open or has no result, and while the Roadmap is frozen.
    """
    dialogue = unfrozen_dialogue(ranking.dialogue, by=by)
    ranking = Ranking.objects.locked().get(pk=ranking.pk)
    ranking.dialogue = dialogue
    require(by, "consensus.take_over_ranking", ranking)
    result = result_of(ranking)
    if not result:
        raise StateError(_("Fewer than three seats answered: this ranking has no order to take over."))
    before = _on_table(dialogue)
    after = in_order_of(before, {one.challenge: one.place for one in result})
    if [one.number for one in after] != list(seen):
        raise StateError(_("The challenges have changed since you opened this page. Look at the new order again."))
    if after == before:
        return ranking
    _arrange(dialogue, after)
    orders: dict[str, Any] = {"order": [one.number for one in after], "before": [one.number for one in before]}
    record(by, "ranking.taken_over", ranking, tier=Tier.PARTICIPANTS, number=ranking.number, **orders)
    return ranking


def _on_table(dialogue: Dialogue) -> list[Challenge]:
    return list(dialogue.challenges.select_for_update(of=("self",)).filter(status=ChallengeStatus.ON_TABLE))


def _arrange(dialogue: Dialogue, order: Sequence[Challenge]) -> None:
    """Write the order down; what is not on the table keeps its own and comes after."""
    others = dialogue.challenges.exclude(pk__in=[one.pk for one in order])
    changed = []
    for rank, one in enumerate([*order, *others], start=1):
        if one.rank != rank:
            one.rank = rank
            changed.append(one)
    Challenge.objects.bulk_update(changed, ["rank"])
