"""A place handed over in the world's own seat, and a printed brief of its head. Words in capitals are secrets: see canaries."""

from __future__ import annotations

from typing import Any

from dialogues.convening.services.briefs import ask_for_brief, store_brief
from dialogues.convening.services.handovers import hand_over_seat
from dialogues.services import mandates
from dialogues.states import DelegateRole, Role


def places_handed_over(world: Any) -> None:
    """Let somebody on paper leave for somebody with a telephone; print a brief for the head delegate."""
    host, seat = world.people["host"], world.seat
    leaver = mandates.add_delegate(seat, by=host, name="NAME-OF-LEAVER")
    mandates.give_mandate(leaver, by=host, role=DelegateRole.ALTERNATE)
    handover = hand_over_seat(leaver, by=host, name="NAME-OF-SUCCESSOR", phone="TELEPHONE-OF-SUCCESSOR")
    brief = ask_for_brief(world.dialogue, seat, by=world.people["head"])
    world.objects |= {
        "handover": handover,
        "brief": store_brief(brief, by=None, pdf=b"%PDF-1.7 PRINTED-BRIEF", pages=1),
        "head_place": seat.delegates.get(user=world.people["head"]),
        "facilitator_role": world.dialogue.roles.get(role=Role.FACILITATOR),
    }
