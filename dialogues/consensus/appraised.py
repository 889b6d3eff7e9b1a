"""Reads what the latest closed appraisal says of options, by criterion and of all seats together, never of a single one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q

from dialogues.consensus.models import Appraisal, Dots, Judgement, Option
from dialogues.consensus.scoring import Figures, figures
from dialogues.consensus.states.appraisal import AppraisalStatus, Depth
from dialogues.turnout import FEWEST
from inspired.core.access import Anyone


class Grade(NamedTuple):
    """One criterion with what seats gave the option under it."""

    criterion: str
    told: Figures

    @property
    def median(self) -> float | None:
        """The median as a figure; None for fewer than three."""
        return float(self.told.median) if self.told.median is not None else None


@dataclass(frozen=True)
class Outcome:
    """What came of an option in an appraisal that is closed.

    ``seats`` have answered, in words those that said who gains or loses. ``dots`` are those on the option and those on all
    options; None where they came from fewer than three categories.
    """

    option: Option
    appraisal: Appraisal
    seats: int = 0
    grades: tuple[Grade, ...] = ()
    dots: tuple[int, int] | None = None

    @property
    def is_told(self) -> bool:
        """Are there three seats at least whose words may be counted together?"""
        return self.seats >= FEWEST

    @property
    def is_words(self) -> bool:
        """Was it appraised in words?"""
        return self.appraisal.depth == Depth.WORDS

    @property
    def is_dots(self) -> bool:
        """Was it appraised with dots in the room?"""
        return self.appraisal.depth == Depth.DOTS


@dataclass
class _Heard:
    """Collects what was said of one option."""

    titles: dict[int, str] = field(default_factory=dict)
    scores: dict[int, list[int | None]] = field(default_factory=dict)
    seats: set[int] = field(default_factory=set)


def outcomes_of(user: Anyone, options: Iterable[Option]) -> dict[int, Outcome]:
    """Return by its id what came of each option, as far as anything did; three queries at most, for any number of options.

    Only what is closed is told, to everybody alike: totals and no single answer. Needs the options with ``challenge_id``.
    """
    asked = {one.pk: one for one in options}
    latest = _latest(user, {one.challenge_id for one in asked.values()}) if asked else {}
    dotted = {one.pk for one in latest.values() if one.depth == Depth.DOTS}
    heard = _heard(asked, {one.pk for one in latest.values()} - dotted)
    found = {pk: _outcome(asked[pk], latest[asked[pk].challenge_id], said) for pk, said in heard.items()}
    for appraisal, counts in _dots(dotted).items():
        for pk, option in asked.items():
            if latest.get(option.challenge_id) == appraisal and counts.is_told:
                found[pk] = Outcome(option, appraisal, dots=(counts.on.get(pk, 0), sum(counts.on.values())))
    return found


def _latest(user: Anyone, challenges: Iterable[int]) -> dict[int, Appraisal]:
    rows = Appraisal.objects.visible_to(user).filter(challenge__in=challenges, status=AppraisalStatus.CLOSED)
    return {one.challenge_id: one for one in rows.select_related("challenge").order_by("number")}


def _heard(options: Mapping[int, Option], appraisals: Iterable[int]) -> dict[int, _Heard]:
    """Collect the judgements of submitted opinions by option; one query where there is anything to ask."""
    wanted = list(appraisals)
    if not wanted:
        return {}
    rows = Judgement.objects.filter(
        opinion__appraisal__in=wanted, opinion__submitted_at__isnull=False, option__in=options
    ).annotate(has_words=~Q(gains="") | ~Q(losses=""))
    found: dict[int, _Heard] = {}
    names = ("option", "criterion__number", "criterion__title", "opinion", "score", "cannot_say", "has_words")
    for option, number, title, opinion, score, cannot_say, has_words in rows.order_by().values_list(*names):
        said = found.setdefault(option, _Heard())
        said.titles[number] = title
        if score is not None or cannot_say:
            said.scores.setdefault(number, []).append(score)
        if score is not None or cannot_say or has_words:
            said.seats.add(opinion)
    return found


def _outcome(option: Option, appraisal: Appraisal, said: _Heard) -> Outcome:
    grades = [Grade(title, figures(said.scores.get(number, ()))) for number, title in sorted(said.titles.items())]
    return Outcome(option, appraisal, len(said.seats), () if appraisal.depth == Depth.WORDS else tuple(grades))


@dataclass
class _Counted:
    """The dots of one appraisal by option, and from how many categories they came."""

    on: dict[int, int] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)

    @property
    def is_told(self) -> bool:
        """Did three categories put dots, so that a total is of several seats at least?"""
        return len(self.categories) >= FEWEST


def _dots(appraisals: set[int]) -> dict[Any, _Counted]:
    found: dict[Any, _Counted] = {}
    for one in (
        Dots.objects.filter(appraisal__in=appraisals).select_related("appraisal__challenge") if appraisals else ()
    ):
        counted = found.setdefault(one.appraisal, _Counted())
        counted.on[one.option_id] = counted.on.get(one.option_id, 0) + one.count
        counted.categories.add(one.category)
    return found
