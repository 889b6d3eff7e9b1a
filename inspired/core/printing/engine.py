"""Sets HTML as tagged PDF with the bundled fonts alone. Reads and fetches nothing from outside.

WeasyPrint costs a second and 50 MB, so it is imported when the first page is set: in workers, never in the web process.
"""

from __future__ import annotations

import gc
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

FONTS = Path(__file__).parent / "fonts"


class ReferenceRefusedError(ValueError):
    """A page referred to something outside itself; the engine leaves the place empty."""


@dataclass(frozen=True)
class Printed:
    """A PDF and how many pages it has."""

    pdf: bytes
    pages: int


def set_pdf(page: str, *, identifier: str) -> Printed:
    """Set a complete HTML page as tagged PDF, in this process and without limits (``print_pdf`` has them).

    The same page and identifier give the same bytes; a date stands in the file only where the page's own ``meta`` gives it.
    """
    document = _parsed(page).render(pdf_variant="pdf/ua-1", pdf_tags=True)
    # Styles and the boxes before they were laid out hang together in circles: writing takes the place they leave.
    gc.collect()
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier.encode())
    return Printed(pdf=pdf, pages=len(document.pages))


def _parsed(page: str) -> HTML:
    # Set before the library loads its font list: system fonts would make the same text look different elsewhere.
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    # Imported here because it costs a second and 50 MB, which the web process must not pay.
    from weasyprint import HTML

    # Its messages quote the text, and a line per page is of no use to anyone.
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # With a base that exists nowhere a relative reference meets the closed door like any other.
    return HTML(string=page, url_fetcher=closed_door(), base_url="https://nowhere.invalid/")


def closed_door() -> URLFetcher:
    """Return a fetcher that reads ``data:`` and refuses everything else: http, ftp, file, redirects, unknown schemes."""
    # Imported here for the reason given above.
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class NothingOutside(URLFetcher):
        """Every way in (call, fetch, open, redirect) ends at the same refusal."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.lower().startswith("data:"):
                raise ReferenceRefusedError("The page refers to something outside itself.")
            return super().fetch(url, headers)

    return NothingOutside(timeout=1, allowed_protocols={"data"}, allow_redirects=False)
