"""Reads the timeline of the commitments: for each recommendation its months, its last day, and what was reported. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from dialogues.consensus.models.recommendations import code_of
from dialogues.models import Dialogue
from dialogues.monitoring.board import is_late
from dialogues.monitoring.charting import Mark, Span
from dialogues.monitoring.models import Commitment, Report
from dialogues.monitoring.states import PROGRESS_TONES, Progress
from dialogues.monitoring.titles import Titles, titles_for
from inspired.core.access import Anyone


class Row(NamedTuple):
    """What the timeline needs of one commitment."""

    number: int
    title: str
    asked_at: datetime
    due_on: date | None
    is_late: bool


def spans_of(user: Anyone, dialogue: Dialogue) -> list[Span]:
    """Return one span for each recommendation with a commitment that was not declined; two queries, one more for donors."""
    asked = Commitment.objects.inside_of(user).filter(dialogue=dialogue).exclude(answer="declined")
    rows = asked.with_owner_status().annotate(is_late=is_late()).order_by("recommendation__number", "pk")
    columns = ("recommendation__number", "recommendation__title", "asked_at", "due_on", "is_late")
    found: dict[int, list[Row]] = defaultdict(list)
    for row in map(Row._make, rows.values_list(*columns)):
        found[row.number].append(row)
    marks, titles = _marks(user, dialogue), titles_for(user, dialogue)
    return [_span(ones, marks[number], titles) for number, ones in found.items()]


def _marks(user: Anyone, dialogue: Dialogue) -> dict[int, list[Mark]]:
    """Return by the number of its recommendation what was reported; each day and each status is put into words once."""
    given = Report.objects.visible_to(user).counted().filter(commitment__dialogue=dialogue).order_by("on", "pk")
    rows = list(given.values_list("commitment__recommendation__number", "on", "status"))
    days = {day: date_format(day, "j M Y") for day in {row[1] for row in rows}}
    words = {value: str(label) for value, label in Progress.choices}
    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, day, status in rows:
        marks[number].append(Mark(day, PROGRESS_TONES[status], f"{days[day]}: {words[status]}"))
    return marks


def _span(ones: list[Row], marks: Iterable[Mark], titles: Titles) -> Span:
    number, title = ones[0].number, ones[0].title
    ends = max((one.due_on for one in ones if one.due_on), default=None)
    begins = min(timezone.localtime(one.asked_at).date() for one in ones)
    late = any(one.is_late for one in ones)
    return Span(code_of(number), titles.at(number, title), _begin(begins, ends), ends, late, tuple(marks))


def _begin(asked: date, ends: date | None) -> date:
    return min(asked, ends) if ends else asked
