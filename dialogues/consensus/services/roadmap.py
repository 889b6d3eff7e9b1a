"""Writes to the Roadmap itself: beginning it with its text, its type and the day its months count from."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.consensus.models import Roadmap
from dialogues.consensus.states.recommendations import RoadmapType
from dialogues.documents.services.sections import begin_document
from dialogues.documents.states import DocumentKind
from dialogues.models import Dialogue
from dialogues.services.dialogue import show_tab
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError


@transaction.atomic
def begin_roadmap(dialogue: Dialogue, *, by: User, kind: str, starts_on: date | None = None) -> Roadmap:
    """Begin the Roadmap of a dialogue: its type, the day its months count from, and its text with the suggested sections.

    Shows the tab to everybody inside. Raises StateError when it was begun already.
    """
    dialogue = show_tab(dialogue, "consensus", by=by)
    require(by, "consensus.steer_roadmap", dialogue)
    if Roadmap.objects.filter(dialogue=dialogue).exists():
        raise StateError(_("This dialogue has its Roadmap for Reform already."))
    document = begin_document(dialogue, by=by, kind=DocumentKind.ROADMAP)
    roadmap = Roadmap.objects.create(dialogue=dialogue, kind=RoadmapType(kind), starts_on=starts_on, document=document)
    record(by, "roadmap.begun", roadmap, tier=Tier.PARTICIPANTS, kind=roadmap.kind)
    return roadmap


@transaction.atomic
def change_roadmap(roadmap: Roadmap, *, by: User, kind: str, starts_on: date | None, revision: int) -> Roadmap:
    """Change the type, or the day from which months count; nothing new is no change. Raises StaleError after others' change."""
    row = Roadmap.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=roadmap.pk)
    require(by, "consensus.change_roadmap", row)
    if (RoadmapType(kind), starts_on) == (row.kind, row.starts_on):
        return row
    if revision != row.revision:
        raise StaleError(row)
    row.kind, row.starts_on = RoadmapType(kind), starts_on
    row.revision += 1
    row.save(update_fields=["kind", "starts_on", "revision"])
    record(by, "roadmap.changed", row, tier=Tier.PARTICIPANTS, kind=row.kind)
    return row
