"""The spreadsheet for a meeting without a connection: filled with its seats and points, and read again line by line. Writes no row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from dialogues.activities.giving import Given, given_under
from dialogues.activities.models import AgendaPoint, Meeting, Taken
from dialogues.activities.states.meetings import Gender, Stance, TakenKind
from dialogues.importing import MOST_ROWS, ListRefused, plain
from dialogues.models import Seat
from inspired.core.exports import FORMULA_STARTS, cell

MARK = "sheet:"
BLANK_LINES = 120
COLUMNS = ("number", "organisation", "there", "who", "gender", "region", "point", "position", "words")
WIDTHS = (10, 34, 12, 26, 16, 18, 8, 24, 60)
YES, NO = "yes", "no"


def _yes_no() -> list[tuple[str, str]]:
    return [(YES, _("yes")), (NO, _("no"))]


def header() -> list[str]:
    """Name the columns in the reader's language."""
    return [
        _("Number"),
        _("Organisation"),
        _("Was there"),
        _("Who came"),
        _("Gender"),
        _("Region"),
        _("Point"),
        _("Position"),
        _("In words"),
    ]


def filled(meeting: Meeting, seats: Iterable[Seat], agenda: list[AgendaPoint], regions: list[str]) -> bytes:
    """Write the sheet of a meeting as XLSX: a line for each seat, then empty ones; the agenda on a second page."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        names = _write_lines(book, meeting, list(seats))
        _write_agenda(book, agenda)
        _offer_choices(book, names, len(agenda), regions)
    return file.getvalue()


def _write_lines(book: Any, meeting: Meeting, seats: list[Seat]) -> list[str]:
    sheet, bold = book.add_worksheet(_("Meeting")), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, wrapped)
    sheet.write_string(0, 0, f"{MARK}{meeting.form_key}")
    sheet.write_string(0, 1, cell(meeting.title), bold)
    for column, word in enumerate(header()):
        sheet.write_string(1, column, word, bold)
    sheet.freeze_panes(2, 2)
    for row, seat in enumerate(seats, start=2):
        sheet.write_string(row, 0, str(seat.pk))
        sheet.write_string(row, 1, cell(seat.organisation.name))
    return [cell(seat.organisation.name) for seat in seats]


def _write_agenda(book: Any, agenda: list[AgendaPoint]) -> None:
    page = book.add_worksheet(_("Agenda"))
    page.set_column(1, 1, 80)
    for row, point in enumerate(agenda):
        page.write_number(row, 0, point.number)
        page.write_string(row, 1, cell(point.title))


def _offer_choices(book: Any, names: list[str], points: int, regions: list[str]) -> None:
    """Let the spreadsheet offer what may stand in a column; a list that is too long for a cell is put on a page of its own."""
    choices = book.add_worksheet(_("Choices"))
    choices.hide()
    sheet, last = book.worksheets()[0], len(names) + BLANK_LINES + 1
    offered: dict[int, list[str]] = {
        1: names,
        2: [word for _value, word in _yes_no()],
        4: [str(one.label) for one in Gender if one.value],
        5: [cell(region) for region in regions],
        6: [str(number) for number in range(1, points + 1)],
        7: [str(one.label) for one in Stance],
    }
    for column, words in offered.items():
        for row, word in enumerate(words):
            choices.write_string(row, column, word)
        if words:
            letter = "ABCDEFGHI"[column]
            source = f"='{_('Choices')}'!${letter}$1:${letter}${len(words)}"
            rule = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
            sheet.data_validation(2, column, last, column, rule)


@dataclass
class SheetLine:
    """One line of an uploaded sheet: what it says, what is wrong with it, and the entries it would make."""

    number: int
    said: dict[str, str]
    seat: Seat | None = None
    given: list[Given] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many entries of this line have not been taken yet."""
        return 0 if self.problems else len(self.given) - self.known


@dataclass
class Reader:
    """Reads the lines of a sheet of one meeting against its seats and points."""

    meeting: Meeting
    seats: list[Seat]
    agenda: list[AgendaPoint]

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """What may stand in a cell, in every language of the pages, as values."""
        found: dict[str, dict[str, str]] = {"there": {}, "gender": {}, "position": {}}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found["there"] |= {plain(word): value for value, word in _yes_no()}
                found["gender"] |= {plain(str(one.label)): one.value for one in Gender if one.value}
                found["position"] |= {plain(str(one.label)): one.value for one in Stance}
        return found

    def read(self, text: str) -> list[SheetLine]:
        """Turn an uploaded sheet into lines; raise ListRefused for a sheet of something else."""
        rows = list(_rows(text))
        marks = [cells[0].strip() for _number, cells in rows[:1] if cells]
        if marks != [f"{MARK}{self.meeting.form_key}"]:
            raise ListRefused(_("This is not the sheet of this meeting. Its first cell must be left as it was."))
        if len(rows) > MOST_ROWS:
            raise ListRefused(_("At most %(most)d lines are read.") % {"most": MOST_ROWS})
        lines = [self._line(number, cells) for number, cells in rows[2:] if any(cell.strip() for cell in cells[1:])]
        self._mark_known(lines)
        return [line for line in lines if line.given or line.problems]

    def _line(self, number: int, cells: list[str]) -> SheetLine:
        said = {name: _clean(cells[place]) if place < len(cells) else "" for place, name in enumerate(COLUMNS)}
        line = SheetLine(number, said)
        line.seat = self._seat(line)
        person = {"gender": self._value(line, "gender"), "region": said["region"], "who": said["who"]}
        if said["there"]:
            self._attends(line, person)
        elif said["who"] and line.seat is None and not said["organisation"]:
            self._give(line, TakenKind.WALK_IN, words=said["who"], gender=person["gender"], region=person["region"])
        elif said["who"] and not line.problems:
            line.problems.append(_("Say whether the organisation was there: yes or no."))
        if said["position"] or said["words"]:
            self._speaks(line)
        return line

    def _seat(self, line: SheetLine) -> Seat | None:
        number, name = line.said["number"], plain(line.said["organisation"])
        if not number and not name:
            return None
        found = [seat for seat in self.seats if (str(seat.pk) == number if number else plain(str(seat)) == name)]
        if len(found) != 1:
            line.problems.append(_("This organisation is not at the table, or two have this name."))
            return None
        return found[0]

    def _value(self, line: SheetLine, name: str) -> str:
        said = line.said[name]
        value = self.words[name].get(plain(said), "") if said else ""
        if said and not value:
            line.problems.append(_("This is not one of the words on offer: %(word)s") % {"word": said[:60]})
        return value

    def _attends(self, line: SheetLine, person: Mapping[str, str]) -> None:
        value = self._value(line, "there")
        if line.seat is None and not line.problems:
            line.problems.append(_("Say for which organisation at the table."))
        gender, region = person["gender"], person["region"]
        self._give(line, TakenKind.ATTENDANCE, value=value, words=person["who"], gender=gender, region=region)

    def _speaks(self, line: SheetLine) -> None:
        if line.seat is None:
            if not line.problems:
                line.problems.append(_("Say for which organisation at the table."))
            return
        number = line.said["point"].removesuffix(".0")
        point = next((one.pk for one in self.agenda if str(one.number) == number), None)
        if number and point is None:
            line.problems.append(_("The agenda has no point %(number)s.") % {"number": number[:20]})
        if stance := self._value(line, "position"):
            if point is None and not line.problems:
                line.problems.append(_("Say on which point of the agenda."))
            self._give(line, TakenKind.POSITION, point=point, value=stance, words=line.said["words"])
        elif not line.said["position"]:
            self._give(line, TakenKind.REMARK, point=point, words=line.said["words"])

    def _give(self, line: SheetLine, kind: str, **said: Any) -> None:
        """Add an entry under a key made of all that it says, so that the same sheet twice, or on two computers, is one."""
        seat = line.seat.pk if line.seat else None
        line.given.append(given_under(self.meeting.form_key, kind, seat=seat, **said))

    def _mark_known(self, lines: list[SheetLine]) -> None:
        keys = [one.key for line in lines for one in line.given]
        taken = set(Taken.objects.filter(meeting=self.meeting, key__in=keys).values_list("key", flat=True))
        for line in lines:
            line.known = sum(1 for one in line.given if one.key in taken)
            taken |= {one.key for one in line.given}


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff")
    mark = max("\t;,", key=lines[:2000].count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=mark)
    try:
        for cells in reader:
            if any(one.strip() for one in cells):
                yield reader.line_num, cells
    except csv.Error as fault:
        raise ListRefused(_("This list cannot be read. Save it again as XLSX or CSV.")) from fault


def _clean(text: str) -> str:
    said = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    return said[1:] if said.startswith("'") and said[1:].startswith(FORMULA_STARTS) else said
