"""Composes the brief of two pages that a successor reads: where the dialogue stands, what is due, what was said. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from dialogues.frame import phases_of
from dialogues.models import Dialogue, Seat
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Deadline, Spoken, Todo
from inspired.core.printing import writing_of
from inspired.core.text import to_plain

SAID, DUE, WORDS, TITLE = 12, 8, 160, 90
FEWER = ((12, 8), (8, 6), (5, 4), (2, 2), (0, 0))  # how much is tried until two pages are enough


@dataclass(frozen=True)
class Due:
    """Something with a date: what, when, and how many seats owe it."""

    title: str
    due_at: datetime
    seats: int = 1


@dataclass(frozen=True)
class Brief:
    """What stands on the two pages, the most pressing and the most recent first; ``more_…`` counts what is left out."""

    dialogue: Dialogue
    seat: Seat | None
    phases: Sequence[Any]
    due: Sequence[Due]
    more_due: int
    waiting: Sequence[Todo] = field(default_factory=tuple)
    more_waiting: int = 0
    said: Sequence[Spoken] = field(default_factory=tuple)
    more_said: int = 0


def brief_of(user: Anyone, dialogue: Dialogue, seat: Seat | None, *, said: int = SAID, due: int = DUE) -> Brief:
    """Collect what this person may read for a seat, or for the host team without one; nothing of drafts or messages."""
    dates = _dates(ports.deadlines.collect(user, dialogue), seat)
    parts: dict[str, Any] = {"dialogue": dialogue, "seat": seat, "phases": phases_of(user, dialogue)}
    parts |= {"due": dates[:due], "more_due": len(dates[due:])}
    if seat is None:
        waiting = [todo for todo in ports.todo.collect(user) if todo.dialogue_id == dialogue.pk]
        waiting.sort(key=lambda todo: (todo.rank, todo.title))
        return Brief(**parts, waiting=waiting[:said], more_waiting=len(waiting[said:]))
    words = sorted(ports.spoken.collect(user, seat), key=lambda one: one.at, reverse=True)
    return Brief(**parts, said=[_short(one) for one in words[:said]], more_said=len(words[said:]))


def _short(one: Spoken) -> Spoken:
    lines = (" ".join(line.split()) for line in to_plain(one.text).splitlines())
    text = Truncator(" · ".join(line for line in lines if line)).chars(WORDS)
    return Spoken(one.at, one.kind, Truncator(one.title).chars(TITLE), text, one.state, one.url)


def _dates(deadlines: Iterable[Deadline], seat: Seat | None) -> list[Due]:
    """Put together what is due from now on, each thing once; for one seat only what that seat owes."""
    seats: dict[tuple[datetime, str, int, str], set[int]] = {}
    for one in deadlines:
        if one.due_at > timezone.now() and (seat is None or one.seat == seat.pk):
            key = (one.due_at, one.kind, one.target, Truncator(one.title).chars(TITLE))
            seats.setdefault(key, set()).add(one.seat)
    return [Due(title, due_at, len(owing)) for (due_at, _kind, _target, title), owing in sorted(seats.items())]


def page_of(brief: Brief, language: str, at: datetime) -> Callable[[], str]:
    """Return what composes the brief as one page of HTML for the printer. No person is named on it."""

    def compose() -> str:
        return render_to_string("pdf/brief.html", {"brief": brief, "at": at, **writing_of(language)})

    return compose
