"""Pages that ask once offer a way back: a name set in one block of a template is not known in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"


def asked() -> Iterator[tuple[Path, str, str]]:
    """Every place that asks: the template, the name it goes back to, and what stands before it in its block."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        for block in re.split(r"(?={% block )", path.read_text()):
            for found in re.finditer(r"{% confirm [^%]*", block):
                back = re.search(r"back=([\w.]+)", found[0])
                yield path, back[1] if back else "", block[: found.start()]


def test_a_page_that_asks_knows_the_way_back_it_names() -> None:
    pages = [(path, back, before) for path, back, before in asked() if back]  # else it asks on the page itself
    assert len(pages) >= 20
    lost = [path.name for path, back, before in pages if "." not in back and f" as {back} %}}" not in before]
    assert not lost
