"""How each tool is recorded, and where the work of the others stands until they have places of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.activities import Tool

from .fields import TABLES, Kind, Layout, RecordField, RecordPart
from .meeting_people import MISSIONS, MULTI_PARTY, PUBLIC_EVENTS, WORKSHOPS
from .supporting import COACHING, GRANTS, PEERS, STUDY_VISITS, TRAINING

OF_ALL = (
    RecordField("results", _("Results"), hint=_("What is there now that was not there before.")),
    RecordField(
        "outcomes",
        _("What others do differently since"),
        hint=_("Changes you observed in what others do, say or decide; also the unwelcome ones."),
    ),
    RecordField("next", _("What follows from it")),
)
OWN: dict[int, Layout] = {
    Tool.WORKSHOPS: WORKSHOPS,
    Tool.PUBLIC_EVENTS: PUBLIC_EVENTS,
    Tool.MISSIONS: MISSIONS,
    Tool.MULTI_PARTY: MULTI_PARTY,
    Tool.STUDY_VISITS: STUDY_VISITS,
    Tool.GRANTS: GRANTS,
    Tool.TRAINING: TRAINING,
    Tool.COACHING: COACHING,
    Tool.PEER_TO_PEER: PEERS,
}


def layout_of(tool: int) -> Layout:
    """Return how a tool is recorded: its own texts, those of every tool, its parts."""
    own = OWN.get(tool, Layout())
    return Layout((*own.fields, *OF_ALL), own.parts)


__all__ = ["OF_ALL", "OWN", "TABLES", "Kind", "Layout", "RecordField", "RecordPart", "layout_of"]
