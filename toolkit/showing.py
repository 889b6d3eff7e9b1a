"""Prepares what the pages of toolkit and guide show. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Link
from toolkit.models import GuidePage, Passage, Reading, Tool
from toolkit.outline import Entry, outline
from toolkit.states import OPEN_PLACES, Effort, Orientation, Phase, Place, Theme, ToolCategory

Label = str | Promise


@dataclass(frozen=True)
class Cell:
    """One tool in one phase: how far it is of use there."""

    phase: str
    label: Label
    is_main: bool
    is_used: bool
    is_only_main: bool = False

    @property
    def words(self) -> Label:
        """Say it: "mainly here" only where one phase stands out, for what is said everywhere tells nothing."""
        if not self.is_used:
            return _("not foreseen")
        if self.is_only_main:
            return _("mainly here")
        return _("here") if self.is_main else _("also here")


@dataclass(frozen=True)
class Whereabouts:
    """A place in the application: what it is called there, and the ways to it that this person has."""

    label: Label
    links: tuple[Link, ...]
    is_open: bool = False


def labels(values: Iterable[Any], choices: Any) -> list[Label]:
    """Name what is chosen, in the order of the list."""
    chosen = set(values)
    return [label for value, label in choices.choices if value in chosen]


def cells(tool: Tool) -> list[Cell]:
    """The row of a tool in the matrix of tools and phases."""
    only = len(tool.main_phases) == 1
    return [
        Cell(phase, label, phase in tool.main_phases, phase in tool.phases, only and phase in tool.main_phases)
        for phase, label in Phase.choices
    ]


def matrix(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """The rows of the overview."""
    return [
        {
            "tool": tool,
            "cells": cells(tool),
            "categories": labels(tool.categories, ToolCategory),
            "orientations": labels(tool.orientations, Orientation),
            "effort": tool.overall.label,
        }
        for tool in tools
    ]


def phase_uses(tool: Tool) -> list[dict[str, Any]]:
    """What a tool is for in each phase; a phase without a word is said to have none."""
    return [{"cell": cell, "passage": tool.use_in(cell.phase)} for cell in cells(tool)]


def tool_context(tool: Tool, user: Anyone) -> dict[str, Any]:
    """What the page of a tool shows, whether it is stored or only previewed."""
    return {
        "tool": tool,
        "words": tool.words,
        "phases": phase_uses(tool),
        "categories": labels(tool.categories, ToolCategory),
        "orientations": labels(tool.orientations, Orientation),
        "sizes": [
            (tool._meta.get_field(part).verbose_name, Effort(getattr(tool, part)).label)  # type: ignore[union-attr]
            for part in ("people", "time", "cost")
        ],
        "uses": ports.uses_of_tool.collect(user, tool.number) if user.is_authenticated else [],
        "pages": [entry for entry in outline().values() if tool.number in entry.tools],
    }


def neighbours(tool: Any, among: Sequence[Any]) -> dict[str, Any]:
    """The one before and the one after, in the order of the list."""
    at = next((index for index, other in enumerate(among) if other.pk == tool.pk), None)
    if at is None:
        return {"before": None, "after": None}
    return {"before": among[at - 1] if at else None, "after": among[at + 1] if at + 1 < len(among) else None}


def guide_context(page: GuidePage, tools: Iterable[Tool], user: Anyone) -> dict[str, Any]:
    """What a page of the guide shows, whether it is stored or only previewed."""
    entries = list(outline().values())
    at = next((index for index, entry in enumerate(entries) if entry.slug == page.slug), None)
    numbers = set(page.tools)
    return {
        "page": page,
        "words": page.words,
        "parent": outline().get(page.parent_id) if page.parent_id else None,
        "children": [entry for entry in entries if entry.parent == page.slug],
        "before": entries[at - 1] if at else None,
        "after": entries[at + 1] if at is not None and at + 1 < len(entries) else None,
        "tools": [tool for tool in tools if tool.number in numbers],
        "places": whereabouts(page.places, user),
    }


def whereabouts(places: Iterable[str], user: Anyone) -> list[Whereabouts]:
    """Say where in the application something is done; ways into dialogues are those this person has."""
    found = []
    for place in places:
        label = Place(place).label
        if place in OPEN_PLACES:
            way = Link(str(label), reverse(OPEN_PLACES[Place(place)]))
            found.append(Whereabouts(label, (way,), is_open=True))
        else:
            ways = ports.places.collect(user, place) if user.is_authenticated else []
            found.append(Whereabouts(label, tuple(ways)))
    return found


def chapters() -> list[tuple[Entry, list[Entry]]]:
    """The tree of the guide: each page at the top with those under it."""
    entries = outline().values()
    return [(top, [entry for entry in entries if entry.parent == top.slug]) for top in entries if not top.parent]


def by_theme(readings: Iterable[Reading]) -> list[tuple[Label, list[tuple[Reading, Passage]]]]:
    """Readings under the six themes; a theme without any is left out."""
    held = list(readings)
    found = [
        (label, [(reading, reading.text("annotation")) for reading in held if reading.theme == theme])
        for theme, label in Theme.choices
    ]
    return [(label, rows) for label, rows in found if rows]
