"""Reads the rows of the policy table and says what an answer was, in the table's own words.

A row is ``arguments | answers | answers …``: the arguments of the URL that its names alone do not settle
(``pk=seat category=academia``; the left side may be an object of the world), then who gets what: ``page/redirect team``
means that the host team gets a page for GET and a redirect for POST, ``403 donor`` the same for both. Whoever is not
named gets 404, and the anonymous the sign-in page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.policy.world import ACTORS, OUTSIDERS, OWN, World

SEATS = (*OWN, "neighbour")
PARTICIPANTS = (*SEATS, "government", "observer")
INSIDERS = ("host", "facilitator", *PARTICIPANTS, "donor")
GROUPS = {
    "team": ("host", "facilitator"),
    "own": OWN,
    "seats": SEATS,
    "participants": PARTICIPANTS,
    "insiders": INSIDERS,
    "members": (*INSIDERS, "media"),
    "outsiders": OUTSIDERS,
    "everybody": ACTORS[1:],
    "all": ACTORS,
}
SETTLED = {  # what an argument stands for unless a row says otherwise
    "slug": "main",
    "call_id": "call",
    "question_id": "question",
    "seat_id": "seat",
    "answer_id": "answer",
    "response_id": "file",
    "document_id": "document",
    "key": "issue",
    "citation_id": "citation",
    "drafter_id": "drafter",
    "invitee_id": "invitee",
    "reservation_id": "reservation",
    "entry_id": "entry",
    "scan_id": "scan",
    "item_id": "item",
    "group_id": "wgroup",
    "report_id": "mreport",
}
UNKNOWN = 987_654_321
OBJECT_ARGUMENTS = {"pk", "number", *SETTLED} - {"slug", "key"}  # arguments that name a row


def declared(row: str) -> dict[str, tuple[str, str]]:
    """Return for each actor the expected answers to GET and POST."""
    expected = dict.fromkeys(ACTORS, ("404", "404")) | {"anonymous": ("sign-in", "sign-in")}
    for segment in row.split("|")[1:]:
        answers, *groups = segment.split()
        get, _, post = answers.partition("/")
        for actor in members(groups):
            expected[actor] = (get, post or get)
    return expected


def members(groups: list[str]) -> list[str]:
    """Spell out groups; ``-name`` takes somebody out."""
    named: list[str] = []
    for group in groups:
        if group.startswith("-"):
            named = [name for name in named if name not in GROUPS.get(group[1:], (group[1:],))]
        else:
            named += GROUPS.get(group, (group,))
    unknown = set(named) - set(ACTORS)
    if unknown:
        raise ValueError(f"Nobody is called {sorted(unknown)}.")
    return named


def arguments(row: str, pattern: URLPattern, names: list[str], world: World) -> dict[str, Any]:
    """Return the URL's arguments: the row's own, else the settled ones."""
    own = dict(part.split("=") for part in row.split("|")[0].split())
    return {name: _value(own.get(name) or SETTLED[name], world) for name in names}


def _value(word: str, world: World) -> Any:
    found = world.objects.get(word, word) if not word.startswith("'") else word.strip("'")
    return getattr(found, "pk", found)


def url_of(name: str, row: str, world: World, **changed: Any) -> str:
    """Build the address of a route for the world's objects, with some arguments changed."""
    pattern, names = ROUTES[name]
    return reverse(name, kwargs=arguments(row, pattern, names, world) | changed)


def routes() -> Iterator[tuple[str, URLPattern, list[str]]]:
    """Walk every mounted route but the admin's, with the names of its arguments."""

    def walk(resolver: URLResolver, before: list[str]) -> Iterator[tuple[str, URLPattern, list[str]]]:
        for pattern in resolver.url_patterns:
            names = [*before, *pattern.pattern.regex.groupindex]
            if isinstance(pattern, URLPattern):
                yield str(pattern.name), pattern, names
            elif pattern.namespace != "admin":
                yield from walk(pattern, names)

    return walk(get_resolver(), [])


ROUTES = {name: (pattern, names) for name, pattern, names in routes()}


def in_words(answer: Any) -> str:
    """Say what an answer was."""
    status = answer.status_code
    if status in {301, 302, 303}:
        return "sign-in" if answer["Location"].startswith("/accounts/login/?next=") else "redirect"
    return "page" if status == 200 else str(status)
