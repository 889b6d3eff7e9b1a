"""Puts recommendations together as their pages show them to one reader: who has a part by name, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.attributes import PARTS, Part, values_of
from dialogues.consensus.completeness import Attribute, missing, said_in
from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.consensus.months import time_in_words
from dialogues.consensus.states.recommendations import Part as Takes
from inspired.core.listing import Column
from workinggroups.naming import Names


@dataclass(frozen=True)
class Taking:
    """A seat's part in a recommendation as this reader may know it."""

    name: str
    words: str
    is_lead: bool
    is_own: bool


@dataclass(frozen=True)
class Shown:
    """A recommendation with what its page says beside it."""

    row: Recommendation
    takings: tuple[Taking, ...]
    time: str
    missing: tuple[Attribute, ...]

    @property
    def lead(self) -> str:
        """Who leads, empty while nobody does."""
        return next((one.name for one in self.takings if one.is_lead), "")

    @property
    def support(self) -> list[str]:
        """Who supports it."""
        return [one.name for one in self.takings if not one.is_lead]


def shown(row: Recommendation, roadmap: Roadmap | None, names: Names) -> Shown:
    """Put one recommendation together; needs its shares with their organisations loaded."""
    row.dialogue = row.challenge.dialogue = names.dialogue  # loaded already, for their addresses
    if row.option is not None:
        row.option.challenge = row.challenge
    shares = sorted(row.shares.all(), key=lambda one: (one.part != Takes.LEAD, one.pk))
    takings = tuple(
        Taking(names.of(one.seat), one.words, one.part == Takes.LEAD, one.seat_id in names.standing.speaking)
        for one in shares
    )
    lacks = missing(roadmap.kind, said_in(row)) if roadmap else ()
    return Shown(
        row, takings, time_in_words(row.begins_month, row.ends_month, roadmap.starts_on if roadmap else None), lacks
    )


def parts_of(one: Shown) -> Iterable[tuple[Part, tuple[Attribute, ...], bool]]:
    """Return the parts in which it is written, each with what is still missing in it and whether anything stands there."""
    return [
        (part, tuple(lack for lack in one.missing if lack.part == part.key), _is_begun(one.row, part)) for part in PARTS
    ]


def _is_begun(row: Recommendation, part: Part) -> bool:
    return any(value not in ("", None, []) for value in values_of(row, part).values())


def grouped(found: list[Shown]) -> list[dict[str, Any]]:
    """Put recommendations that follow each other in one priority together."""
    groups: list[dict[str, Any]] = []
    for one in found:
        if not groups or groups[-1]["challenge"].pk != one.row.challenge_id:
            groups.append({"challenge": one.row.challenge, "rows": []})
        groups[-1]["rows"].append(one)
    return groups


def columns(roadmap: Roadmap | None, names: Names) -> list[Column]:
    """The columns of the table that leaves the site: every attribute, by the names this reader knows."""

    def of(value: Any) -> Any:
        return lambda row: value(shown(row, roadmap, names))

    return [
        Column(_("Number"), "code"),
        Column(_("Priority"), lambda row: row.challenge.title),
        Column(_("Recommendation"), "title"),
        Column(_("Status"), "get_status_display"),
        Column(_("What is to be done"), "text"),
        Column(_("Why"), "rationale"),
        Column(_("Option chosen"), lambda row: row.option.title if row.option else ""),
        Column(_("Type of measure"), lambda row: row.get_measure_display()),
        Column(_("Stage of the policy cycle"), lambda row: row.get_stage_display()),
        Column(_("Addressed to"), "addressee"),
        Column(_("For whom"), "target_group"),
        Column(_("Lead"), of(lambda one: one.lead)),
        Column(_("Support"), of(lambda one: one.support)),
        Column(_("Time frame"), of(lambda one: one.time)),
        Column(_("What it needs"), "resources"),
        Column(_("Budget line or source of funds"), "budget_line"),
        Column(_("What stands in the way"), "feasibility"),
        Column(_("How working together answers it"), "collaboration"),
        Column(_("What those who carry it out lack"), "capacity_gaps"),
        Column(_("Indicators"), "indicators"),
        Column(_("Standards and conventions"), "standards"),
        Column(_("Still missing"), of(lambda one: [str(lack.label) for lack in one.missing])),
    ]
