"""Every link of a template leads somewhere: what ``{% url … as name %}`` sets in one block is empty in another."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TOKENS = re.compile(
    r"{%\s*(?:block\s+(?P<block>[\w-]+)|(?P<end>endblock)(?:\s+[\w-]+)?|(?:url|url_if)\s[^%]*\sas\s+(?P<set>\w+)"
    r"|(?:link_button|crumb)\s(?P<used>.*?))\s*%}|href=\"{{\s*(?P<href>\w+)\s*}}"
)
QUOTED = re.compile(r'"[^"]*"')


def empty_links(source: str) -> list[str]:
    """Name the addresses that a template sets in one block and uses where that block does not reach."""
    scope: list[str] = []
    seen: dict[str, list[list[str]]] = {}
    lost = []
    for token in TOKENS.finditer(source):
        if token["block"]:
            scope.append(token["block"])
        elif token["end"]:
            scope.pop()
        elif token["set"]:
            seen.setdefault(token["set"], []).append(list(scope))
        else:
            words = re.findall(r"\w+", QUOTED.sub("", token["used"] or token["href"]))
            lost += [word for word in words if word in seen and not _reaches(seen[word], scope)]
    return lost


def _reaches(places: list[list[str]], scope: list[str]) -> bool:
    return any(place == scope[: len(place)] for place in places)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_links_are_set_where_they_are_used(path: Path) -> None:
    assert empty_links(path.read_text()) == []


def test_a_link_of_another_block_is_found() -> None:
    lost = (
        '{% block a %}{% url "x" as u %}{% endblock %}{% block b %}{% link_button _("Back") u "quiet" %}{% endblock %}'
    )
    assert empty_links(lost) == ["u"]
