"""What records and notes announce and offer through the ports: the summary a party is shown, and what the next host finds."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.activities.models import AgreedSummary, BilateralNote
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.noticing import declare, matter
from inspired.core.ports import Fate, Handing, Held, Leaver


@matter("activities.summary", page="agreed_summary", title="note__activity__dialogue__title")
def summaries(user: Anyone) -> QuerySet[AgreedSummary]:
    """Summaries that were shown to one's own seat, and the host team's."""
    return AgreedSummary.objects.visible_to(user)


declare(
    "activities.summary_shown",
    "activities.summary",
    told=ngettext_lazy(
        "The host shows you the summary of %(count)d talk",
        "The host shows you the summaries of %(count)d talks",
        "count",
    ),
    sentence=gettext_lazy("The host shows you the summary of a talk. Only your organisation reads it."),
)


def preview(_by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Say that the notes somebody of the host team wrote stay with the host organisation."""
    if leaver.seat is None and leaver.account is not None:
        mine = BilateralNote.objects.filter(activity__dialogue=leaver.dialogue, by=leaver.account)
        why = _("They belong to the dialogue and are read by the host team of the day, never by who has left it.")
        yield Held(_("Notes of bilateral meetings"), mine.count(), Fate.STAYS, why)


def pass_on(_leaver: Leaver, _successor: User) -> int:
    """Move nothing: the notes are the host organisation's, whoever wrote them."""
    return 0


def let_go(_leaver: Leaver, _by: User | None) -> int:
    """Leave nothing to others: the notes are theirs already."""
    return 0


ports.handover.provide(Handing("bilaterals", preview, pass_on, let_go))
