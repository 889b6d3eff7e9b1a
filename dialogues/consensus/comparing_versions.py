"""Compares the versions of a Roadmap by breadth and depth for one reader, and places them on a picture. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.consensus.balance_of_consensus import ALL_CATEGORIES, Breadth, Depth, breadth, depth
from dialogues.consensus.completeness import said_in_block
from dialogues.documents.models import Document, Endorsement, Invitee, Round, Version
from dialogues.documents.states import RoundStatus
from inspired.core.access import Anyone

LEFT, RIGHT, TOP, BOTTOM = 54, 384, 16, 216  # the frame of the picture, in its own units


@dataclass(frozen=True)
class Compared:
    """One version with its depth, and with its breadth once a round on it has closed."""

    version: Version
    depth: Depth
    breadth: Breadth | None
    is_asking: bool

    @property
    def breadth_words(self) -> str:
        """Breadth in a sentence."""
        if self.breadth is None:
            return (
                _("The round is open; it is counted when it closes.") if self.is_asking else _("Nobody was asked yet.")
            )
        said = {"endorsing": self.breadth.endorsing, "asked": self.breadth.asked}
        organisations = _("%(endorsing)d of %(asked)d organisations asked") % said
        counted = {"n": self.breadth.categories, "all": ALL_CATEGORIES}
        categories = ngettext("%(n)d of %(all)d categories", "%(n)d of %(all)d categories", ALL_CATEGORIES) % counted
        return f"{organisations}, {categories}"

    @property
    def depth_words(self) -> str:
        """Depth in a sentence."""
        counted = {"deep": self.depth.deep, "all": self.depth.recommendations}
        return _("%(deep)d of %(all)d recommendations") % counted

    @property
    def place(self) -> tuple[int, int] | None:
        """Where it stands on the picture: broader to the right, deeper above; None while one of both is unknown."""
        if self.breadth is None or self.breadth.share is None or self.depth.share is None:
            return None
        x = LEFT + round((RIGHT - LEFT) * self.breadth.share)
        return x, BOTTOM - round((BOTTOM - TOP) * self.depth.share)


def compared(document: Document, user: Anyone) -> list[Compared]:
    """Compare the versions of a Roadmap that this person may see, the oldest first; four queries.

    While a round is open its endorsers are counted for nobody: a count that grows tells what the latest answer was.
    """
    versions = Version.objects.visible_to(user).filter(document=document).order_by("number")
    rounds = Prefetch("rounds", Round.objects.only("version", "status"))
    found = list(versions.select_related("document__dialogue").prefetch_related(rounds))
    asked: dict[int, dict[Hashable, str]] = defaultdict(dict)
    invited = Invitee.objects.filter(round__version__in=found)
    for version, seat, category in invited.values_list("round__version", "seat", "seat__category"):
        asked[version][seat] = category
    behind: dict[int, set[Hashable]] = defaultdict(set)
    for version, seat in Endorsement.objects.in_favour().filter(version__in=found).values_list("version", "seat"):
        behind[version].add(seat)
    return [_one(version, asked[version.pk], behind[version.pk]) for version in found]


def _one(version: Version, asked: dict[Hashable, str], behind: set[Hashable]) -> Compared:
    is_asking = any(round_.status == RoundStatus.OPEN for round_ in version.rounds.all())
    is_counted = bool(asked) and not is_asking
    entries = version.data["blocks"].get("recommendations", [])
    deep = depth(said_in_block(entry) for entry in entries)
    return Compared(version, deep, breadth(asked, behind) if is_counted else None, is_asking)


def line_of(rows: list[Compared]) -> str:
    """Return the way from version to version as an SVG line takes it."""
    return " ".join(f"{row.place[0]},{row.place[1]}" for row in rows if row.place)
