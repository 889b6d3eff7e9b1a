"""What everybody reads: a tool, a page of the guide, a page about this site."""

from __future__ import annotations

from tests.toolkit import make


def catalogue() -> None:
    """Make one of each, published."""
    make.tool(slug="workshops")
    make.page()
    make.site_page()
