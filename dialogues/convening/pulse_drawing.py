"""Places the points of a trend on a picture. Computes whole numbers, draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

from dialogues.convening.models import Pulse
from dialogues.convening.states.pulse import PulseKind

WIDTH, HEIGHT, EDGE, INSET = 400, 200, 30, 40  # the inset keeps points and their words off the axis
MOST_WORDS = 8  # beyond, only the first and the last point say their number


@dataclass(frozen=True)
class Trend:
    """The points of one kind of question, from the oldest to the newest: place, words, and when it closed."""

    kind: str
    points: tuple[tuple[int, int, str, Any], ...]

    @property
    def line(self) -> str:
        """The points as an SVG line takes them."""
        return " ".join(f"{x},{y}" for x, y, _words, _at in self.points)


def score_words(pulse: Pulse) -> str:
    """Say a score: an average with one decimal, or a share."""
    score = pulse.score
    if score is None:
        return ""
    return number_format(score / 10, 1) if pulse.kind == PulseKind.SCALE else f"{score} %"


def trends_of(pulses: Sequence[Pulse]) -> list[Trend]:
    """Return a trend for each kind that was shown at least twice; averages run from 1 to 5, shares from 0 to 100 %."""
    found = []
    for kind, low, high in ((PulseKind.SCALE, 10, 50), (PulseKind.YES_NO, 0, 100)):
        told = [one for one in pulses if one.kind == kind and one.is_told]
        told.sort(key=lambda one: one.opened_at)
        if len(told) < 2:
            continue
        step = (WIDTH - 2 * (EDGE + INSET)) / (len(told) - 1)
        room = HEIGHT - 2 * EDGE
        places = tuple(
            (
                round(EDGE + INSET + place * step),
                round(HEIGHT - EDGE - room * ((one.score or 0) - low) / (high - low)),
                score_words(one) if len(told) <= MOST_WORDS or place in (0, len(told) - 1) else "",
                one.closed_at,
            )
            for place, one in enumerate(told)
        )
        found.append(Trend(kind.value, places))
    return found
