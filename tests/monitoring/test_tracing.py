"""The trace: reachable both ways, the same whatever the order, never less for an edge more, gaps named where they are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dialogues.monitoring.tracing import LEVELS, PLACES, Gap, Node, Trace, weave

KEYS = st.integers(0, 11).map(lambda number: f"n{number}")
EDGES = st.lists(st.tuples(KEYS, KEYS), max_size=40)
NODES = [Node(f"n{number}", LEVELS[number % len(LEVELS)], f"Node {number}") for number in range(12)]


def reached(trace: Trace, key: str) -> set[str]:
    return {node.key for nodes in trace.chain(key).values() for node in nodes}


@given(EDGES, KEYS, KEYS)
def test_chains_are_the_same_from_either_end(edges: list[tuple[str, str]], one: str, other: str) -> None:
    trace = weave(NODES, edges)
    assert (other in reached(trace, one)) == (one in reached(trace, other))


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_edges_changes_nothing(edges: list[tuple[str, str]], chance) -> None:
    mixed = [*edges, *edges]
    chance.shuffle(mixed)
    assert weave(NODES, edges) == weave(NODES, mixed)


@given(EDGES, st.tuples(KEYS, KEYS), KEYS)
def test_an_edge_more_never_reaches_less(edges: list[tuple[str, str]], more: tuple[str, str], key: str) -> None:
    assert reached(weave(NODES, edges), key) <= reached(weave(NODES, [*edges, more]), key)


@given(EDGES, KEYS)
def test_every_node_of_a_chain_is_joined_by_edges_that_lead_further_on(edges: list[tuple[str, str]], key: str) -> None:
    trace = weave(NODES, edges)
    for upper, lowers in trace.below.items():
        for lower in lowers:
            assert (upper, lower) in edges and upper in trace.above[lower]
            assert PLACES[trace.nodes[upper].level] < PLACES[trace.nodes[lower].level]
    chain = trace.chain(key)
    assert list(chain) == list(LEVELS) and key in {node.key for node in chain[trace.nodes[key].level]}


@given(EDGES)
def test_gaps_are_at_nodes_and_counted_once_each(edges: list[tuple[str, str]]) -> None:
    trace = weave(NODES, edges)
    assert set(trace.gaps) <= set(trace.nodes)
    assert sum(trace.gap_counts().values()) == sum(len(set(gaps)) for gaps in trace.gaps.values())


@given(EDGES)
def test_a_whole_chain_has_no_gap(edges: list[tuple[str, str]]) -> None:
    whole = [Node(f"w-{level}", level, level) for level in LEVELS]
    joined = [*pairwise(node.key for node in whole), ("w-paragraph", "w-option")]
    trace = weave([*NODES, *whole], [*edges, *joined])
    assert not {node.key for node in whole} & set(trace.gaps)


def test_what_is_not_given_is_joined_to_nothing() -> None:
    trace = weave(NODES[:3], [("n0", "n1"), ("n1", "n9"), ("n9", "n2")])
    assert reached(trace, "n0") == {"n0", "n1"} and reached(trace, "n2") == {"n2"}


def gaps_at(key: str, nodes: list[Node], *edges: tuple[str, str]) -> set[Gap]:
    return set(weave(nodes, edges).gaps.get(key, ()))


def test_each_gap_is_named_where_it_is() -> None:
    source, paragraph, challenge, option, recommendation, commitment = (Node(level, level, level) for level in LEVELS)
    everything = [source, paragraph, challenge, option, recommendation, commitment]
    assert gaps_at("challenge", everything) == {Gap.UNGROUNDED, Gap.NO_OPTION, Gap.NO_RECOMMENDATION}
    assert gaps_at("challenge", everything, ("source", "challenge"), ("challenge", "recommendation")) == {Gap.NO_OPTION}
    assert gaps_at("paragraph", everything) == set(), "a paragraph on which nothing rests needs no source"
    assert gaps_at("paragraph", everything, ("paragraph", "challenge")) == {Gap.NO_SOURCE}
    assert gaps_at("option", everything) == set(), "only an option that was chosen needs a source of its own"
    chosen = ("option", "recommendation")
    assert gaps_at("option", everything, chosen) == {Gap.UNPROVEN}
    assert gaps_at("option", everything, chosen, ("source", "option")) == set()
    assert gaps_at("recommendation", everything, chosen) == {Gap.NO_COMMITMENT}
    assert gaps_at("recommendation", everything, ("recommendation", "commitment")) == {Gap.NO_CHOICE}
    declined = Node("commitment", "commitment", "", carries=False)
    bare = [*everything[:5], declined]
    assert gaps_at("recommendation", bare, chosen, ("recommendation", "commitment")) == {Gap.NO_COMMITMENT}
