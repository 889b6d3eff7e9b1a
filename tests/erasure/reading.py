"""Reads everything an installation keeps, raw, to look for what must be gone: tables, files, folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


def raw_rows() -> Iterator[tuple[str, str]]:
    """Yield each row of each table as the database holds it, with the table's name."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield (
                    table,
                    " ".join(
                        bytes(one).decode("latin-1") if isinstance(one, (bytes, memoryview)) else str(one)
                        for one in row
                    ),
                )


def raw_files() -> Iterator[tuple[str, str]]:
    """Yield each file below the media, mail and audit folders with its bytes as text."""
    folders = {Path(settings.MEDIA_ROOT), Path(settings.EMAIL_FILE_PATH), Path(settings.DATA) / "audit"}
    for folder in folders:
        for file in folder.rglob("*") if folder.exists() else ():
            if file.is_file():
                yield str(file.relative_to(folder)), file.read_bytes().decode("latin-1")


def places_of(canaries: tuple[str, ...]) -> list[str]:
    """Name every place in which one of these words still stands, whatever its letters' case."""
    words = [canary.lower() for canary in canaries]
    found = [*raw_rows(), *raw_files()]
    return [
        f"{word} in {place}" for place, text in found for word in words if word in text.lower() or word in place.lower()
    ]
