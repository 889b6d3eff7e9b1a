"""Makes groups and their members through the services."""

from __future__ import annotations

from typing import Any

from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core.models import User
from tests import make
from workinggroups.models import Group, Member
from workinggroups.services import groups, members
from workinggroups.states import Openness

MISSION = {"mission": "Survey working hours and write the chapter on evidence.", "phases": [Phase.ASSESSMENT.value]}


def set_up(**said: Any) -> dict[str, Any]:
    """What opening a group needs."""
    return {"name": "Evidence", "kind": "research", "formality": "loose", "openness": Openness.DONOR, **MISSION, **said}


def group(dialogue: Dialogue | None = None, *sitting: Seat, **said: Any) -> Group:
    """A group at work with an expected output; the given seats have joined, the first coordinates."""
    dialogue = dialogue or make.dialogue()
    said.setdefault("outputs", [("Chapter on evidence", None)])
    made = groups.open_group(dialogue, by=make.host_of(dialogue), **set_up(**said))
    for seat in sitting:
        join(made, seat)
    if sitting:
        members.appoint(made.members.get(seat=sitting[0]), by=make.host_of(dialogue), coordinator=True)
    return made


def join(group: Group, seat: Seat) -> Member:
    """Invite a seat and let whoever speaks for it accept."""
    return members.accept_invitation(invite(group, seat), by=speaker(seat))


def invite(group: Group, seat: Seat) -> Member:
    """Invite a seat."""
    (place,) = members.invite_members(group, by=make.host_of(group.dialogue), seats={seat.pk: ""})
    return place


def speaker(seat: Seat) -> User:
    """Who speaks for the seat; somebody new if nobody does."""
    known = seat.delegates.filter(user__isnull=False).select_related("user").order_by("pk").first()
    return known.user if known and known.user else make.delegate(seat)
