"""What becomes of answers that are still being written when a place is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.inputs.models import Answer
from dialogues.inputs.states import AnswerStatus
from dialogues.states import Channel
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.ports import Fate, Handing, Held, Leaver


def _entered(leaver: Leaver) -> QuerySet[Answer]:
    """Keep what a colleague of the host team was entering for seats and has not handed in."""
    drafts = Answer.objects.filter(status=AnswerStatus.DRAFT, call__dialogue=leaver.dialogue)
    return drafts.filter(entered_by=leaver.account).exclude(channel=Channel.WEB)


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count the drafts of the organisation's answers for whoever may see them, and what was being entered for others."""
    if leaver.seat is None:
        why = _("What an organisation said to the host by telephone or on paper is not this person’s alone.")
        yield Held(_("Answers being entered for organisations"), _entered(leaver).count(), Fate.PASSES, why)
        return
    drafts = Answer.objects.visible_to(by).filter(seat=leaver.seat, status=AnswerStatus.DRAFT)
    why = _("All delegates of the organisation write in the same draft.")
    yield Held(_("Answers that are being written"), drafts.count(), Fate.PASSES, why)


def pass_on(leaver: Leaver, successor: User) -> int:
    """Let the successor go on entering what the colleague had begun; a seat's own drafts are the seat's already."""
    return int(_entered(leaver).update(entered_by=successor)) if leaver.seat is None and leaver.account else 0


ports.handover.provide(Handing("inputs", preview, pass_on))
