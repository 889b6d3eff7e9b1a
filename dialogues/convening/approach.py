"""Reads the history of an approach: what the host team noted, and what the seat and its invitations prove. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dialogues.convening.models import ListedOrganisation
from dialogues.convening.states.contacts import Stage
from dialogues.models import Invitation, Seat
from inspired.core.access import Anyone


@dataclass(frozen=True)
class Step:
    """One step of an approach: when, how far it led, why, what was to come next, and who took it."""

    at: datetime
    stage: Stage
    reason: str
    next_step: str = ""
    who: str = ""


def steps_of(user: Anyone, listed: ListedOrganisation, seat: Seat | None) -> list[Step]:
    """Return the steps of an approach, the latest first; three queries at most."""
    moves = listed.moves.select_related("by__person")
    noted = [Step(m.at, Stage(m.stage), m.reason, m.next_step, m.by.name if m.by else "") for m in moves]
    proved = [] if seat is None else [*_invited(user, seat), *_at_the_table(seat)]
    return sorted([*noted, *proved], key=lambda step: step.at, reverse=True)


def _invited(user: Anyone, seat: Seat) -> Iterator[Step]:
    for sent in Invitation.objects.visible_to(user).filter(seat=seat).select_related("invited_by__person"):
        whom = sent.name or sent.email
        by = sent.invited_by.name if sent.invited_by else ""
        yield Step(sent.sent_at, Stage.INVITED, _("An invitation went to %(name)s.") % {"name": whom}, "", by)
        if sent.declined_at:
            yield Step(
                sent.declined_at, Stage.DECLINED, sent.declined_note or _("The invitation was declined."), "", whom
            )


def _at_the_table(seat: Seat) -> Iterator[Step]:
    if seat.joined_at:
        yield Step(seat.joined_at, Stage.JOINED, _("Somebody accepted for the organisation: it is at the table."))
    for move in seat.moves.select_related("by__person"):
        stage = Stage.WITHDRAWN if move.has_left else Stage.JOINED
        yield Step(move.at, stage, move.reason, "", move.by.name if move.by else "")
