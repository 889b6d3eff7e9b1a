"""Reads the timeline of the commitments: for each recommendation its months, its last day, and what was reported. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from dialogues.models import Dialogue
from dialogues.monitoring.board import for_board
from dialogues.monitoring.charting import Mark, Span
from dialogues.monitoring.models import Commitment, Report
from dialogues.monitoring.titles import Titles, titles_for
from inspired.core.access import Anyone


def spans_of(user: Anyone, dialogue: Dialogue) -> list[Span]:
    """Return one span for each recommendation with a commitment that was not declined; two queries, one more for donors."""
    rows = for_board(Commitment.objects.inside_of(user).filter(dialogue=dialogue).exclude(answer="declined"), user)
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows.select_related("recommendation").order_by("recommendation__number", "pk"):
        found[one.recommendation_id].append(one)
    marks: dict[int, list[Mark]] = defaultdict(list)
    given = Report.objects.visible_to(user).counted().filter(commitment__dialogue=dialogue).order_by("on", "pk")
    for report in given.select_related("commitment"):
        mark = Mark(report.on, report.tone, report.get_status_display())
        marks[report.commitment.recommendation_id].append(mark)
    titles = titles_for(user, dialogue)
    return [_span(ones, marks[about], titles) for about, ones in found.items()]


def _span(ones: list[Any], marks: Iterable[Mark], titles: Titles) -> Span:
    about = ones[0].recommendation
    ends = max((one.due_on for one in ones if one.due_on), default=None)
    begins = min(timezone.localtime(one.asked_at).date() for one in ones)
    return Span(
        about.code, titles.of(about), _begin(begins, ends), ends, any(one.is_late for one in ones), tuple(marks)
    )


def _begin(asked: date, ends: date | None) -> date:
    return min(asked, ends) if ends else asked
