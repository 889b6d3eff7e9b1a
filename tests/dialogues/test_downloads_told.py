"""The trail names every list that is taken out: the sentence tells which one it was."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogues.activities.states.papers import PaperKind
from inspired.core import ports

ROOT = Path(__file__).parents[2]
SPELT_OUT = {
    "what": ["influence", "adaptations", "steps"],
    "f'paper_{kind}'": [f"paper_{kind}" for kind in PaperKind.values],
}
WITH_OWN_VERB = {"ledger", "inputs", "comments"}  # ``ledger.exported`` and the like


def noted() -> Iterator[str]:
    """Every list that the source notes as taken out."""
    for folder in ("inspired", "dialogues", "toolkit", "workinggroups"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("note_export"):
                    (said,) = [one.value for one in node.keywords if one.arg == "what"]
                    yield from [said.value] if isinstance(said, ast.Constant) else SPELT_OUT[ast.unparse(said)]


@pytest.mark.django_db
def test_the_trail_names_which_list_was_downloaded() -> None:
    told = {verb for telling in ports.event_words.collect(None) for verb in telling.sentences}
    lists = set(noted()) - WITH_OWN_VERB
    assert len(lists) > 40
    assert {f"list.exported:{what}" for what in lists} <= told
