"""Lets go of requests to be invited, at night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dialogues.convening.services.strangers import forget_requests
from inspired.core import ports
from inspired.core.ports import Forgotten


@ports.retention.provide
def forget_old_requests(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget who asked to be invited."""
    yield Forgotten("requests to be invited", forget_requests(at_most=at_most))
