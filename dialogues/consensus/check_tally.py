"""Counts a position check: how often each answer was given, by category, and whether quorum and share are reached.

Nothing here reads the database or decides: figures serve the conversation, the outcome is put into words by people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dialogues.consensus.states.checks import FAVOURABLE, OBJECTING, OFFERED, Basis, Stance
from dialogues.states import Category
from dialogues.turnout import FEWEST, in_percent, is_enough


@dataclass(frozen=True)
class Rules:
    """What a check was opened with; shares in percent, 1 to 100."""

    scale: str
    basis: str
    threshold: int
    quorum: int
    per_category: bool = False
    is_silence: bool = False


@dataclass(frozen=True)
class CategoryCount:
    """How one category answered. ``share`` in favour is None when too few answered to state it."""

    category: str
    asked: int
    answered: int
    counts: tuple[tuple[Stance, int], ...] = ()
    share: Fraction | None = None

    @property
    def label(self) -> str:
        """The category in words."""
        return str(Category(self.category).label)


@dataclass(frozen=True)
class Count:
    """A check as it stands. ``share`` is 0 to 1, None below three answers; ``tacit`` counts seats that were silent to the end.

    ``announced_objections`` were entered for seats that have not confirmed them: they are counted nowhere, and are no silence.
    Nor is it silence where nobody spoke for a seat at the end: ``absent`` counts these.
    """

    asked: int
    answered: int
    tacit: int
    counts: tuple[tuple[Stance, int], ...]
    categories: tuple[CategoryCount, ...]
    share: Fraction | None
    has_quorum: bool
    is_reached: bool
    objections: int
    announced_objections: int = 0
    absent: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The categories whose agreement cannot be stated, in words."""
        return tuple(one.label for one in self.categories if one.share is None)

    @property
    def percent(self) -> int | None:
        """The share in favour in whole percent, rounded down so that 74.6 does not read as 75."""
        return in_percent(self.share)


def count(
    rules: Rules,
    asked: Mapping[int, str],
    replies: Mapping[int, Stance],
    *,
    is_over: bool,
    announced: Mapping[int, Stance] | None = None,
    absent: Collection[int] = (),
) -> Count:
    """Count the replies of the seats asked: ``asked`` maps a seat to its category, ``replies`` a seat to its stance.

    The share in favour is favourable ÷ (answers − abstentions), or favourable ÷ asked, as ``rules.basis`` says. The quorum is
    answers ÷ asked. Silence is counted apart and enters neither. It is reached with quorum and share (in a silence procedure:
    when it is over and nobody objected), and, where asked for, with the share in every category. Replies of others count nowhere.
    ``announced`` was entered for seats that have not confirmed it: no figure, no silence, but an objection among it keeps a
    silence procedure from being reached. ``absent`` seats had nobody who could object at the end: they let nothing pass.
    """
    given = {seat: Stance(stance) for seat, stance in replies.items() if seat in asked}
    waiting = {seat: Stance(said) for seat, said in (announced or {}).items() if seat in asked and seat not in given}
    objections, against = _objecting(given), _objecting(waiting)
    silent = {*asked} - {*given} - {*waiting} if rules.is_silence and is_over else set()
    away = len(silent & {*absent})
    categories = tuple(_categories(rules, asked, given))
    share = _share(rules, len(asked), given.values()) if len(given) >= FEWEST else None
    has_quorum = bool(asked) and 100 * len(given) >= rules.quorum * len(asked)
    agreed = has_quorum and _meets(rules, share) and (not rules.per_category or _everywhere(rules, categories))
    passed = is_over and len(asked) > away and not objections and not against
    return Count(
        asked=len(asked),
        answered=len(given),
        tacit=len(silent) - away,
        counts=_counts(rules, given.values()),
        categories=categories,
        share=share,
        has_quorum=has_quorum,
        is_reached=passed if rules.is_silence else agreed,
        objections=objections,
        announced_objections=against,
        absent=away,
    )


def _objecting(said: Mapping[int, Stance]) -> int:
    return sum(stance in OBJECTING for stance in said.values())


def _meets(rules: Rules, share: Fraction | None) -> bool:
    return share is not None and 100 * share >= rules.threshold


def _everywhere(rules: Rules, categories: tuple[CategoryCount, ...]) -> bool:
    return bool(categories) and all(_meets(rules, one.share) for one in categories)


def _share(rules: Rules, asked: int, stances: Iterable[Stance]) -> Fraction | None:
    given = list(stances)
    counted = asked if rules.basis == Basis.INVITED else sum(stance != Stance.ABSTAIN for stance in given)
    return Fraction(sum(stance in FAVOURABLE for stance in given), counted) if counted else None


def _counts(rules: Rules, stances: Iterable[Stance]) -> tuple[tuple[Stance, int], ...]:
    counted = Counter(stances)
    return tuple((stance, counted[stance]) for stance in OFFERED[rules.scale] if counted[stance])


def _categories(rules: Rules, asked: Mapping[int, str], given: Mapping[int, Stance]) -> list[CategoryCount]:
    found = []
    for category in Category:
        seats = [seat for seat, its in asked.items() if its == category]
        stances = [given[seat] for seat in seats if seat in given]
        if not seats:
            continue
        is_stated = is_enough(len(stances), len(seats))
        counts = _counts(rules, stances) if is_stated else ()
        share = _share(rules, len(seats), stances) if is_stated else None
        found.append(CategoryCount(category.value, len(seats), len(stances), counts, share))
    return found
