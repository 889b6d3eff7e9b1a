"""Knows whether the minutes of a meeting went round. Reads only; what follows from it the verbs decide."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dialogues.activities.models import Meeting, Minutes
from dialogues.activities.states.meetings import MinutesState
from inspired.core.states import StateError


def refuse_once_circulated(meeting: Meeting) -> None:
    """Raise StateError when the minutes were sent round: what people approve, or have approved, stays as they read it."""
    if Minutes.objects.filter(meeting=meeting).exclude(state=MinutesState.DRAFT).exists():
        raise StateError(_("The minutes were sent round. Take them back first; approvals given so far count no more."))
