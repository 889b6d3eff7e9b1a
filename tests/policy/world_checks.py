"""Position checks of the world: one open and hidden, one that is closed and shown by organisation, one that is a draft."""

from __future__ import annotations

from typing import Any

from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import Stance
from dialogues.states import Channel
from tests.consensus import make_checks


def position_checks(world: Any) -> None:
    """The union (head) has replied to the open one, for the chamber (neighbour) something was entered."""
    people, host = world.people, world.people["host"]
    seats = [world.seat, world.neighbour_seat, world.shy_seat, world.modest_seat]
    running = make_checks.opened(seats, title="CHECK-THAT-RUNS", proposal="PROPOSAL-THAT-RUNS")
    make_checks.reply(
        running, world.seat, people["head"], Stance.CANNOT, reason="RUNNING-REASON", would_change="RUNNING-CHANGE"
    )
    place = make_checks.asked(running, world.neighbour_seat)
    entered = checks.enter_reply(place, by=host, channel=Channel.PHONE, stance=Stance.NOT_YET, reason="ENTERED-REASON")
    over = make_checks.opened(seats, title="CHECK-THAT-IS-OVER")
    for name, seat in (("head", world.seat), ("shy", world.shy_seat)):
        make_checks.reply(over, seat, people[name], reason=f"OVER-REASON-OF-{name.upper()}")
    over = checks.close_check(over, by=host)
    checks.state_outcome(over, by=host, outcome="OUTCOME-OF-CHECK", revision=over.revision)
    make_checks.prepared(world.dialogue, title="CHECK-IN-DRAFT", proposal="PROPOSAL-IN-DRAFT")
    world.objects |= {"cplace": make_checks.asked(running, world.seat), "centered": entered}
    world.objects["csilent"] = make_checks.asked(running, world.modest_seat)
