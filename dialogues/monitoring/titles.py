"""By which titles recommendations are called for one reader: whoever reads no draft reads the words that were frozen. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dialogues.consensus.models import Recommendation
from dialogues.documents.models import Version
from dialogues.documents.states import DocumentKind
from dialogues.models import Dialogue
from dialogues.monitoring.frozen_parts import titles_in
from dialogues.monitoring.models import Commitment
from inspired.core.access import Anyone


@dataclass(frozen=True)
class Titles:
    """``frozen`` holds titles by the numbers of recommendations; None for whoever reads the living ones.

    ``published`` holds those the public reads, by the version that was published and the number; None for all others.
    """

    frozen: Mapping[int, str] | None = None
    published: Mapping[tuple[int, int], str] | None = None

    def of(self, about: Recommendation) -> str:
        """Return the title of a recommendation as this reader may know it."""
        return self.at(about.number, about.title)

    def at(self, number: int, title: str) -> str:
        """Return it where only the number and the living title were read."""
        return title if self.frozen is None else self.frozen.get(number, "")

    def of_commitment(self, one: Commitment) -> str:
        """Return the title of what a commitment is about; to the public the one it was published under."""
        if self.published is None:
            return self.of(one.recommendation)
        return self.published.get((one.public_version_id or 0, one.recommendation.number), "")

    def coded(self, about: Recommendation) -> str:
        """Return it with its code."""
        return f"{about.code} {self.of(about)}".strip()

    def search(self, path: str = "recommendation__") -> str | Callable[[str], Q]:
        """Return by what a list searches in titles; what stands in a draft answers no search of those who do not read it."""
        frozen = self.frozen
        if self.published is not None:
            return self._among_published
        if frozen is None:
            return f"{path}title"

        def among_frozen(word: str) -> Q:
            return Q(**{f"{path}number__in": [n for n, title in frozen.items() if word.casefold() in title.casefold()]})

        return among_frozen

    def _among_published(self, word: str) -> Q:
        found = Q(pk__in=())
        for (version, number), title in (self.published or {}).items():
            if word.casefold() in title.casefold():
                found |= Q(public_version=version, recommendation__number=number)
        return found


def titles_for(user: Anyone, dialogue: Dialogue) -> Titles:
    """Read the titles for one reader; one query for donors and outsiders, none for the others.

    Donors know the versions of the Roadmap they may see. Outsiders know what was asked of those whose status is published.
    """
    standing = dialogue.standing_of(user)
    if standing.is_team or standing.is_participant:
        return Titles()
    if standing.is_donor:
        return Titles(_frozen(Version.objects.visible_to(user), dialogue))
    shown = Commitment.objects.visible_to(user).filter(dialogue=dialogue).order_by()
    return Titles({}, titles_by_version(dialogue, shown.values("public_version")))


def titles_by_version(dialogue: Dialogue, versions: Any) -> dict[tuple[int, int], str]:
    """Return the titles that versions of the Roadmap hold, by version and number; one query."""
    rows = _roadmaps(Version.objects.filter(pk__in=versions), dialogue)
    return {(version.pk, number): title for version in rows for number, title in titles_in(version.data)}


def _frozen(versions: Any, dialogue: Dialogue) -> dict[int, str]:
    """Take each title from the newest version that holds it."""
    found: dict[int, str] = {}
    for version in _roadmaps(versions, dialogue):
        for number, title in titles_in(version.data):
            found.setdefault(number, title)
    return found


def _roadmaps(versions: Any, dialogue: Dialogue) -> Any:
    rows = versions.filter(document__dialogue=dialogue, document__kind=DocumentKind.ROADMAP)
    return rows.order_by("-number").only("content")
