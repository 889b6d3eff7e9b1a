"""Notes in the trail that somebody took a list out of the site."""

from __future__ import annotations

from django.db import transaction

from dialogues.models import Dialogue
from inspired.core.access import Anyone
from inspired.core.audit import record


@transaction.atomic
def note_export(dialogue: Dialogue | None, *, by: Anyone, what: str, kind: str, rows: int) -> None:
    """Record that a list was downloaded: which one, in which format, how many rows.

    Without a dialogue it is noted for the whole platform. Whoever is not signed in takes only what is published, which
    leaves no note.
    """
    if not by.is_authenticated:
        return
    record(by, "list.exported", dialogue or by, what=what, kind=kind, rows=rows)
