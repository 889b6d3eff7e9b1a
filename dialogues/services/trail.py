"""Notes in the trail what leaves the house: downloads of lists."""

from __future__ import annotations

from django.db import transaction

from dialogues.models import Dialogue
from inspired.core.access import Anyone
from inspired.core.audit import record


@transaction.atomic
def log_export(dialogue: Dialogue | None, *, by: Anyone, what: str, kind: str, total: int) -> None:
    """Note who took which list with how many rows; without a dialogue it is noted for the whole platform.

    Whoever is not signed in takes only what is published, which leaves no note.
    """
    if not by.is_authenticated:
        return
    record(by, "list.exported", dialogue or by, what=what, format=kind, rows=total)
