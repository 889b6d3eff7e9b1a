"""The faults that a walk collects, which end it when there are any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.core.workers import Crew


@pytest.fixture
def faults(browser: Browser) -> Iterator[list[str]]:
    """Collect what is wrong; at the end close every screen, for an open one holds a connection to the database."""
    found: list[str] = []
    yield found
    for context in browser.contexts:
        context.close()
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.fixture(autouse=True)
def arabic(settings: Any) -> None:
    """Offer Arabic, which has no catalogue yet, so that the mirrored layout is walked as well."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]


@pytest.fixture
def crew(tmp_path: Path, settings: Any, embedded_queue: None) -> Iterator[Crew]:
    """Workers of the same installation, whose files the pages find."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    crew = Crew(tmp_path)
    yield crew
    crew.stop()
