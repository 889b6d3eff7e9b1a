"""Merges what a new version ships into what admins keep: three values of each key, and never a silent loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass
class Merged:
    """What came of a merge: values to take over, what now counts as shipped, and differences an admin chooses between."""

    taken: dict[str, Any] = field(default_factory=dict)
    seeded: dict[str, Any] = field(default_factory=dict)
    offered: dict[str, Any] = field(default_factory=dict)


def merge(own: Values, seeded: Values, shipped: Values) -> Merged:
    """Merge by key: ``own`` is what stands there, ``seeded`` what was last shipped, ``shipped`` what is shipped now.

    A text that was never changed here follows what is shipped, also when it is no longer shipped at all. One that was
    changed here stays; when what is shipped changed as well, the new words are offered beside it.
    """
    found = Merged(seeded=dict(seeded))
    for key in sorted({*seeded, *shipped}):
        last, new = seeded.get(key), shipped.get(key, "")
        mine = own.get(key, "")
        if new == mine or (last is not None and new == last):
            pass
        elif mine == last or (last is None and not mine):
            found.taken[key] = new
        else:
            found.offered[key] = new
            continue  # what was shipped before stays the common ground until an admin has chosen
        if key in shipped:
            found.seeded[key] = new
        else:
            found.seeded.pop(key, None)
    return found
