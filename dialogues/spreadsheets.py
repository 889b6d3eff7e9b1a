"""Opens an uploaded list, CSV or XLSX, as text with one line a row; refuses what is no list before opening it."""

from __future__ import annotations

import csv
import io
import zipfile

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from dialogues.importing import MOST_CELLS, MOST_ROWS, ListRefused
from inspired.core.uploads import DAMAGED

MOST_BYTES = 1024 * 1024
MOST_UNPACKED = 20 * MOST_BYTES
MOST_PARTS = 200
DEEPEST_ROW = 5_000
UNREADABLE = (*DAMAGED, DefusedXmlException, SyntaxError, TypeError, AttributeError)


def text_of(content: bytes) -> str:
    """Return the rows of a CSV or XLSX file as text, told apart by its bytes; raise ListRefused with a sentence."""
    if len(content) > MOST_BYTES:
        raise ListRefused(_("The file is larger than 1 MB."))
    if content.startswith(b"PK"):
        return _text_of_workbook(content)
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ListRefused(_("This is neither a CSV nor an XLSX file."))
    return _decoded(content)


def guesses_letters(content: bytes) -> bool:
    """Would the letters of this file be a guess: does it say them neither in UTF-8 nor in UTF-16, and is no workbook?"""
    if content.startswith((b"PK", b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return True
    return False


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListRefused(_("The letters of this file cannot be read. Save it as CSV in UTF-8."))


def _text_of_workbook(content: bytes) -> str:
    refused = ListRefused(_("This spreadsheet cannot be opened. Save it again as XLSX or CSV."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise ListRefused(_("This spreadsheet holds too much. Copy the list into a new one."))
            if "xl/workbook.xml" not in parts.namelist():
                raise refused
        return _rows_as_text(content)
    except UNREADABLE as error:
        raise refused from error


def _rows_as_text(content: bytes) -> str:
    # Imported here because it costs the start of every web process a fifth of a second and 15 MB.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    out = io.StringIO(newline="")
    writer, written = csv.writer(out, delimiter="\t"), 0
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_row=DEEPEST_ROW, max_col=MOST_CELLS, values_only=True):
            row = ["" if cell is None else str(cell) for cell in cells]
            if any(cell.strip() for cell in row):
                writer.writerow(row)
                written += 1
            if written > MOST_ROWS + 1:
                break
    finally:
        book.close()
    return out.getvalue()
