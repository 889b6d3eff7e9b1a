"""Writes tables to CSV and XLSX for people who go on in a spreadsheet; no cell can become a formula there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
looks_like_formula = re.compile(rf"[\t\r\n]|\s*[{re.escape(''.join(FORMULA_STARTS))}]").match
splits_into_formula = re.compile(rf"([;\t\r\n][\s\"]*)(?=[{re.escape('=+-@＝＋－＠')}])")
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def cell(value: Any) -> str:
    """Turn a value into the text of a cell; what a spreadsheet could take for a formula gets an apostrophe before it."""
    text = value if type(value) is str else _words(value)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return f"'{text}" if looks_like_formula(text) else text


def csv_cell(value: Any) -> str:
    """Do for CSV what ``cell`` does, also behind each sign at which a spreadsheet of another country splits a line.

    The reader's settings decide what separates columns: where that is the semicolon, ``a;=1+1`` is two cells, quotes or not.
    A Decimal is a figure and nothing else, so it stays as it is.
    """
    if type(value) is Decimal:
        return f"{value:f}"
    return splits_into_formula.sub(r"\1'", cell(value))


def to_csv(header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write CSV in UTF-8 with a byte-order mark, which spreadsheets need to read accents."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow([csv_cell(value) for value in header])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")


def to_xlsx(header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write one sheet, row by row, so that memory does not grow with the table: a Decimal as a number, all else as text."""
    # Imported here because the start of every web process would pay for it.
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(header) - 1, 0), 24)
        bold = book.add_format({"bold": True})
        for column, value in enumerate(header):
            sheet.write_string(0, column, cell(value), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if type(value) is Decimal:
                    sheet.write_number(number, column, value)
                elif text := cell(value):
                    sheet.write_string(number, column, text)
    return file.getvalue()


def download(name: str, kind: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Answer with the table as a file that nobody keeps on the way."""
    content = to_xlsx(header, rows) if kind == "xlsx" else to_csv(header, rows)
    filename = f"{slugify(name) or 'list'}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M %Z") if timezone.is_aware(value) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(_words(part) for part in value)
    return str(value)
