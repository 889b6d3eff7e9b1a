"""Sentences for the events of inputs in the ledger, and whose inputs they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.ledger.models import Entry
from dialogues.ledger.states import Disposition
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = Telling(
    "ledger",
    _("Inputs and what became of them"),
    {
        "entry.added": _("Input %(thing)s was received"),
        "entry.decided": _("Input %(thing)s was decided on: %(disposition)s"),
        "entry.confirmed": _("%(seat)s confirmed input %(thing)s, entered on its behalf"),
        "entry.objected_to": _("%(seat)s objected to input %(thing)s, entered on its behalf"),
        "entry.translated": _("A translation of input %(thing)s was kept"),
        "entries.put_under_review": _("Inputs %(numbers)s were put under review"),
        "entries.shown": _("Inputs %(numbers)s were shown to more readers"),
        "ledger.exported": _("The ledger was downloaded"),
        "comments.exported": _("The list of comments was downloaded"),
    },
    {"disposition": dict(Disposition.choices)},
)


@ports.event_words.provide
def entry_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return [TOLD]


@ports.event_names.provide
def entry_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say that an entry is called by its number, and where its organisation stands."""
    yield Naming("ledger.entry", Entry.objects.filter(dialogue__in=dialogues), "number", "seat__organisation__name")
