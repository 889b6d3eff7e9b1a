"""Names the columns in the cells of tables in HTML of the safe subset, so that a telephone can show one block for each row."""

from __future__ import annotations

import re

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

TABLE = re.compile(r"<thead>(.*?)</thead>\s*<tbody>(.*?)</tbody>", re.DOTALL)
NAME = re.compile(r"<th>(.*?)</th>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)


def with_named_cells(html: SafeString) -> SafeString:
    """Return the same tables: the first cell of a row heads it, each other one carries the name of its column."""
    return SafeString(TABLE.sub(_named, html)) if "<tbody>" in html else html


def _named(table: re.Match[str]) -> str:
    head, body = table.groups()
    names = [strip_tags(name).replace('"', "&quot;") for name in NAME.findall(head)]

    def row(found: re.Match[str]) -> str:
        first, *others = CELL.findall(found[1])
        cells = [f'<td data-label="{name}">{cell}</td>' for name, cell in zip(names[1:], others, strict=False)]
        return f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>'

    return f"<thead>{head}</thead><tbody>{ROW.sub(row, body)}</tbody>"
