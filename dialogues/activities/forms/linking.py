"""The choice of what an activity leads to, from what higher floors offer to its planner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dialogues.activities.linking import linkables_of
from dialogues.models import Dialogue
from inspired.core.access import Anyone


def linkable_choices(user: Anyone, dialogue: Dialogue, initial: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Return the choices, those of one text together; what was chosen and is not on offer to this person stays chosen."""
    choices: list[tuple[Any, Any]] = [("", _("Nothing here, or in words below"))]
    groups: dict[str, list[tuple[str, str]]] = {}
    known = linkables_of(user, dialogue)
    for one in known.values():
        groups.setdefault(one.group, []).append((one.key, one.short or one.label))
    kept = initial.get("output_key", "")
    if kept and kept not in known:
        choices.append((kept, initial.get("output_label") or _("What was chosen before")))
    return [*choices, *groups.items()]
