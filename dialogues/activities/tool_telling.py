"""Sentences for the events of records, notes and papers; a sentence about a note says neither of whom nor what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.activities.layouts import OWN
from dialogues.activities.states.papers import PaperKind
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Telling

PARTS = {part.name: part.title for layout in OWN.values() for part in layout.parts}
TOLD = Telling(
    "records",
    _("What came of activities"),
    {
        "record.written": _("What came of “%(thing)s” was written down"),
        "record.row_added": _("A row was added to what came of “%(thing)s” (%(part)s)"),
        "record.row_changed": _("A row of what came of “%(thing)s” was changed (%(part)s)"),
        "record.row_removed": _("A row of what came of “%(thing)s” was taken out (%(part)s)"),
        "release.set": _("It was settled when what “%(thing)s” says may be said"),
        "bilateral.noted": _("A note of a bilateral meeting was written or changed"),
        "bilateral.forgotten": _("A note of a bilateral meeting was deleted"),
        "bilateral.summarised": _("A summary of a bilateral meeting was written or changed"),
        "bilateral.shown": _("A party was shown the summary of a bilateral meeting"),
        "bilateral.hidden": _("A summary of a bilateral meeting is shown no more"),
        "needs.said": _("What somebody needs who comes to “%(thing)s” was kept or taken back"),
        "allowances.set": _("Per diem and transport for “%(thing)s” were set, for %(number)s organisations"),
        "paper.asked_for": _("A paper of “%(thing)s” was printed (%(kind)s)"),
    },
    {"part": PARTS, "kind": dict(PaperKind.choices)},
)


@ports.event_words.provide
def record_words(_user: Anyone) -> list[Telling]:
    """Tell the events of records, notes and papers."""
    return [TOLD]


@ports.work_words.provide
def paper_work(_user: Anyone) -> Iterator[tuple[str, Any]]:
    """Name the background work of meetings."""
    yield "activities.print_paper", _("Printing a paper of a meeting")
