"""Every route for everybody by every method: the declared answer, and no other. A route without a row fails."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.policy import table
from tests.policy.reading import ROUTES, declared, in_words, routes, url_of
from tests.policy.world import ACTORS

WATCHED = ("anonymous", "host")  # HEAD and PUT are asked as these


def test_every_route_has_its_row():
    names = [name for name, _pattern, _names in routes()]
    assert set(names) == set(table.ROWS), "routes and rows differ"
    assert len(names) == len(set(names)), "a name stands twice"
    assert "None" not in names, "a route without a name"
    assert len(ACTORS) >= 9


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_answers_as_declared(name, world, ask):
    row = table.ROWS[name]
    url, wrong = url_of(name, row, world), defaultdict(list)

    def check(actor: str, method: str, expected: str) -> None:
        answer = in_words(ask(actor, method, url))
        if answer != expected:
            wrong[f"{method} {answer}, not {expected}"].append(actor)

    for actor, (get, post) in declared(row).items():
        check(actor, "GET", get)
        check(actor, "POST", post)
        if actor in WATCHED:
            check(actor, "HEAD", get)
            check(actor, "PUT", "405")
    assert not wrong, "\n".join([f"{name} {url}", *(f"{what}: {' '.join(who)}" for what, who in wrong.items())])
