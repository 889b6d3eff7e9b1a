"""Words for the levels and gaps of the trace, and its rows as they leave the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.monitoring.tracing import LEVELS, Gap, Node, Trace

LABELS: dict[str, Any] = {
    "source": gettext_lazy("Sources"),
    "paragraph": gettext_lazy("Paragraphs of the analysis"),
    "challenge": gettext_lazy("Challenges"),
    "option": gettext_lazy("Policy options"),
    "recommendation": gettext_lazy("Recommendations"),
    "commitment": gettext_lazy("Commitments"),
}
GAPS: dict[str, Any] = {
    Gap.UNGROUNDED: gettext_lazy("Challenge that rests on nothing"),
    Gap.NO_SOURCE: gettext_lazy("Paragraph without a source"),
    Gap.NO_OPTION: gettext_lazy("Challenge without an option"),
    Gap.NO_RECOMMENDATION: gettext_lazy("Challenge without a recommendation"),
    Gap.UNPROVEN: gettext_lazy("Option chosen without a source"),
    Gap.NO_CHOICE: gettext_lazy("Recommendation without an option"),
    Gap.NO_COMMITMENT: gettext_lazy("Recommendation without a commitment"),
}
HINTS: dict[str, Any] = {
    Gap.UNGROUNDED: gettext_lazy("Name the paragraph of the analysis, or the source, that shows it."),
    Gap.NO_SOURCE: gettext_lazy("Something rests on this paragraph, and it cites nothing."),
    Gap.NO_OPTION: gettext_lazy("Nothing was weighed yet that would solve it."),
    Gap.NO_RECOMMENDATION: gettext_lazy("The Roadmap says nothing about it."),
    Gap.UNPROVEN: gettext_lazy("It was chosen, and nothing is named that shows it can work."),
    Gap.NO_CHOICE: gettext_lazy("One cannot see which option it carries out."),
    Gap.NO_COMMITMENT: gettext_lazy("Nobody was asked to take it on, or all have declined."),
}


@dataclass(frozen=True)
class TraceLine:
    """A node as the page shows it: what it is, how much it rests on and carries, and its gaps in words."""

    node: Node
    level: Any
    above: int
    below: int
    gaps: tuple[Any, ...]


def labelled(trace: Trace, node: Node) -> TraceLine:
    """Put a node together with its gaps in words and the number of its neighbours both ways."""
    gaps = tuple(GAPS[gap] for gap in trace.gaps.get(node.key, ()))
    return TraceLine(node, LABELS[node.level], len(trace.above[node.key]), len(trace.below[node.key]), gaps)


def header() -> list[Any]:
    """Name the columns of the trace as a file."""
    return [*(LABELS[level] for level in LEVELS), _("Gaps")]


def rows_of(trace: Trace) -> Iterator[list[Any]]:
    """Give one row for each recommendation, and one for each challenge that no recommendation answers."""
    for node in trace.nodes.values():
        if node.level == "recommendation" or Gap.NO_RECOMMENDATION in trace.gaps.get(node.key, ()):
            chain = trace.chain(node.key)
            gaps = {GAPS[gap]: None for nodes in chain.values() for one in nodes for gap in trace.gaps.get(one.key, ())}
            yield [*([named(one) for one in chain[level]] for level in LEVELS), [str(gap) for gap in gaps]]


def named(node: Node) -> str:
    """Name a node with its code or state."""
    return f"{node.label} ({node.note})" if node.note else f"{node.label}"
