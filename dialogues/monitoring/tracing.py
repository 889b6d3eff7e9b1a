"""Follows what rests on what, from source to commitment, in both directions, and names the gaps. Pure: rows in, chains out.

A node stands on one of six levels. An edge leads from a node to one further on that rests on it; it may pass over levels
(a recommendation without a chosen option still hangs on its challenge). What is reachable is a matter of the edges alone:
``b`` stands in the chain of ``a`` exactly when ``a`` stands in the chain of ``b``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

LEVELS = ("source", "paragraph", "challenge", "option", "recommendation", "commitment")
ANSWERED = frozenset({"challenge", "recommendation"})  # where it is a gap that nothing rests on them
NOTHING: frozenset[str] = frozenset()
PLACES = {level: place for place, level in enumerate(LEVELS)}


class Gap(StrEnum):
    """What is missing at a node."""

    UNGROUNDED = "ungrounded"  # a challenge that rests on no paragraph and no source
    NO_SOURCE = "no_source"  # a paragraph that something rests on, and that cites no source
    NO_OPTION = "no_option"  # a challenge without an option
    NO_RECOMMENDATION = "no_recommendation"  # a challenge that no recommendation answers
    UNPROVEN = "unproven"  # an option chosen by a recommendation, without a paragraph or source of its own
    NO_CHOICE = "no_choice"  # a recommendation that names no option
    NO_COMMITMENT = "no_commitment"  # a recommendation that nobody is asked for, or that all have declined


class Later:
    """Words that are put together when somebody reads them: of a thousand things on their way a page shows some."""

    __slots__ = ("_say",)

    def __init__(self, say: Callable[[], str]) -> None:
        self._say = say

    def __str__(self) -> str:
        return self._say()


class Node(NamedTuple):
    """One thing on its way. ``carries`` is false for a commitment that was declined: it fills no gap."""

    key: str
    level: str
    label: str | Later
    note: str | Later = ""
    url: str | Later = ""
    carries: bool = True


@dataclass(frozen=True)
class Trace:
    """All nodes by their keys in the order given, and the edges both ways."""

    nodes: Mapping[str, Node]
    below: Mapping[str, frozenset[str]]
    above: Mapping[str, frozenset[str]]
    gaps: Mapping[str, tuple[Gap, ...]] = field(default_factory=dict)

    def at(self, level: str) -> list[Node]:
        """Return the nodes of a level."""
        return [node for node in self.nodes.values() if node.level == level]

    def chain(self, key: str) -> dict[str, list[Node]]:
        """Return by level everything a node rests on and everything that rests on it, itself among them.

        Raises KeyError for a key that nobody knows.
        """
        start = self.nodes[key]
        reached = {start.key} | _reached(self.below, key) | _reached(self.above, key)
        return {level: [node for node in self.at(level) if node.key in reached] for level in LEVELS}

    def gap_counts(self) -> dict[Gap, int]:
        """Count the nodes at each gap; gaps that do not occur are left out."""
        found = [gap for gaps in self.gaps.values() for gap in gaps]
        return {gap: found.count(gap) for gap in Gap if gap in found}


def weave(nodes: Iterable[Node], edges: Iterable[tuple[str, str]]) -> Trace:
    """Join nodes by edges. An edge to a node that is not given, or that does not lead further on, is left out.

    The order of the edges changes nothing; a key given twice keeps its first node. Linear in nodes and edges.
    """
    known: dict[str, Node] = {}
    for node in nodes:
        known.setdefault(node.key, node)
    below: dict[str, set[str]] = defaultdict(set)
    above: dict[str, set[str]] = defaultdict(set)
    for upper, lower in edges:
        if upper in known and lower in known and PLACES[known[upper].level] < PLACES[known[lower].level]:
            below[upper].add(lower)
            above[lower].add(upper)
    frozen = _for_each(known, below), _for_each(known, above)
    woven = Trace(known, *frozen)
    gaps = {key: tuple(_gaps(woven, node)) for key, node in known.items() if key in below or node.level in ANSWERED}
    return Trace(known, *frozen, gaps={key: found for key, found in gaps.items() if found})


def _for_each(nodes: Iterable[str], steps: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(steps[key]) if key in steps else NOTHING for key in nodes}


def _reached(steps: Mapping[str, frozenset[str]], key: str) -> set[str]:
    reached: set[str] = set()
    waiting = [key]
    while waiting:
        fresh = steps[waiting.pop()] - reached
        reached |= fresh
        waiting += fresh
    return reached


def _gaps(trace: Trace, node: Node) -> Iterator[Gap]:
    upward = {trace.nodes[key].level for key in trace.above[node.key]}
    downward = {trace.nodes[key].level for key in trace.below[node.key] if trace.nodes[key].carries}
    grounded = upward & {"source", "paragraph"}
    if node.level == "paragraph" and downward and not upward:
        yield Gap.NO_SOURCE
    elif node.level == "challenge":
        yield from _of_challenge(trace, node, bool(grounded), downward)
    elif node.level == "option" and "recommendation" in downward and not grounded:
        yield Gap.UNPROVEN
    elif node.level == "recommendation":
        if "option" not in upward:
            yield Gap.NO_CHOICE
        if "commitment" not in downward:
            yield Gap.NO_COMMITMENT


def _of_challenge(trace: Trace, node: Node, is_grounded: bool, downward: set[str]) -> Iterator[Gap]:
    if not is_grounded:
        yield Gap.UNGROUNDED
    if "option" not in downward:
        yield Gap.NO_OPTION
    if not any(trace.nodes[key].level == "recommendation" for key in _reached(trace.below, node.key)):
        yield Gap.NO_RECOMMENDATION
