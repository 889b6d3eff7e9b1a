"""Reads the number of a row from what was sent in a form or an address. Computes only."""

from __future__ import annotations

LONGEST = 18  # digits of a number that every database can look for, and Python reads at once


def key_in(said: object) -> int:
    """Return the number that was said; 0, which no row has, for what is no number or longer than any row's."""
    text = str(said)
    return int(text) if text.isdecimal() and len(text) <= LONGEST else 0
