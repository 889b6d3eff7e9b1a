"""Says what became of paragraphs and recommendations since the version that somebody read before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from dialogues.documents.diffing import Change, compare
from dialogues.documents.freezing import entries
from dialogues.documents.models import Version

MARKS = {
    "edited": gettext_lazy("Changed since version %(number)s"),
    "added": gettext_lazy("New since version %(number)s"),
    "moved": gettext_lazy("Moved since version %(number)s"),
    "removed": gettext_lazy("Taken out since version %(number)s"),
}


def marks_since(content: Mapping[str, Any], since: Version) -> dict[str, str]:
    """Return by its id what happened to each paragraph since an earlier version, in words."""
    found = (change for section in compare(since.data, content) for change in section.changes)
    return {change.id: _mark(change, since) for change in found if change.kind in MARKS}


def _mark(change: Change, since: Version) -> str:
    return MARKS[change.kind] % {"number": since.number}


@dataclass(frozen=True)
class Recommended:
    """What became of a recommendation since an earlier version: the mark beside it, and the change for its words."""

    mark: str
    change: Change

    @property
    def has_words(self) -> bool:
        """Are there words to compare? What is new or taken out as a whole needs none beside it."""
        return self.change.kind in {"edited", "moved"} and self.change.old != self.change.new


def recommended_since(content: Mapping[str, Any], since: Version | None) -> dict[str, Recommended]:
    """Return by its id what became of each recommendation since an earlier version, those taken out among them."""
    if since is None or not (entries(content) or entries(since.data)):
        return {}
    parts = (part for part in compare(since.data, content) if part.key == "recommendations")
    changes = (change for part in parts for change in part.changes if change.kind in MARKS)
    return {change.id: Recommended(_mark(change, since), change) for change in changes}
