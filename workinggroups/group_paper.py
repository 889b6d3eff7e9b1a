"""Composes a group's mission, members and outputs as one page of HTML for the printer. Reads only; no person is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from dialogues.appearing import sizes
from dialogues.models import Dialogue
from inspired.core.access import Anyone
from inspired.core.printing import writing_of
from workinggroups.models import Group
from workinggroups.naming import printed
from workinggroups.reading import view_of


def page_of(user: Anyone, group: Group, dialogue: Dialogue, language: str, at: datetime) -> Callable[[], str]:
    """Read what this person may see of the group, and return what composes the page without a query."""
    view, counts = view_of(user, group), sizes(dialogue)
    leading = {"coordinator": view.coordinator, "rapporteur": view.rapporteur}
    words: dict[str, Any] = {name: printed([one.seat], counts)[0] if one else "" for name, one in leading.items()}
    words |= {"view": view, "dialogue": dialogue, "host": str(dialogue.host_organisation), "at": at}
    words |= {"members": printed([one.seat for one in view.members], counts), **writing_of(language)}
    words["missions"] = view.missions
    return lambda: render_to_string("pdf/group.html", words)
