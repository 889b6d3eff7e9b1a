"""Says as whose minutes show a remark or a position: never more than the rule of the meeting and the seat allow, to any reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _

from dialogues.activities.models import AgendaPoint, Attendance, Meeting, MinutesItem, Remark, SeatPosition
from dialogues.appearing import label, name_at, wish
from dialogues.ledger.models import Entry
from dialogues.models import Seat
from dialogues.states import Appearance, Attribution, Audience


@dataclass(frozen=True)
class Said:
    """A remark as minutes show it; ``entry`` leads to what became of it."""

    voice: str
    entry: Entry
    is_confirmed: bool


@dataclass(frozen=True)
class Stood:
    """Where somebody stood, as minutes show it."""

    voice: str
    word: str
    tone: str
    words: str
    is_confirmed: bool


def rule_in_words(attribution: str) -> str:
    """Say in one line why a name in minutes is the one it is."""
    return {
        Attribution.PERSON: _(
            "In this meeting people are named with their organisation. “A participant” is whoever chose not to be named."
        ),
        Attribution.ORGANISATION: _(
            "In this meeting organisations are named. “A participant” is one that chose not to be named."
        ),
        Attribution.CATEGORY: _(
            "In this meeting only categories are named. “A participant” is from a category of which fewer than three were there, or chose not to be named."
        ),
        Attribution.NOBODY: _("In this meeting nobody is named: each voice is “A participant”."),
    }[Attribution(attribution)]


def sizes_present(meeting: Meeting) -> dict[str, int]:
    """Count the seats of each category that were there; one query."""
    there = Attendance.objects.filter(meeting=meeting, is_present=True, seat__isnull=False)
    counted = there.order_by().values("seat__category").annotate(seats=Count("pk"))
    return {row["seat__category"]: row["seats"] for row in counted}


class Voices:
    """How those who spoke in one meeting are called in its minutes: alike for every reader, the host team included."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def counts(self) -> dict[str, int]:
        """The seats of each category that were there: who reads the names of those present must not find one by its category."""
        return sizes_present(self.meeting)

    def of_remark(self, remark: Remark) -> str:
        """Name whose remark it is; needs ``entry.seat.organisation`` and ``speaker.person`` loaded."""
        if remark.entry.seat is None:
            return _("A participant")
        return label(
            remark.entry.seat,
            Audience.PARTICIPANTS,
            self.counts,
            delegate=remark.speaker,
            attribution=remark.entry.attribution,
        )

    def of_seat(self, seat: Seat) -> str:
        """Name a seat that took a position."""
        return label(seat, Audience.PARTICIPANTS, self.counts, attribution=self.meeting.attribution)

    def of_task(self, item: MinutesItem) -> str:
        """Name who does a task, as the seat wishes to appear; a task without a seat is the host team's."""
        if item.seat is None:
            return _("The host team")
        return self.of_organisation(item.seat)

    def of_organisation(self, seat: Seat) -> str:
        """Name a seat as it wishes to appear, whatever the rule of the meeting."""
        return label(seat, Audience.PARTICIPANTS, self.counts, attribution=Attribution.ORGANISATION)

    def present(self, attended: Iterable[Attendance]) -> tuple[list[str], int]:
        """Name who was there as each seat wishes to appear, and count those who wish not to be listed or have no seat."""
        named, more = [], 0
        for one in attended:
            if not one.is_present:
                continue
            shown = wish(one.seat, Audience.PARTICIPANTS) if one.seat else Appearance.UNLISTED
            if one.seat is None or shown == Appearance.UNLISTED:
                more += 1
            else:
                named.append(name_at(shown, one.seat, self.counts))
        return sorted(named), more

    def remarks(self, rows: Iterable[Remark]) -> dict[int, list[Said]]:
        """Return the remarks by point of the agenda, 0 without one, in the order in which they were made."""
        found: dict[int, list[Said]] = {}
        for row in rows:
            said = Said(self.of_remark(row), row.entry, not row.entry.awaits_confirmation)
            found.setdefault(row.point_id or 0, []).append(said)
        return found

    def positions(self, rows: Iterable[SeatPosition]) -> dict[int, list[Stood]]:
        """Return the positions by point of the agenda, in an order that tells nothing about who took them."""
        found: dict[int, list[Stood]] = {}
        for row in rows:
            word = row.get_stance_display()
            stood = Stood(self.of_seat(row.seat), word, row.tone, row.words, row.is_confirmed)
            found.setdefault(row.point_id, []).append(stood)
        return {
            point: sorted(stands, key=lambda one: (one.voice, one.word, one.words)) for point, stands in found.items()
        }


@dataclass(frozen=True)
class PointOfMinutes:
    """What minutes say under one point of the agenda; without a point, what belongs to none."""

    point: AgendaPoint | None
    remarks: list[Said]
    positions: list[Stood]


def by_point(
    voices: Voices, agenda: list[AgendaPoint], remarks: Iterable[Remark], stands: Iterable[SeatPosition]
) -> list[PointOfMinutes]:
    """Put remarks and positions under the points of the agenda; points of which nothing is recorded are left out."""
    said, stood = voices.remarks(remarks), voices.positions(stands)
    found = [PointOfMinutes(point, said.get(point.pk, []), stood.get(point.pk, [])) for point in agenda]
    found.append(PointOfMinutes(None, said.get(0, []), []))
    return [one for one in found if one.remarks or one.positions]
