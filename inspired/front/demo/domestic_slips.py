"""A delegate who has no e-mail address and a slip that waits for them, and somebody to whom an invitation was passed on."""

from __future__ import annotations

from dialogues.convening.services.slips import make_slip, tell_code
from dialogues.convening.services.strangers import ask_in
from dialogues.models import Invitation
from dialogues.services.mandates import add_delegate, give_mandate
from dialogues.states import DelegateRole
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock


def hand_out_slips(clock: Clock, table: Table) -> None:
    """Enter an alternate who is reached by telephone alone, make her slip, and let a stranger ask to be invited."""
    with clock.at(-6):
        seat = table.seats["workers"]
        alternate = add_delegate(
            seat, by=table.host, name="Street organiser", function="Street organiser", phone="000 555 0142"
        )
        give_mandate(alternate, by=table.host, role=DelegateRole.ALTERNATE)
        tell_code(make_slip(alternate, by=table.host, language="fr", days=30), by=table.host)
    sent = Invitation.objects.filter(dialogue=table.dialogue, email="migrants@example.org").get()
    with clock.at(-2):
        ask_in(
            (sent.pk, sent.generation),
            by=None,
            name="Secretary of the northern section",
            organisation="Migrants’ Mutual Aid Federation, northern section",
            reach="000 555 0177, in the evening",
            note="Our coordinator is away until the end of the month and passed this on to me.",
        )
