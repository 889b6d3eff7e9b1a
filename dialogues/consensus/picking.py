"""Prepares the paragraphs of an analysis for choosing what a challenge rests on. Reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from dialogues.consensus.grounding import FIRST, endorsed_analysis, sections_of
from dialogues.consensus.models import Challenge, ChallengeGround
from dialogues.documents.models import Version
from dialogues.documents.plainly import opening
from inspired.core.access import Anyone
from inspired.core.numbers import key_in

MOST_SIGNS = 400  # of a paragraph, for choosing it


@dataclass(frozen=True)
class Pickable:
    """A paragraph to choose, with the challenges that rest on it already."""

    id: str
    number: int
    text: str
    used: list[Challenge]


@dataclass(frozen=True)
class PickSection:
    """A section with the paragraphs to choose; the one on challenges is unfolded."""

    number: int
    title: str
    paragraphs: list[Pickable]
    is_first: bool


def sections_to_pick(user: Anyone, version: Version) -> list[PickSection]:
    """Return the sections of a version, the one on challenges first, with what is made of their paragraphs; one query."""
    shown = Challenge.objects.visible_to(user).filter(dialogue=version.document.dialogue_id)
    rows = ChallengeGround.objects.filter(version=version, challenge__in=shown.values("pk")).exclude(paragraph_id="")
    used: dict[str, list[Challenge]] = defaultdict(list)
    for one in rows.select_related("challenge__dialogue"):
        used[one.paragraph_id].append(one.challenge)

    def section(one: dict[str, Any]) -> PickSection:
        numbered = [item for item in one["paragraphs"] if item["number"]]
        paragraphs = [
            Pickable(item["id"], item["number"], opening(item["text"], MOST_SIGNS), used[item["id"]])
            for item in numbered
        ]
        return PickSection(one["number"], one["title"], paragraphs, one["key"] == FIRST)

    return [section(one) for one in sections_of(version)]


def version_for(user: Anyone, challenge: Challenge, *, named: str = "", anew: bool = False) -> Version | None:
    """Return the version whose paragraphs an edit offers: the one the form was made from, or the one it rests on.

    ``anew`` asks for the endorsed one, from which other paragraphs were just picked.
    """
    here = Version.objects.visible_to(user).filter(document__dialogue=challenge.dialogue_id)
    if named:
        pks = [key_in(named)]
    else:
        pks = [] if anew else [one.version_id for one in challenge.grounds.all() if one.version_id]
    found = here.filter(pk__in=pks[:1]).select_related("document__dialogue").first()
    return found or endorsed_analysis(user, challenge.dialogue)
