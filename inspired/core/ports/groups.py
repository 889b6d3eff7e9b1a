"""What higher apps answer about working groups: what stands beside one, what it has submitted, what it does next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class BlockLine:
    """One line of a block: a name with its address, perhaps a note, a date, and a state in words with its tone."""

    title: str
    url: str
    note: str = ""
    at: datetime | None = None
    state: str = ""
    tone: str = "wait"


@dataclass(frozen=True)
class Block:
    """What another app shows on the page of a group: its lines, in order, a sentence for none, and perhaps an act."""

    title: str
    order: int
    links: tuple[BlockLine, ...] = ()
    empty: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class HandedIn:
    """Something a group has submitted: for which expected output, if for one, under which title, and where it stands now.

    ``agreed`` says how far the group was asked itself.
    """

    group: int
    output: int | None
    title: str
    url: str
    at: datetime
    state: str = ""
    tone: str = "wait"
    agreed: str = ""


@dataclass(frozen=True)
class GroupDate:
    """Something a group does on a day to come, such as a meeting."""

    group: int
    title: str
    url: str
    at: datetime


@dataclass(frozen=True)
class OpenTask:
    """A task of a group that stands elsewhere and is not done: all that its board counts."""

    group: int
    is_overdue: bool


@dataclass(frozen=True)
class GroupTask:
    """A task of a group that stands elsewhere: whose seat does it (None: the host team), and where it is said to be done.

    ``source`` names where it comes from; ``finish_url`` takes ``done`` and ``from=group``, and is empty for whoever may not say so.
    """

    group: int
    title: str
    source: str
    url: str
    seat: Any
    due_at: datetime | None
    done_on: date | None
    is_overdue: bool
    finish_url: str = ""
