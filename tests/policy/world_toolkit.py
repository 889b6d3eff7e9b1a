"""What everybody reads: a tool, a page of the guide, a page about this site."""

from __future__ import annotations

from tests.toolkit import make

TOOL = 7  # whose page the matrix asks for


def catalogue() -> None:
    """Make every tool, since activities are planned from them, and one of all else, published."""
    for number in range(1, 20):
        make.tool(number, slug="workshops" if number == TOOL else f"tool-{number}")
    make.page()
    make.site_page()
