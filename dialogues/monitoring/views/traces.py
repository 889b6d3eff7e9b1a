"""The trace from source to commitment, walked from either end, and the timeline of the commitments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dialogues.models import Dialogue
from dialogues.monitoring import tracing
from dialogues.monitoring.charting import draw
from dialogues.monitoring.gap_words import GAPS, HINTS, LABELS, header, labelled, rows_of
from dialogues.monitoring.timeline_reading import spans_of
from dialogues.monitoring.trace_reading import trace_of
from dialogues.monitoring.views.framing import OF_DIALOGUE, page
from dialogues.services.exports import note_export
from inspired.core import exports
from inspired.core.access import requires

MOST = 150  # lines of a level on one page; a search narrows them


@requires("monitoring.see_inside", Dialogue, **OF_DIALOGUE)
@require_safe
def trace(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show one level of the trace with its gaps, or everything that one thing rests on and that rests on it."""
    woven = trace_of(request.user, dialogue)
    kind = request.GET.get("format", "")
    if kind in exports.TYPES:
        rows = list(rows_of(woven))
        note_export(dialogue, by=request.user, what="trace", kind=kind, rows=len(rows))
        return exports.download("trace", kind, header(), rows)
    start = request.GET.get("from", "")
    if start and start not in woven.nodes:
        raise Http404
    context = _walk(woven, start) if start else _level(request, woven)
    return page(request, "trace", dialogue, counts=_counts(woven), gaps=_gaps(woven), **context)


def _counts(woven: tracing.Trace) -> list[tuple[str, Any, int]]:
    return [(level, LABELS[level], len(woven.at(level))) for level in tracing.LEVELS]


def _gaps(woven: tracing.Trace) -> list[tuple[str, Any, Any, int]]:
    return [(gap.value, GAPS[gap], HINTS[gap], count) for gap, count in woven.gap_counts().items()]


def _walk(woven: tracing.Trace, start: str) -> dict[str, Any]:
    chain = woven.chain(start)
    levels = [(LABELS[level], [labelled(woven, node) for node in nodes]) for level, nodes in chain.items()]
    return {"start": woven.nodes[start], "levels": levels}


def _level(request: HttpRequest, woven: tracing.Trace) -> dict[str, Any]:
    """Return the lines of the level asked for, narrowed to a gap or to words."""
    gap, word = request.GET.get("gap", ""), request.GET.get("q", "").strip()[:100]
    level = request.GET.get("level", "")
    level = level if level in tracing.LEVELS else "recommendation"
    found = list(_narrowed(woven, level, gap, word.casefold()))
    lines = [labelled(woven, node) for node in found[:MOST]]
    label = None if gap else LABELS[level]
    return {"level": level, "label": label, "gap": gap, "word": word, "lines": lines, "total": len(found), "most": MOST}


def _narrowed(woven: tracing.Trace, level: str, gap: str, word: str) -> Iterator[tracing.Node]:
    for node in woven.nodes.values() if gap else woven.at(level):
        gaps = woven.gaps.get(node.key, ())
        has_gap = not gap or (gaps if gap == "any" else gap in gaps)
        if has_gap and (not word or word in f"{node.note} {node.label}".casefold()):
            yield node


@requires("monitoring.see_inside", Dialogue, **OF_DIALOGUE)
@require_safe
def timeline(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Draw when recommendations are to be carried out and what was reported, with the same in a table."""
    spans = spans_of(request.user, dialogue)
    return page(request, "timeline", dialogue, spans=spans, chart=draw(spans, timezone.localdate()) if spans else None)
