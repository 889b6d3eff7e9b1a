"""Reads an appraisal as a sheet of options and criteria, what a seat has said on it, and who may read what others said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from dialogues.appearing import label
from dialogues.consensus.judging import Cell, Missing, missing_scores, missing_words
from dialogues.consensus.models import Appraisal, Criterion, Judgement, Opinion, Option
from dialogues.consensus.states.appraisal import AppraisalStatus, Depth, Score
from dialogues.models import GroundRules, Seat
from dialogues.models.standing import Standing
from dialogues.states import Attribution, Audience, Channel
from inspired.core.access import Anyone

NOBODY = str(Attribution.NOBODY)
SINGLY = frozenset({Attribution.ORGANISATION, Attribution.PERSON})


@dataclass(frozen=True)
class Sheet:
    """What is judged: the options in their order under the criteria in theirs; two queries."""

    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]

    @property
    def cells(self) -> list[Cell]:
        """Every pair of an option and a criterion."""
        return [(option.pk, criterion.pk) for option in self.options for criterion in self.criteria]

    def option(self, letter: str) -> Option | None:
        """Find an option by its letter."""
        return next((one for one in self.options if one.letter == letter), None)

    def after(self, option: Option) -> Option | None:
        """Return the option that comes next."""
        at = self.options.index(option) + 1
        return self.options[at] if at < len(self.options) else None


def sheet_of(appraisal: Appraisal) -> Sheet:
    """Read what an appraisal is about; two queries."""
    options = list(appraisal.options.all())
    for option in options:
        option.challenge = appraisal.challenge
    criteria = Criterion.objects.kept().filter(criteria_set=appraisal.criteria_set_id)
    return Sheet(tuple(options), tuple(criteria))


def said_by(opinion: Opinion | None) -> dict[Cell, Judgement]:
    """Return what one seat has said so far, by option and criterion; one query."""
    rows = opinion.judgements.all() if opinion is not None else ()
    return {(one.option_id, one.criterion_id): one for one in rows}


def lacking(appraisal: Appraisal, sheet: Sheet, opinion: Opinion, said: dict[Cell, Judgement]) -> Missing:
    """Say what is missing before an opinion can be submitted. Paper and telephone need no reasons."""
    if appraisal.depth == Depth.WORDS:
        return missing_words(said, sheet.cells)
    return missing_scores(said, sheet.cells, needs_reasons=opinion.channel == Channel.WEB)


def missing_of(opinion: Opinion) -> Missing:
    """Read an opinion and say what is missing; three queries."""
    return lacking(opinion.appraisal, sheet_of(opinion.appraisal), opinion, said_by(opinion))


def opinion_of(appraisal: Appraisal, seat: Seat) -> Opinion | None:
    """Return what a seat has saved in an appraisal, submitted or not; one query."""
    found = Opinion.objects.filter(appraisal=appraisal, seat=seat).first()
    if found is not None:
        found.appraisal, found.seat = appraisal, seat
    return found


def seat_to_judge_for(user: Anyone, appraisal: Appraisal, seat_id: int) -> Seat | None:
    """Return a seat at the table this person speaks for; one query."""
    standing = appraisal.challenge.dialogue.standing_of(user)
    if seat_id not in standing.speaking:
        return None
    return _at_table(appraisal).filter(pk=seat_id).first()


def seat_to_enter_for(appraisal: Appraisal, seat_id: int) -> Seat | None:
    """Return a seat at the table; one query."""
    return _at_table(appraisal).filter(pk=seat_id).first()


def _at_table(appraisal: Appraisal):  # type: ignore[no-untyped-def]
    seats = Seat.objects.at_the_table().filter(dialogue=appraisal.challenge.dialogue_id)
    return seats.select_related("organisation")


@dataclass(frozen=True)
class Reader:
    """What one person may read of what others said in an appraisal."""

    standing: Standing
    attribution: str
    is_open: bool
    submitted: frozenset[int]

    @cached_property
    def sees_results(self) -> bool:
        """Are results shown: to the host team always, to a seat once its own answer is in, to all others once closed?

        Where the ground rules keep names back, nobody but the host team follows results as they come in: two looks
        would tell who answered in between.
        """
        if self.standing.is_team or not self.is_open:
            return True
        return self.attribution in SINGLY and bool(self.standing.seats & self.submitted)

    @cached_property
    def sees_singly(self) -> bool:
        """May single answers be read, each under a name: by the host team, and by participants where the rules allow it?"""
        return self.standing.is_team or (self.standing.is_participant and self.attribution in SINGLY)

    @cached_property
    def sees_words(self) -> bool:
        """May what others wrote be read, under as much of a name as the rules allow? Donors read totals alone."""
        return self.standing.is_team or self.standing.is_participant

    def name_of(self, seat: Seat, counts: Mapping[str, int]) -> str:
        """Name a seat for this person; needs ``seat.organisation`` loaded."""
        if self.standing.is_team or seat.pk in self.standing.seats:
            return str(seat.organisation.name)
        return label(seat, Audience.PARTICIPANTS, counts, attribution=self.attribution)


def attribution_in(appraisal: Appraisal) -> str:
    """Return how openly the ground rules in force name who gave an answer: nobody at all while there are none; one query.

    Answers are named only where both contributions and answers of rounds are.
    """
    rules = GroundRules.objects.in_force().filter(dialogue=appraisal.challenge.dialogue_id)
    contributed, shown = rules.values_list("attribution", "answers_shown").first() or (NOBODY, NOBODY)
    return contributed if shown in SINGLY or contributed not in SINGLY else shown


def reader_of(user: Anyone, appraisal: Appraisal, submitted: Iterable[int], attribution: str) -> Reader:
    """Say what this person may read; ``submitted`` are the seats whose answers are in."""
    standing = appraisal.challenge.dialogue.standing_of(user)
    is_open = appraisal.status == AppraisalStatus.OPEN
    return Reader(standing, attribution, is_open, frozenset(submitted))


def steps_in_words() -> dict[int, str]:
    """Say in the reader's language what each score means."""
    return {int(value): str(label) for value, label in Score.choices}


def score_words(score: int | None, cannot_say: bool, names: Mapping[int, Any]) -> str:
    """Say an answer in words; ``names`` is what each score means."""
    if cannot_say:
        return _("Cannot say")
    return f"{score} – {names[score]}" if score is not None else _("No answer")
