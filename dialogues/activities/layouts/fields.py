"""The words in which the record of a tool is described: texts with their labels, and parts whose rows repeat. Holds no tool."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dialogues.activities.models import Grant, Instalment, PlainRow, RecordRow, Trainee, Undertaking
from inspired.core.models.audit import Tier


class Kind(StrEnum):
    """What one field holds, and so how it is typed, checked and shown."""

    TEXT = "text"
    LINE = "line"
    DAY = "day"
    LINK = "link"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    SEAT = "seat"
    GRANT = "grant"


@dataclass(frozen=True)
class RecordField:
    """One thing a record or a row says. ``tier`` counts for texts; rows have the tier of their part.

    A text that ``is_held`` opens to others with the release of the activity; of a row, its own field named ``held`` says so.
    """

    name: str
    label: Any
    kind: Kind = Kind.TEXT
    hint: Any = ""
    tier: str = Tier.PARTICIPANTS
    is_needed: bool = False
    choices: Any = None
    is_held: bool = False

    @property
    def is_for_team(self) -> bool:
        """Does the host team alone read it?"""
        return self.tier == Tier.HOST


@dataclass(frozen=True)
class RecordPart:
    """Rows that repeat. ``name`` stands in the address and in each row; ``table`` is where they are kept.

    Rows that other floors ask for have tables of their own; what only people read is kept as plain rows.
    """

    name: str
    title: Any
    act: Any
    fields: tuple[RecordField, ...]
    tier: str = Tier.PARTICIPANTS
    table: type[RecordRow] = PlainRow
    hint: Any = ""

    def field(self, name: str) -> RecordField:
        """Return one field by its name."""
        return next(one for one in self.fields if one.name == name)


@dataclass(frozen=True)
class Layout:
    """How a tool is recorded: its texts in their order, then its parts."""

    fields: tuple[RecordField, ...] = ()
    parts: tuple[RecordPart, ...] = field(default_factory=tuple)

    def part(self, name: str) -> RecordPart | None:
        """Return one part by its name, None if this tool has none such."""
        return next((one for one in self.parts if one.name == name), None)


TABLES: tuple[type[RecordRow], ...] = (PlainRow, Undertaking, Grant, Instalment, Trainee)
