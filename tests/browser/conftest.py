"""The faults that a walk collects, which end it when there are any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def faults() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    assert not found, "\n".join(dict.fromkeys(found))
