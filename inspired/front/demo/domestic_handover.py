"""A head delegate who goes and hands her seat over: her place is taken on by a colleague, with the authority to sign."""

from __future__ import annotations

from dialogues.convening.services.handovers import hand_over_seat
from dialogues.models import Delegate
from dialogues.services.invitations import accept_as_new, invite
from dialogues.states import DelegateRole
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

KEY = "freeunions"
FUNCTION = "Secretary for international affairs"


def hand_a_seat_over(clock: Clock, table: Table) -> None:
    """Let an alternate come in for a seat, and follow its head some days later."""
    seat = table.seats[KEY]
    with clock.at(-12):
        sent = invite(
            seat,
            by=table.host,
            email="successor@example.org",
            delegate_role=DelegateRole.ALTERNATE,
            name=FUNCTION,
            function=FUNCTION,
            language="en",
        )
        successor = accept_as_new(sent, by=None, generation=1, name=FUNCTION, language="en")
    with clock.at(-3):
        leaver = Delegate.objects.get(seat=seat, user=table.people[KEY])
        follows = Delegate.objects.get(seat=seat, user=successor)
        hand_over_seat(leaver, by=table.host, successor=follows, may_sign=True)
    table.people[KEY] = successor
