"""Says what each type of Roadmap requires of a recommendation, and what one still lacks. Computes only; blocks nothing.

Source: the method's types of Roadmap. A declaration of intent agrees on principles; a framework agreement commits its
signatories to well-defined objectives; an action plan holds dated, concrete tasks for a named target group. Which
attributes follow from that is our suggestion. Real Roadmaps mix the types: there a recommendation that says when it is
done is a task of a plan, and one that does not is a commitment of a framework.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Recommendation
from dialogues.consensus.states.recommendations import Part, RoadmapType


class Attribute(NamedTuple):
    """Something a recommendation may say; ``part`` is the key of the part in which it is written."""

    key: str
    label: Any
    part: str


ATTRIBUTES = (
    Attribute("text", _("what is to be done"), "what"),
    Attribute("rationale", _("why"), "what"),
    Attribute("measure", _("type of measure"), "what"),
    Attribute("lead", _("who leads"), "who"),
    Attribute("target_group", _("for whom"), "who"),
    Attribute("time", _("time frame"), "when"),
    Attribute("resources", _("what it needs"), "when"),
    Attribute("indicators", _("indicator"), "indicators"),
)
DECLARED = frozenset({"text", "rationale"})
COMMITTED = DECLARED | {"lead", "indicators"}
PLANNED = COMMITTED | {"measure", "target_group", "time", "resources"}
REQUIRED: Mapping[str, frozenset[str]] = {
    RoadmapType.DECLARATION: DECLARED,
    RoadmapType.FRAMEWORK: COMMITTED,
    RoadmapType.PLAN: PLANNED,
}
DEEP = frozenset({"lead", "time", "resources", "indicators"})  # what depth of consensus is measured by


def said_in(row: Recommendation) -> frozenset[str]:
    """Return the keys of the attributes that a recommendation has; needs its shares loaded."""
    plain = {name for name in ("text", "rationale", "measure", "target_group", "indicators") if getattr(row, name)}
    if any(share.part == Part.LEAD for share in row.shares.all()):
        plain.add("lead")
    if row.begins_month is not None and row.ends_month is not None:
        plain.add("time")
    if row.resources or row.budget_line:
        plain.add("resources")
    return frozenset(plain)


def said_in_block(entry: Mapping[str, Any]) -> frozenset[str]:
    """Return the same of a recommendation inside a frozen version."""
    plain = {name for name in ("text", "rationale", "measure", "target_group", "indicators", "time") if entry.get(name)}
    if entry.get("lead_id") is not None:
        plain.add("lead")
    if entry.get("resources") or entry.get("budget_line"):
        plain.add("resources")
    return frozenset(plain)


def required(kind: str, said: Set[str]) -> frozenset[str]:
    """Return the keys of what the type requires of a recommendation that says this much."""
    if kind == RoadmapType.MIXED:
        return PLANNED if "time" in said else COMMITTED
    return REQUIRED[kind]


def missing(kind: str, said: Set[str]) -> tuple[Attribute, ...]:
    """Return what the type requires and the recommendation lacks, in the order in which it is written."""
    wanted = required(kind, said)
    return tuple(one for one in ATTRIBUTES if one.key in wanted and one.key not in said)


def is_deep(said: Set[str]) -> bool:
    """Has a recommendation lead, time frame, resources and indicator?"""
    return said >= DEEP
