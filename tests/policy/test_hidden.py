"""What is hidden answers like what never existed; a child is found under its own parent only."""

from __future__ import annotations

import pytest

from tests.policy.reading import OBJECT_ARGUMENTS, ROUTES, UNKNOWN, arguments, declared, url_of
from tests.policy.table import ROWS

POINTING = sorted(
    name
    for name, (_pattern, names) in ROUTES.items()
    if "slug" in names and not name.startswith("library") and name != "dialogue_new"
)
ELSEWHERE = [  # a route, and an argument that names an object beside the one it belongs to
    ("answer_receipt", {"call_id": "several"}),
    ("answer_check", {"call_id": "call"}),
    ("answer_file", {"answer_id": "answer", "call_id": "call"}),
    ("question_edit", {"call_id": "call"}),
    ("question_move", {"call_id": "several"}),
    ("citation_remove", {"key": "evidence"}),
    ("round_answer", {"number": 2}),
    ("round_confirm", {"number": 2}),
    ("version_pdf", {"number": 2}),
    ("reservation_settle", {"reservation_id": UNKNOWN}),
]


def same(ask, actor: str, method: str, real: str, unknown: str) -> bool:
    """Are both answers alike but for their own address?"""
    one, other = ask(actor, method, real), ask(actor, method, unknown)
    return (one.status_code, one.content, one.headers.get("Location", "").replace(real, "")) == (
        other.status_code,
        other.content,
        other.headers.get("Location", "").replace(unknown, ""),
    )


@pytest.mark.parametrize("actor", ["anonymous", "stranger", "left", "media"])
def test_hidden_objects_answer_like_unknown_ones(actor, world, ask):
    told = []
    for name in POINTING:
        _pattern, names = ROUTES[name]
        real = url_of(name, ROWS[name], world)
        ids = [argument for argument in names if argument in OBJECT_ARGUMENTS]
        ghosts = [url_of(name, ROWS[name], world, slug="no-such-dialogue")]
        ghosts += [url_of(name, ROWS[name], world, **dict.fromkeys(ids, UNKNOWN))] if ids else []
        for place, method in enumerate(("GET", "POST")):
            if declared(ROWS[name])[actor][place] not in {"404", "sign-in"}:
                continue
            told += [f"{method} {ghost}" for ghost in ghosts if not same(ask, actor, method, real, ghost)]
    assert not told, f"{actor}: {told}"


def test_children_are_found_under_their_own_dialogue_only(world, ask):
    found = []
    for name in POINTING:
        _pattern, names = ROUTES[name]
        if not set(names) & OBJECT_ARGUMENTS or name == "tool":  # the catalogue belongs to no dialogue
            continue
        url = url_of(name, ROWS[name], world, slug=world.twin.slug)
        found += [f"{method} {url}" for method in ("GET", "POST") if ask("host", method, url).status_code != 404]
    assert not found


@pytest.mark.parametrize(("name", "changed"), ELSEWHERE, ids=[name for name, _changed in ELSEWHERE])
def test_children_are_found_under_their_own_parent_only(name, changed, world, ask):
    pattern, names = ROUTES[name]
    moved = {key: getattr(world.objects.get(value, value), "pk", value) for key, value in changed.items()}
    assert set(moved) <= set(names)
    url = url_of(name, ROWS[name], world, **moved)
    for actor in ("host", "head"):
        assert ask(actor, "GET", url).status_code in {403, 404, 405}, (actor, url)
        assert ask(actor, "POST", url).status_code in {403, 404}, (actor, url)
    assert arguments(ROWS[name], pattern, names, world) != moved
