"""What is published of commitments, and what becomes of it when they are said in other words or declined. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from dialogues.monitoring.models import Commitment
from inspired.core.canonical import canonical, fingerprint

OFF: dict[str, Any] = {
    "published_at": None,
    "public_version": None,
    "public_part": "",
    "public_due_on": None,
    "reworded_at": None,
}


def part_from_public(commitment: Commitment) -> list[str]:
    """Mark from when on it says something else than what the public reads; return the fields to save."""
    if commitment.published_at is None or commitment.reworded_at is not None:
        return []
    commitment.reworded_at = timezone.now()
    return ["reworded_at"]


def take_off(commitment: Commitment) -> list[str]:
    """End that the public reads what nobody takes on any more; return the fields to save."""
    for name, value in OFF.items():
        setattr(commitment, name, value)
    return list(OFF)


def stamp_of(rows: Iterable[Commitment]) -> str:
    """Return a fingerprint of what was taken on, as it stands in these rows."""
    return fingerprint(canonical(sorted([one.pk, one.revision] for one in rows if one.is_taken_on)))
