"""Composes the ballots of an appraisal: what is asked, and for whom each sheet is. They hold no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from dialogues.consensus.appraising import Sheet, sheet_of
from dialogues.consensus.models import Appraisal
from dialogues.consensus.states.appraisal import Depth, Score
from dialogues.models import Seat
from inspired.core.printing import writing_of


@dataclass(frozen=True)
class Ballots:
    """All ballots of one print: ``names`` of those they are for, empty for a blank one."""

    appraisal: Appraisal
    sheet: Sheet
    names: Sequence[str]

    @property
    def is_words(self) -> bool:
        """Are words asked for, and no scores?"""
        return self.appraisal.depth == Depth.WORDS

    @property
    def steps(self) -> list[tuple[int, Any]]:
        """The steps of the scale with their meaning."""
        return list(Score.choices)


def ballots_of(appraisal: Appraisal, *, is_named: bool, blanks: int) -> Ballots:
    """Compose the ballots; ``appraisal`` needs ``challenge__dialogue`` loaded. Three queries."""
    names: list[str] = []
    if is_named:
        seats = Seat.objects.at_the_table().filter(dialogue=appraisal.challenge.dialogue_id)
        names = [str(seat.organisation) for seat in seats.select_related("organisation").order_by("organisation__name")]
    return Ballots(appraisal, sheet_of(appraisal), [*names, *[""] * blanks])


def page_of(ballots: Ballots, language: str) -> str:
    """Return the ballots as one page of HTML for the printer."""
    dialogue = ballots.appraisal.challenge.dialogue
    context = {"ballots": ballots, "dialogue": dialogue, "challenge": ballots.appraisal.challenge}
    return render_to_string("pdf/ballots.html", context | writing_of(language))
