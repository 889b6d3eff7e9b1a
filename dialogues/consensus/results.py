"""The results of an appraisal as one person may read them: disagreement first, spreads, agreement by category, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from dialogues.consensus.agreement import Agreement, agreement, in_favour
from dialogues.consensus.appraising import (
    SINGLY,
    Reader,
    Sheet,
    attribution_in,
    reader_of,
    score_words,
    sheet_of,
    steps_in_words,
)
from dialogues.consensus.charts import Spread, spread
from dialogues.consensus.models import Appraisal, Criterion, Dots, Judgement, Option
from dialogues.consensus.scoring import Figures, figures
from dialogues.models import Seat
from dialogues.states import Category, Channel
from dialogues.turnout import AT_LEAST, FEWEST, in_percent
from inspired.core.access import Anyone

MOST_DISPUTED = 5
ACROSS = 2  # categories, at least, before something is said across them
FIELDS = (
    "option",
    "criterion",
    "score",
    "cannot_say",
    "gains",
    "losses",
    "reason",
    "opinion__seat",
    "opinion__channel",
    "opinion__confirmed_at",
)


class Answer(NamedTuple):
    """One judgement of one seat, as it stands in the database."""

    option: int
    criterion: int
    score: int | None
    cannot_say: bool
    gains: str
    losses: str
    reason: str
    seat: int
    channel: str
    confirmed_at: Any


@dataclass(frozen=True)
class Single:
    """One answer under the name its seat goes by for this reader."""

    seat: int
    name: str
    words: str
    reason: str = ""
    gains: str = ""
    losses: str = ""
    score: int | None = None


@dataclass(frozen=True)
class Result:
    """What was said of one option under one criterion, together and, where it may be read, singly (``tell_singly``)."""

    option: Option
    criterion: Criterion
    told: Figures
    drawn: Spread | None
    tell_singly: Callable[[], tuple[Single, ...]]

    @cached_property
    def singles(self) -> tuple[Single, ...]:
        """The answers that this reader may read; put into words when asked for, which pages do for a few of hundreds."""
        return self.tell_singly()

    @property
    def median(self) -> float | None:
        """The median as a figure."""
        return float(self.told.median) if self.told.median is not None else None

    @property
    def reasons(self) -> tuple[Single, ...]:
        """The answers that came with a reason."""
        return tuple(one for one in self.singles if one.reason)

    @property
    def words(self) -> tuple[Single, ...]:
        """The answers that say who gains or who loses."""
        return tuple(one for one in self.singles if one.gains or one.losses)


@dataclass(frozen=True)
class OptionResult:
    """All of one option: criterion by criterion, and how far the categories agree to it."""

    option: Option
    results: tuple[Result, ...]
    agreed: Agreement

    @property
    def by_seat(self) -> list[dict[str, Any]]:
        """What each seat said under each criterion, as far as this reader may read it, in the order of their names."""
        cells = [{single.seat: single for single in one.singles} for one in self.results]
        names = {seat: single.name for column in cells for seat, single in column.items()}
        rows = [{"name": name, "cells": [column.get(seat) for column in cells]} for seat, name in names.items()]
        return sorted(rows, key=lambda row: str(row["name"]))

    @property
    def reasons(self) -> list[tuple[Criterion, Single]]:
        """The reasons given for the lowest and the highest scores."""
        return [(one.criterion, single) for one in self.results for single in one.reasons]

    @property
    def has_words(self) -> bool:
        """Can this reader read under any criterion who gains or who loses?"""
        return any(one.words for one in self.results)

    @property
    def wordless(self) -> list[Criterion]:
        """The criteria under which this reader can read no words."""
        return [one.criterion for one in self.results if not one.words]

    @property
    def smallest(self) -> int | None:
        """The smallest agreement of a category in per cent; nothing of one category alone, which is no agreement across."""
        return in_percent(self.agreed.smallest) if self.is_across else None

    @property
    def product(self) -> int | None:
        """The product over the categories in per cent; nothing of one category alone."""
        return in_percent(self.agreed.product) if self.is_across else None

    @property
    def is_across(self) -> bool:
        """Is something stated of at least two categories?"""
        return len(self.agreed.stated) >= ACROSS


@dataclass
class Results:
    """An appraisal as one person may read it. Without ``reader.sees_results`` there are only counts."""

    sheet: Sheet
    reader: Reader
    asked: int
    answered: int
    unconfirmed: int
    silent: list[str]
    options: list[OptionResult] = field(default_factory=list)

    @property
    def disputed(self) -> list[Result]:
        """Where views differ most, widest first: this is where dialogue is needed."""
        every = [(one.told.disagreement, one) for option in self.options for one in option.results]
        apart = sorted((pair for pair in every if pair[0][0] > 0), key=itemgetter(0), reverse=True)
        return [one for _disagreement, one in apart[:MOST_DISPUTED]]

    @property
    def by_category(self) -> list[dict[str, Any]]:
        """Each category with how it stands to every option, for the table."""
        if not self.reader.sees_words or not self.options:  # donors read what is counted for all alone
            return []
        names = [one.category for one in self.options[0].agreed.categories]
        columns = [(one.option, {row.category: row for row in one.agreed.categories}) for one in self.options]
        return [
            {
                "name": Category(name).label,
                "cells": [
                    {"option": option, "row": rows[name], "share": in_percent(rows[name].share)}
                    for option, rows in columns
                ],
            }
            for name in names
        ]


def results_of(user: Anyone, appraisal: Appraisal) -> Results:
    """Read an appraisal's results as this person may; five queries whatever the number of seats."""
    sheet = sheet_of(appraisal)
    rows = Judgement.objects.filter(opinion__appraisal=appraisal, opinion__submitted_at__isnull=False).order_by()
    answers = [Answer(*row) for row in rows.values_list(*FIELDS)]
    every = Seat.objects.filter(dialogue=appraisal.challenge.dialogue_id, joined_at__isnull=False)
    seats = {seat.pk: seat for seat in every.select_related("organisation")}
    submitted = {one.seat for one in answers}
    reader = reader_of(user, appraisal, submitted, attribution_in(appraisal))
    table = {pk: seat for pk, seat in seats.items() if seat.left_at is None or pk in submitted}
    asked = Counter(seat.category for seat in table.values())
    waiting = {one.seat for one in answers if one.channel != Channel.WEB and one.confirmed_at is None}
    silent = sorted(set(asked) - {seats[pk].category for pk in submitted}, key=list(Category.values).index)
    found = Results(
        sheet, reader, len(table), len(submitted), len(waiting), [str(Category(one).label) for one in silent]
    )
    if reader.sees_results:
        by_option: dict[int, list[Answer]] = {}
        for one in answers:
            by_option.setdefault(one.option, []).append(one)
        names = {pk: reader.name_of(seat, asked) for pk, seat in table.items()}
        told = _Told(reader, {pk: seat.category for pk, seat in table.items()}, names, asked, steps_in_words())
        found.options = [told.option(sheet, one, by_option.get(one.pk, [])) for one in sheet.options]
    return found


@dataclass(frozen=True)
class _Told:
    """Tells one reader of answers; categories and names by seat, seats asked by category, what each score means."""

    reader: Reader
    categories: dict[int, str]
    names: dict[int, str]
    asked: Counter[str]
    steps: dict[int, str]

    def option(self, sheet: Sheet, option: Option, answers: list[Answer]) -> OptionResult:
        by_seat: dict[int, list[int | None]] = {}
        by_criterion: dict[int, list[Answer]] = {}
        for one in answers:
            by_seat.setdefault(one.seat, []).append(one.score)
            by_criterion.setdefault(one.criterion, []).append(one)
        stands = [(self.categories[pk], in_favour(scores)) for pk, scores in by_seat.items()]
        fewest = AT_LEAST if self.reader.sees_singly and self.reader.attribution in SINGLY else FEWEST
        asked = {name: self.asked[name] for name in Category.values if self.asked[name]}
        results = tuple(self.result(option, one, by_criterion.get(one.pk, [])) for one in sheet.criteria)
        return OptionResult(option, results, agreement(asked, stands, fewest=fewest))

    def result(self, option: Option, criterion: Criterion, answers: list[Answer]) -> Result:
        told = figures(one.score for one in answers if one.score is not None or one.cannot_say)
        is_many = sum(bool(one.gains or one.losses) for one in answers) >= FEWEST
        return Result(option, criterion, told, spread(told), lambda: self.singles(answers, told, is_many))

    def singles(self, answers: list[Answer], told: Figures, is_many: bool) -> tuple[Single, ...]:
        read = (self.single(one) for one in answers if self.may_read(one, told, is_many))
        return tuple(sorted(read, key=lambda one: (-1 if one.score is None else one.score, one.name)))

    def may_read(self, one: Answer, told: Figures, is_many: bool) -> bool:
        """Single answers go to those whom the rules allow; words without a name are read among three or more."""
        if self.reader.sees_singly or one.seat in self.reader.standing.seats:
            return True
        words = is_many and (one.gains or one.losses)
        return self.reader.sees_words and bool(words or (one.reason and told.is_told))

    def single(self, one: Answer) -> Single:
        is_named = self.reader.sees_singly or one.seat in self.reader.standing.seats
        words = score_words(one.score, one.cannot_say, self.steps) if is_named else ""
        score = one.score if is_named else None
        return Single(one.seat, self.names[one.seat], words, one.reason, one.gains, one.losses, score)


@dataclass(frozen=True)
class DotRow:
    """The dots on one option: all of them, and by category where the rules allow it."""

    option: Option
    total: int
    named: tuple[tuple[str, int], ...]


def dots_of(user: Anyone, appraisal: Appraisal, sheet: Sheet) -> tuple[Reader, list[str], list[DotRow]]:
    """Count the dots; two queries. Where names are kept back, categories are left out too: some are one seat."""
    reader = reader_of(user, appraisal, (), attribution_in(appraisal))
    counted = {(one.option_id, one.category): one.count for one in Dots.objects.filter(appraisal=appraisal)}
    categories = [name for name in Category.values if any(category == name for _option, category in counted)]
    labels = [str(Category(name).label) for name in categories]
    rows = []
    for option in sheet.options:
        each = [counted.get((option.pk, name), 0) for name in categories]
        rows.append(DotRow(option, sum(each), tuple(zip(labels, each, strict=True)) if reader.sees_singly else ()))
    return reader, labels if reader.sees_singly else [], rows
