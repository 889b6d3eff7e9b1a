"""What becomes of contributions when a place is handed over, and what a seat has contributed so far."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.ledger.models import Entry
from dialogues.ledger.states import Disposition, Source
from dialogues.models import Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.counting import counted
from inspired.core.ports import Fate, Handing, Held, Leaver, Spoken

SHOWN = 240


def preview(by: Anyone, leaver: Leaver) -> Iterator[Held]:
    """Count what was said for the organisation, and what was entered for it and waits to be confirmed."""
    if leaver.seat is None:
        return
    entries = Entry.objects.visible_to(by).filter(seat=leaver.seat)
    n = counted(entries=entries, waiting=entries.awaiting_confirmation())
    why = _("They are the organisation’s word and stay so, whoever speaks for it.")
    yield Held(_("Comments and answers that were handed in"), n["entries"], Fate.PASSES, why)
    yield Held(_("Entries made on the organisation’s behalf that await its confirmation"), n["waiting"], Fate.PASSES)


ports.handover.provide(Handing("ledger", preview))


@ports.spoken.provide
def contributed(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say what the seat handed in, with what became of it; what it says it never said is left out. One query."""
    entries = Entry.objects.visible_to(user).filter(seat=seat, objected_at__isnull=True).order_by("-number")
    rows = entries.annotate(start=Substr("text", 1, SHOWN))
    fields = ("number", "source", "title", "start", "disposition", "created_at")
    for number, source, title, start, disposition, at in rows.values_list(*fields):
        yield Spoken(
            at=at,
            kind=str(Source(source).label),
            title=title or _("Input %(number)s") % {"number": number},
            text=start,
            state=str(Disposition(disposition).label),
            url=reverse("entry", args=[seat.dialogue.slug, number]),
        )
