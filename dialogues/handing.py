"""What becomes of mandates, roles, invitations and dates when a place in a dialogue is handed over. Reads only."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dialogues.models import DialogueRole, GroundRulesAnswer, Invitation, Mandate, Seat
from dialogues.states import TEAM
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken


def preview(_by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count what ends at once: mandates and authority to sign of a delegate, roles of a colleague."""
    if leaver.account is None:
        return
    if leaver.seat is None:
        held = DialogueRole.objects.active().filter(dialogue=leaver.dialogue, user=leaver.account, role__in=TEAM)
        yield Held(_("Roles in the host team"), held.count(), Fate.ENDS)
        return
    mine = Mandate.objects.filter(delegate__seat=leaver.seat, delegate__user=leaver.account, ended_at__isnull=True)
    sent = Invitation.objects.waiting().filter(seat=leaver.seat, email=leaver.account.email or "")
    n = counted(signs=mine.active().filter(may_sign=True), sent=sent)
    why = _("It does not pass by itself: the host team gives it to whoever the organisation names.")
    yield Held(_("Authority to sign"), min(n["signs"], 1), Fate.ENDS, why)
    yield Held(_("Invitations to this person that wait for an answer"), n["sent"], Fate.ENDS)


ports.handover.provide(Handing("dialogues", preview))


@ports.spoken.provide
def answered_rules(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say what the seat answered to the ground rules; one query."""
    answers = GroundRulesAnswer.objects.filter(seat__in=Seat.objects.visible_to(user).filter(pk=seat.pk))
    for answer in answers.select_related("rules"):
        title = _("Ground rules, version %(number)d") % {"number": answer.rules.number}
        yield Spoken(answer.at, _("Ground rules"), title, answer.note, str(answer))
