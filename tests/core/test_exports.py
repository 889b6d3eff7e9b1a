"""Downloads: no cell becomes a formula, nothing is lost, and a thousand rows take a moment."""

import csv
import io
import re
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from inspired.core import exports

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x", "\n=x", " =1", "＝1", -5]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(content), read_only=True).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_cell_can_be_taken_for_a_formula(value: Any) -> None:
    assert exports.cell(value).startswith("'")
    assert read_csv(exports.to_csv(["h"], [[value]]))[1][0].startswith("'")
    assert read_xlsx(exports.to_xlsx(["h"], [[value]]))[1][0].startswith("'")


@given(st.text())
def test_neutralised_text_only_gains_an_apostrophe(text: str) -> None:
    cell = exports.cell(text)
    assert cell in (text.replace("\x00", ""), "'" + text.replace("\x00", ""))
    assert not cell.lstrip().startswith(exports.FORMULA_STARTS)


@pytest.mark.parametrize("sign", "=+-@＝")
@pytest.mark.parametrize("between", [";", "; ", ';"', ";''", "\n", "\r\n", "\t", ';\n"'])
def test_no_part_of_a_cell_becomes_a_formula_where_other_signs_separate_columns(sign: str, between: str) -> None:
    """Spreadsheets of many countries split a line at semicolons, and then pass over quotes that do not begin a column."""
    line = exports.to_csv(["h"], [["Ana", f"words{between}{sign}1+1"]]).decode("utf-8-sig").split("\r\n", 1)[1]
    parts = [part.strip('" \r') for part in re.split(r"[;\t\n]", line)]
    assert not [part for part in parts if part.startswith(exports.FORMULA_STARTS)], line


def test_words_of_a_csv_cell_stay_what_they_are_without_such_signs() -> None:
    words = "Wages, -5 % in 2020; then - and this is = fine @ home\n1. one"
    assert read_csv(exports.to_csv(["h"], [[words]]))[1] == [words]


def test_headers_are_neutralised_too() -> None:
    assert read_csv(exports.to_csv(["=h"], []))[0] == ["'=h"]


def test_every_xlsx_cell_is_text() -> None:
    content = exports.to_xlsx(["a", "b", "c", "d"], [[12, 1.5, True, "https://example.org"]])
    book = load_workbook(io.BytesIO(content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}
    assert all(cell.hyperlink is None for row in book.active.iter_rows() for cell in row)


def test_values_read_as_people_write_them() -> None:
    assert exports.cell(None) == ""
    assert exports.cell(True) == "yes"
    assert exports.cell(date(2026, 6, 28)) == "2026-06-28"
    assert exports.cell(datetime(2026, 6, 28, 23, 59, tzinfo=UTC)) == "2026-06-28 23:59 UTC"
    assert exports.cell(["a", "b"]) == "a; b"
    assert exports.cell(_("Draft")) == "Draft"


def test_lines_quotes_and_scripts_survive() -> None:
    row = ['a "b"; c,\nd', "Ação", "العربية", "Русский"]
    assert read_csv(exports.to_csv(["1", "2", "3", "4"], [row]))[1] == row
    assert read_xlsx(exports.to_xlsx(["1", "2", "3", "4"], [row]))[1] == row


def test_a_cell_that_is_too_long_is_cut_not_dropped() -> None:
    assert len(read_xlsx(exports.to_xlsx(["h"], [["x" * 40_000]]))[1][0]) == 32_767  # what a spreadsheet holds


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_is_a_file_that_nobody_keeps(kind: str) -> None:
    response = exports.download('Ação "x"\r\n', kind, ["h"], [["v"]])
    assert response["Content-Type"] == exports.TYPES[kind]
    assert response["Content-Disposition"].startswith('attachment; filename="acao-x-')
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_thousand_rows_take_a_moment(record_property: Any) -> None:
    rows = [[f"Row {row}, column {column}" for column in range(12)] for row in range(1_000)]
    started = time.perf_counter()
    exports.to_xlsx([str(column) for column in range(12)], rows)
    seconds = time.perf_counter() - started
    record_property("seconds", seconds)
    assert seconds < 3  # ten times the figure we hold: times are measured in bench/, not here
