"""Lines and columns of what is followed beside commitments, as one reader sees them. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.consensus.models import Recommendation
from dialogues.models import Dialogue
from dialogues.monitoring.models import Adaptation, Step, Watcher
from dialogues.monitoring.models.following import Followed
from inspired.core.listing import Column
from workinggroups.naming import Names

SORTS: dict[str, Any] = {
    "newest": (gettext_lazy("Newest first"), ("-on", "-pk")),
    "number": (gettext_lazy("By recommendation"), ("recommendation__number", "-on")),
}
WATCHERS: dict[str, Any] = {"since": (gettext_lazy("Watching first"), ("-ended_at", "since"))}


@dataclass(frozen=True)
class NotedLine:
    """Something that was noted, by whom, and about which recommendation as far as this reader may know of it."""

    one: Any
    name: str
    kind: str
    about: Recommendation | None
    correct: str
    withdraw: str

    @property
    def changed_by(self) -> str:
        """Name who changed it last."""
        return _("Host team") if self.one.changed_by_team else self.name


def line(names: Names, one: Followed) -> NotedLine:
    """Put a note together with who brought it."""
    kind = "" if isinstance(one, Adaptation) else one.get_kind_display()  # type: ignore[attr-defined]
    one.dialogue = names.dialogue
    acts = (
        reverse(f"{one._meta.model_name}_{act}", args=[names.dialogue.slug, one.pk]) for act in ("correct", "withdraw")
    )
    return NotedLine(one, teller(names, one), kind, about(names, one), *acts)


def about(names: Names, one: Any) -> Recommendation | None:
    """Return the recommendation it is about; donors know of those that stand in a frozen version alone."""
    found: Recommendation | None = one.recommendation
    is_inside = names.standing.is_team or names.standing.is_participant
    return found if found is not None and (is_inside or found.frozen_at) else None


def teller(names: Names, one: Followed) -> str:
    """Name who brought it, as this reader may know."""
    return names.of(one.seat) if one.seat else _("Host team")


def columns(names: Names, model: type[Followed]) -> list[Column]:
    """The columns of one kind of notes."""
    found = [
        Column(gettext_lazy("On"), "on"),
        Column(gettext_lazy("In one line"), "title"),
        Column(gettext_lazy("Recommendation"), lambda one: str(about(names, one) or "")),
    ]
    if model is Adaptation:
        found += [Column(gettext_lazy("Until now"), "before"), Column(gettext_lazy("From now on"), "after")]
        found += [Column(gettext_lazy("Why"), "text")]
    else:
        found += [
            Column(gettext_lazy("Kind"), lambda one: one.get_kind_display()),
            Column(gettext_lazy("In words"), "text"),
        ]
    if model is Step:
        found += [Column(gettext_lazy("What came of it"), "result")]
    return [
        *found,
        Column(gettext_lazy("Where one can see it"), "source"),
        Column(gettext_lazy("Noted by"), lambda one: teller(names, one)),
    ]


@dataclass(frozen=True)
class WatcherLine:
    """Who watches, and over what."""

    one: Watcher
    name: str
    over: str


def watching(names: Names, dialogue: Dialogue, one: Watcher) -> WatcherLine:
    """Put a watcher together; needs the recommendations loaded."""
    one.dialogue = dialogue
    return WatcherLine(one, names.of(one.seat), over(one))


def over(one: Watcher) -> str:
    """Say which recommendations it watches over."""
    return ", ".join(sorted(found.code for found in one.recommendations.all())) or _("All commitments")


def watcher_columns(names: Names) -> list[Column]:
    """The columns of the watchers."""
    return [
        Column(gettext_lazy("Organisation"), lambda one: names.of(one.seat)),
        Column(gettext_lazy("In which role"), "why"),
        Column(gettext_lazy("Watches over"), over),
        Column(gettext_lazy("Since"), "since"),
        Column(gettext_lazy("Ended on"), "ended_at"),
    ]
