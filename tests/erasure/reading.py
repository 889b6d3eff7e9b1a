"""Reads everything an installation keeps, raw, to look for what must be gone: tables, files packed or not, logs."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)


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
    """Yield each file below the media, mail and audit folders: its bytes, and what is packed in it, as text."""
    folders = {Path(settings.MEDIA_ROOT), Path(settings.EMAIL_FILE_PATH), Path(settings.DATA) / "audit"}
    folders |= {Path(settings.DATA) / "log"}
    for folder in folders:
        for file in folder.rglob("*") if folder.exists() else ():
            if file.is_file():
                yield str(file.relative_to(folder)), "\n".join(unpacked(file.read_bytes()))


def unpacked(content: bytes) -> Iterator[str]:
    """Yield what a file says: its bytes, each stream of a PDF and the words on its pages, each part of an archive."""
    yield content.decode("latin-1")
    if content.startswith(b"%PDF"):
        for stream in STREAM.findall(content):
            try:
                yield zlib.decompressobj().decompress(stream).decode("latin-1")
            except zlib.error:
                continue  # a picture, or not packed at all: its bytes stand above
        yield words_of(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from unpacked(archive.read(name))


def words_of(pdf: bytes) -> str:
    """Return the words on the pages of a PDF, whose fonts number the letters anew, and its title and author."""
    said = ""
    for program in (["pdftotext", "-", "-"], ["pdfinfo", "-"]):
        done = subprocess.run(program, input=pdf, capture_output=True, check=False)
        said += done.stdout.decode(errors="replace")
    return f"{said}\n{' '.join(said.split())}\n{''.join(said.split())}"


def places_of(canaries: tuple[str, ...], *logs: str) -> list[str]:
    """Name every place in which one of these words still stands, whatever its letters' case; ``logs`` are read as well."""
    words = [canary.lower() for canary in canaries]
    found = [*raw_rows(), *raw_files(), *(("logs", log) for log in logs)]
    return [
        f"{word} in {place}" for place, text in found for word in words if word in text.lower() or word in place.lower()
    ]
