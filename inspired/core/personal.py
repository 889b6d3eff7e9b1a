"""Puts together what is held about a person, for the page and for the download: one ZIP, readable by people and programs."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, TypeVar

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspired.core import ports
from inspired.core.models import StoredFile, User

SHOWN = 20
FIRST = (".my_account", ".my_seats", ".my_entries", ".my_endorsements")
CHAPTERS = {
    "account": gettext_lazy("Your account"),
    "places": gettext_lazy("Your places in dialogues"),
    "said": gettext_lazy("What you said"),
    "weighed": gettext_lazy("What you judged and took on"),
    "texts": gettext_lazy("What you wrote and signed"),
    "told": gettext_lazy("What you were told"),
    "did": gettext_lazy("What you did"),
}
MOST_BYTES = 100 * 1024 * 1024
IN_MEMORY = 2 * 1024 * 1024
Provider = TypeVar("Provider", bound=Callable[..., Any])


def chapter(name: str) -> Callable[[Provider], Provider]:
    """Say in which chapter of "My data" stands what a provider of ``personal_data`` gives (see ``CHAPTERS``)."""

    def mark(provider: Provider) -> Provider:
        provider.chapter = name  # type: ignore[attr-defined]
        return provider

    return mark


@dataclass(frozen=True)
class Table:
    """One kind of data as a table of words; ``more`` rows stand in the download only."""

    name: str
    columns: list[str]
    rows: list[list[str]]
    count: int

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Return the rows with the name of the column beside each cell, for narrow screens."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def more(self) -> int:
        """How many rows are left out here."""
        return self.count - len(self.rows)

    @property
    def only(self) -> list[tuple[str, str]]:
        """The one row as pairs of a word and a value."""
        return list(zip(self.columns, self.rows[0], strict=True))


def parts_of(user: User, chapter: str = "") -> list[ports.Part]:
    """Ask every app what it holds about this person, of one chapter or of all in turn; empty parts are left out."""
    order = list(CHAPTERS)
    providers: dict[str, Any] = ports.personal_data.providers
    asked = [name for name in providers if not chapter or providers[name].chapter == chapter]
    asked.sort(key=lambda name: (order.index(providers[name].chapter), not name.endswith(FIRST), name))
    return [part for name in asked for part in providers[name](user) if part.rows]


def tables(parts: list[ports.Part], most: int | None = SHOWN) -> list[Table]:
    """Turn parts into tables of words, at most so many rows of each."""
    return [_table(part, most) for part in parts]


def _table(part: ports.Part, most: int | None) -> Table:
    columns = list(dict.fromkeys(key for row in part.rows for key in row))
    rows = [[in_words(row.get(key)) for key in columns] for row in part.rows[:most]]
    return Table(part.name, columns, rows, len(part.rows))


def in_words(value: Any) -> str:
    """Say a value as a page says it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


def write_download(user: User) -> IO[bytes]:
    """Return an open temporary file with the ZIP: ``data.html``, ``data.json`` and the person's own files.

    Nothing of it is kept: the file is gone once it is closed. Files beyond 100 MB together are named, not packed.
    """
    parts = parts_of(user)
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the answer that sends it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        left_out = _pack_files(archive, user)
        plain: dict[str, list[Any]] = {}
        for part in parts:
            plain.setdefault(part.name, []).extend(part.rows)
        archive.writestr("data.json", json.dumps(plain, default=_plain, ensure_ascii=False, indent=1))
        context = {"tables": tables(parts, None), "left_out": left_out, "now": timezone.now()}
        archive.writestr("data.html", render_to_string("core/my_data_download.html", context))
    made.seek(0)
    return made


def _pack_files(archive: zipfile.ZipFile, user: User) -> list[str]:
    packed, left_out = 0, []
    for stored in StoredFile.objects.visible_to(user).order_by("pk").iterator():
        packed += stored.size
        if packed > MOST_BYTES:
            left_out.append(stored.original_name)
            continue
        with stored.file.open("rb") as source:
            archive.writestr(f"files/{stored.pk}-{stored.original_name}", source.read())
    return left_out


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
