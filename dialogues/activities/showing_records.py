"""Puts together what a reader may see of the record of a tool: texts and rows as words, seats as they wish to appear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from dialogues.activities.layouts import Kind, RecordField, RecordPart, layout_of
from dialogues.activities.models import Activity, Grant, Instalment, RecordRow, RecordText, Release, Trainee
from dialogues.activities.releasing import ReleaseTold, held_words, release_of, told
from dialogues.activities.states.activities import ActivityState
from dialogues.activities.states.records import HeldBack
from dialogues.appearing import label, sizes
from dialogues.models import Seat
from dialogues.states import Attribution, Audience
from inspired.core.access import Anyone

FEWEST = 5  # an average of fewer people would tell about one of them


@dataclass(frozen=True)
class Shown:
    """One thing said, with its label; ``is_long`` for what has lines of its own, ``held`` for when it may be said."""

    label: Any
    value: str
    kind: Kind = Kind.TEXT
    is_for_team: bool = False
    held: str = ""

    @property
    def is_long(self) -> bool:
        """Is it a text rather than a word?"""
        return self.kind == Kind.TEXT

    @property
    def is_link(self) -> bool:
        """Is it an address?"""
        return self.kind == Kind.LINK


@dataclass(frozen=True)
class ShownRow:
    """One row as its reader sees it: what it is called, what it says, its state."""

    row: RecordRow
    title: str
    said: Sequence[Shown]
    state: str = ""
    held: str = ""

    @property
    def names_texts(self) -> bool:
        """Does it say more than one text, so that each needs its label?"""
        return sum(1 for one in self.said if one.is_long) > 1


@dataclass(frozen=True)
class ShownPart:
    """One part with the rows its reader may see."""

    part: RecordPart
    rows: Sequence[ShownRow] = field(default_factory=tuple)
    told: str = ""

    @property
    def tier(self) -> str:
        """Who reads it, when that is the same for all of its rows; empty when rows differ and each says it."""
        tiers = {one.row.tier for one in self.rows} or {self.part.tier}
        return tiers.pop() if len(tiers) == 1 else ""


class Reader:
    """One person who reads the record of one activity."""

    def __init__(self, user: Anyone, activity: Activity) -> None:
        self.user, self.activity = user, activity
        self.standing = activity.dialogue.standing_of(user)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The seats at the table in each category; one query, asked when a seat wishes to appear as one."""
        return sizes(self.activity.dialogue)

    @cached_property
    def release(self) -> Release | None:
        """When what is held back may be said; one query, asked for events and campaigns."""
        return release_of(self.user, self.activity)

    def _held(self, is_held: bool) -> str:
        if not is_held or (self.release is None and not self.standing.is_team):
            return ""
        return held_words(self.user, self.activity, self.release)

    def name_of(self, seat: Seat) -> str:
        """Name a seat: openly to the host team and to itself, to others as it wishes."""
        if self.standing.is_team or seat.pk in self.standing.seats:
            return str(seat)
        return label(seat, Audience.PARTICIPANTS, self.counts, attribution=Attribution.ORGANISATION)

    def texts(self) -> list[Shown]:
        """The texts that are written, in the order of the layout; one query."""
        rows = RecordText.objects.visible_to(self.user).filter(record__activity=self.activity)
        known = {one.name: one.value for one in rows}
        has_day = self.release is not None and self.release.opens_on is not None
        return [
            Shown(
                one.label,
                self.words(one, known[one.name]),
                one.kind,
                one.is_for_team,
                self._held(one.is_held and has_day),
            )
            for one in layout_of(self.activity.tool).fields
            if known.get(one.name)
        ]

    def told(self, texts: Sequence[Shown], parts: Sequence[ShownPart]) -> ReleaseTold | None:
        """Say above the page until when what is held back, and which of what this person reads."""
        waits = [str(one.label) for one in texts if one.held]
        waits += [row.title for shown in parts for row in shown.rows if row.held]
        return told(self.user, self.activity, self.release, waits)

    def parts(self) -> list[ShownPart]:
        """The parts with their rows; one query for each table of them, another for the average of a training."""
        parts = layout_of(self.activity.tool).parts
        rows: dict[str, list[RecordRow]] = {}
        for table in dict.fromkeys(part.table for part in parts):
            related = ["seat__organisation", *(["grant__seat__organisation"] if table is Instalment else [])]
            found = table.objects.visible_to(self.user).filter(activity=self.activity).select_related(*related)
            for row in found:
                rows.setdefault(row.part, []).append(row)
        return [
            ShownPart(part, [self._row(part, row) for row in rows.get(part.name, ())], self._told(part))
            for part in parts
            if rows.get(part.name) or self.standing.is_team or self._told(part)
        ]

    def _row(self, part: RecordPart, row: RecordRow) -> ShownRow:
        fields = [one for one in part.fields if one.name != "currency" and row.value_of(one.name) not in ("", None)]
        said = [(one, self._with_currency(one, row)) for one in fields]
        names = [words for one, words in said if one.kind in (Kind.LINE, Kind.SEAT, Kind.GRANT)]
        title = names[0] if names else next((words for _one, words in said), "–")
        state = next((words for one, words in said if one.name in ("state", "pledge")), "")
        left = [
            Shown(one.label, words, one.kind)
            for one, words in said
            if words not in (title, state) and one.choices is not HeldBack
        ]
        return ShownRow(row, title, left, state, self._held(getattr(row, "is_held", False)))

    def _with_currency(self, one: RecordField, row: RecordRow) -> str:
        words = self.words(one, row.value_of(one.name))
        currency = getattr(row, "currency", "") or (row.grant.currency if isinstance(row, Instalment) else "")
        return f"{words} {currency}".strip() if one.kind == Kind.MONEY else words

    def words(self, one: RecordField, value: Any) -> str:
        """Say a value as a person reads it."""
        if isinstance(value, Seat):
            return self.name_of(value)
        if isinstance(value, Grant):
            return value.project
        if isinstance(value, date):
            return date_format(value)
        if isinstance(value, Decimal):
            return str(number_format(value, 2, use_l10n=True, force_grouping=True))
        if one.choices:
            return str(dict(one.choices.choices).get(value, value))
        return str(value)

    def _told(self, part: RecordPart) -> str:
        """Say how a training changed what people can do: once it was held, of enough people, to the half, to hide each."""
        if part.table is not Trainee:
            return ""
        return self._average

    @cached_property
    def _average(self) -> str:
        marks = Trainee.objects.filter(activity=self.activity, before__isnull=False, after__isnull=False)
        pairs = list(marks.values_list("before", "after"))
        if self.activity.state != ActivityState.HELD or len(pairs) < FEWEST:
            return ""
        before, after = (round(2 * sum(column) / len(pairs)) / 2 for column in zip(*pairs, strict=True))
        return _("%(number)d people judged themselves twice, from 1 to 5: %(before)s before, %(after)s after.") % {
            "number": len(pairs),
            "before": number_format(before, 1),
            "after": number_format(after, 1),
        }
