"""Notes in the trail that somebody took a list out of the site."""

from __future__ import annotations

from django.db import transaction

from dialogues.models import Dialogue
from inspired.core.audit import record
from inspired.core.models import User


@transaction.atomic
def note_export(dialogue: Dialogue, *, by: User, what: str, kind: str, rows: int) -> None:
    """Record that a list was downloaded: which one, in which format, how many rows."""
    record(by, "list.exported", dialogue, what=what, kind=kind, rows=rows)
