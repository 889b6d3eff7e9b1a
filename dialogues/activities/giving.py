"""One entry that a room or a sheet gives: the form in which pages and sheets hand it to the verb that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5


@dataclass(frozen=True)
class Given:
    """One entry: what it records, of which seat, on which point. ``value`` is yes, no or a position; ``words`` what was said, or who came."""

    key: UUID
    kind: str
    seat: int | None = None
    point: int | None = None
    value: str = ""
    words: str = ""
    category: str = ""
    gender: str = ""
    region: str = ""


def given_under(form_key: UUID, kind: str, **said: Any) -> Given:
    """Return an entry whose key comes from the form's key and from all it says.

    The same form sent twice is one entry; a form that somebody goes back to and sends with other words is another one,
    so that nothing typed is passed over in silence.
    """
    content = "\x1f".join([kind, *(f"{name}={said[name]}" for name in sorted(said))])
    return Given(key=uuid5(form_key, content), kind=kind, **said)
