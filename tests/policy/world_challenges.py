"""Challenges of the world, a ranking that is closed and one that is open, and a locked set of criteria."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.consensus.grounding import Grounding
from dialogues.consensus.services import challenges, criteria, rankings
from dialogues.consensus.states.criteria import Weighting
from dialogues.states import Channel


def challenges_ranked(world: Any) -> None:
    """The union (head) proposes and was entered for; the chamber (neighbour) answers itself, and its proposal was declined."""
    people, dialogue, host = world.people, world.dialogue, world.people["host"]
    grounds = [Grounding(None, "", "", "SOURCE-OF-CHALLENGE")]
    said = {"title": "CHALLENGE-ON-TABLE", "text": "TEXT-OF-CHALLENGE", "grounds": grounds}
    first = challenges.add_challenge(dialogue, by=host, **said)
    second = challenges.add_challenge(dialogue, by=host, title="Inspection in private homes")
    own = {"by": people["head"], "seat": world.seat}
    proposed = challenges.propose_challenge(dialogue, title="CHALLENGE-PROPOSED", **own)
    neighbour = {"by": people["neighbour"], "seat": world.neighbour_seat}
    declined = challenges.propose_challenge(dialogue, title="CHALLENGE-DECLINED", **neighbour)
    challenges.leave_out(declined, by=host, reason="REASON-OF-CHALLENGE")
    world.objects |= {"chal_one": first.number, "chal_proposed": proposed.number}
    _rank(world, [first.pk, second.pk], own, neighbour)
    _lock(world, own, neighbour)


def _rank(world: Any, order: list[int], own: dict[str, Any], neighbour: dict[str, Any]) -> None:
    host, due = world.people["host"], timezone.now() + timedelta(days=9)
    closed = rankings.open_ranking(world.dialogue, by=host, due_at=due)
    rankings.give_order(closed, order=order, reason="REASON-OF-ORDER", **own)
    rankings.close_ranking(closed, by=host, conclusion="CONCLUSION-OF-RANKING")
    running = rankings.open_ranking(world.dialogue, by=host, due_at=due)
    said = {"order": order[:1], "reason": "ORDER-BY-TELEPHONE", "channel": Channel.PHONE}
    rankings.enter_order(running, by=host, seat=world.seat, **said)
    rankings.give_order(running, order=order, reason="ORDER-OF-NEIGHBOUR", **neighbour)


def _lock(world: Any, own: dict[str, Any], neighbour: dict[str, Any]) -> None:
    host = world.people["host"]
    begun = criteria.begin_set(world.dialogue, by=host)
    said = {"question": "Does it move women forward?", "why": "NOTE-ON-CRITERION"}
    kept = criteria.propose_criterion(begun, title="CRITERION-OF-HEAD", **said, **own)
    criteria.keep_criterion(kept, by=host)
    left = criteria.propose_criterion(begun, title="CRITERION-LEFT-OUT", **neighbour)
    criteria.leave_out_criterion(left, by=host, reason="REASON-OF-CRITERION")
    weighed = criteria.begin_weighing(begun, by=host, weighting=Weighting.RANK)
    given = {"values": {"fairness": 1}, "note": "WEIGHING-BY-TELEPHONE", "channel": Channel.PHONE}
    criteria.weigh(weighed, by=host, seat=world.seat, **given)
    criteria.weigh(weighed, values={"legality": 1}, note="WEIGHING-OF-NEIGHBOUR", **neighbour)
    criteria.lock_set(weighed, by=host, reason="REASON-OF-LOCK")
