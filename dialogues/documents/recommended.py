"""Reads what a version of the Roadmap holds beside its sections: recommendations by priority, commitments, who is to sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.documents.freezing import entries

LINES = (
    ("addressee", gettext_lazy("Addressed to")),
    ("target_group", gettext_lazy("For whom")),
    ("time", gettext_lazy("Time frame")),
    ("budget_line", gettext_lazy("Budget line or source of funds")),
    ("measure", gettext_lazy("Type of measure")),
    ("stage", gettext_lazy("Stage of the policy cycle")),
    ("option", gettext_lazy("Option chosen")),
)
TEXTS = (
    ("resources", gettext_lazy("What it needs")),
    ("feasibility", gettext_lazy("What stands in the way")),
    ("collaboration", gettext_lazy("How working together answers it")),
    ("capacity_gaps", gettext_lazy("What those who carry it out lack")),
    ("standards", gettext_lazy("Standards and conventions")),
)


@dataclass(frozen=True)
class Said:
    """One attribute as it is printed; ``is_text`` where it is written in the safe subset, else it is a plain line."""

    label: str
    value: str
    is_text: bool = False


@dataclass(frozen=True)
class Priority:
    """A policy priority of the Roadmap, with its recommendations."""

    number: int
    title: str
    entries: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Committed:
    """What one organisation, by the name it appears under, takes on: code and title, its part, its words, by when."""

    name: str
    rows: tuple[tuple[str, str, str, str, str], ...]


def priorities(content: Mapping[str, Any]) -> list[Priority]:
    """Return the recommendations of a version by priority, in the order in which they were frozen."""
    groups: dict[int, list[dict[str, Any]]] = {}
    titles = {}
    for entry in entries(content):
        groups.setdefault(entry["challenge_number"], []).append(entry)
        titles[entry["challenge_number"]] = entry["challenge"]
    return [Priority(at, titles[number], tuple(found)) for at, (number, found) in enumerate(groups.items(), 1)]


def commitments(content: Mapping[str, Any]) -> list[Committed]:
    """Return who takes on what, by name; organisations that appear under one name stand together, so that none is told apart."""
    found: dict[str, list[tuple[str, str, str, str, str]]] = {}
    for entry in entries(content):
        for part in entry.get("parts", ()):
            row = (entry["code"], entry["title"], part["part_label"], part["words"], entry["time"])
            found.setdefault(part["name"], []).append(row)
    return [Committed(name, tuple(rows)) for name, rows in sorted(found.items())]


def said_of(entry: Mapping[str, Any]) -> list[Said]:
    """Return every attribute that a recommendation has beside its title, text and reasons, as it is printed."""
    return [one for one in _all_of(entry) if one.value]


def _all_of(entry: Mapping[str, Any]) -> Iterator[Said]:
    for part in entry.get("parts", ()):
        yield Said(part["part_label"], f"{part['name']}: {part['words']}" if part["words"] else part["name"])
    yield from (Said(str(label), entry.get(key, "")) for key, label in LINES)
    yield from (_appraised(one) for one in entry.get("appraised", ()) if one["is_chosen"])
    for other in entry.get("rejected", ()):
        yield Said(_("Not chosen: %(option)s") % {"option": other["option"]}, other["why"], is_text=True)
    yield from (_appraised(one) for one in entry.get("appraised", ()) if not one["is_chosen"])
    yield from (Said(str(label), entry.get(key, ""), is_text=True) for key, label in TEXTS)
    yield Said(_("Indicators"), "; ".join(entry.get("indicators", ())))


def _appraised(one: Mapping[str, Any]) -> Said:
    """Say what came of an option in its appraisal: of the chosen one by criterion, of others in a line."""
    label = _("How it was appraised: %(option)s") % {"option": one["option"]}
    if one["how"] == "dots":
        there = {"n": one["dots"][0], "all": one["dots"][1]} if one["dots"] else {}
        return Said(label, _("%(n)d of %(all)d dots in the room") % there if there else "")
    answered = ngettext("%(n)d seat answered", "%(n)d seats answered", one["seats"]) % {"n": one["seats"]}
    if one["how"] == "words":
        return Said(label, _("In words, without figures; %(answered)s") % {"answered": answered})
    if not any("median" in grade for grade in one["grades"]):
        none = _("Fewer than five scores under each criterion, so no figures are printed; %(answered)s.")
        return Said(label, none % {"answered": answered})
    if not one["is_chosen"]:
        medians = "; ".join(f"{grade['criterion']} {_median(grade)}" for grade in one["grades"])
        return Said(label, _("Medians, 0 to 4: %(medians)s. %(answered)s") % {"medians": medians, "answered": answered})
    scale = _("Scores from 0 (makes it worse) to 4 (fully meets it); %(answered)s.") % {"answered": answered}
    return Said(
        label, "\n".join([scale, "", *(f"- {_literally(_grade(grade))}" for grade in one["grades"])]), is_text=True
    )


def _grade(grade: Mapping[str, Any]) -> str:
    scores = ngettext("%(n)d score", "%(n)d scores", grade["scored"]) % {"n": grade["scored"]}
    said = {"criterion": grade["criterion"], "scores": scores, "median": _median(grade)}
    if "median" not in grade:
        return _("%(criterion)s: too few to say (%(scores)s)") % said
    if grade["low"] == grade["high"]:
        return _("%(criterion)s: %(median)s in each of %(scores)s") % said
    spread = said | {"low": grade["low"], "high": grade["high"]}
    return _("%(criterion)s: median %(median)s, from %(low)d to %(high)d (%(scores)s)") % spread


def _median(grade: Mapping[str, Any]) -> str:
    return number_format(Decimal(grade["median"]).normalize()) if "median" in grade else "–"


def _literally(text: str) -> str:
    """Keep signs in a title from being read as marks of the safe subset."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)


def entry_text(entry: Mapping[str, Any]) -> str:
    """Return a recommendation in words, so that what changed between two versions can be shown."""
    lines = (f"{one.label}: {one.value}" for one in said_of(entry))
    return "\n\n".join(text for text in (entry["title"], entry["text"], entry["rationale"], *lines) if text)
