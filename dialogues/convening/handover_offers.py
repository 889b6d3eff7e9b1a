"""What handing over offers to the ports: neutral notices, what the host still has to do, words for the trail, the forgetting of briefs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.convening.models import Brief, Handover
from dialogues.models import Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.forgetting import remove_names
from inspired.core.noticing import declare, matter
from inspired.core.ports import Forgotten, Panel, Telling

KEEP = timedelta(days=7)
MOST = 20


@matter("convening.handover", page="handover", title=Value(""))
def handovers(user: Anyone) -> QuerySet[Handover]:
    """Handings over, for the seat's delegates and the host team; without a title."""
    return Handover.objects.visible_to(user)


declare(
    "convening.handed_over_to_you",
    "convening.handover",
    told=ngettext_lazy("A place was handed over to you", "%(count)d places were handed over to you", "count"),
    sentence=gettext_lazy("A place was handed over to you. A short brief says where things stand."),
    asks=True,
)
declare(
    "convening.handed_over",
    "convening.handover",
    told=ngettext_lazy("A place was handed over", "%(count)d places were handed over", "count"),
    sentence=gettext_lazy("A place was handed over."),
)


@ports.beside_seat.provide
def handed_over(user: Anyone, seat: Seat) -> Iterator[Panel]:
    """Name who handed over to whom, and lead to the brief; one query."""
    rows = Handover.objects.visible_to(user).filter(seat=seat).select_related("delegate__person", "successor__person")
    told = [
        (f"{row.leaver_name} → {row.successor_name or '…'}", date_format(row.at), _tone(row)) for row in rows[:MOST]
    ]
    yield Panel(
        title=_("Handing over"),
        note="" if told else _("Nobody has handed over a place yet."),
        rows=tuple(told),
        url=reverse("seat_brief", args=[seat.dialogue.slug, seat.pk]),
        action=_("Read or print the brief of this seat"),
    )


def _tone(handover: Handover) -> str:
    return "yes" if handover.taken_at else "wait"


@ports.event_words.provide
def handover_words(_user: Anyone) -> list[Telling]:
    """Tell who handed over, who took on, and that a brief was printed."""
    sentences = {
        "delegate.handed_over": gettext_lazy("The place of %(person)s as a delegate was handed over (%(role)s)"),
        "role.handed_over": gettext_lazy("The place of %(person)s in the host team was handed over (%(role)s)"),
        "handover.taken_on": gettext_lazy("%(person)s took on a place that was handed over"),
        "brief.asked_for": gettext_lazy("%(person)s printed a brief"),
    }
    return [Telling("handovers", gettext_lazy("Handing over"), sentences)]


@ports.retention.provide
def forget_briefs(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget printed briefs after a week: they age, and a new one is made in a moment."""
    old = list(Brief.objects.filter(asked_at__lt=now - KEEP).order_by("pk").values_list("pk", "pdf")[:at_most])
    remove_names(name for _pk, name in old if name)
    Brief.objects.filter(pk__in=[pk for pk, _name in old]).delete()
    yield Forgotten("briefs", len(old))
