"""What higher apps offer to be pointed at by a key, where no foreign key may lead upwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Linkable:
    """Something work may lead to: a stable key, its name, its address. In a choice it goes by ``short`` under its ``group``."""

    key: str
    label: str
    url: str
    group: str = ""
    short: str = ""
