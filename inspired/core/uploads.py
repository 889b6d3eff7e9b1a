"""Looks into uploaded files before anybody else does, and hands stored ones out again. Decides by bytes, never by names."""

from __future__ import annotations

import csv
import hashlib
import io
import lzma
import re
import struct
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from inspired.core.concealed import CannotLook, fetches_from_elsewhere, pdf_acts, runs_programs
from inspired.core.models import StoredFile

View = Callable[..., HttpResponseBase]
LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
UNPACKED_LARGEST = 100 * 1024 * 1024
UNPACKED_RATIO = 200
RELATIONS_LARGEST = 20 * 1024 * 1024
MOST_PARTS = 2_000
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
CSV = "text/csv"
TXT = "text/plain"
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", DOCX: ".docx", XLSX: ".xlsx", ODT: ".odt", CSV: ".csv", TXT: ".txt"}
MARKUP = re.compile(r"^\s*(<\?xml|<!doctype|<html|<svg|<script|%!PS)", re.IGNORECASE)
# Whatever reading an archive raises for bytes that are not what they say.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)


def takes_files_up_to(largest: int) -> Callable[[View], View]:
    """Let a page take larger files than ``LARGEST``; anything larger than its form is answered 413 before it is read."""

    def mark(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]
        return view

    return mark


class UploadRefused(Exception):  # noqa: N818 - reads as what happened
    """Raised with one sentence for the person who handed the file in."""


@dataclass(frozen=True)
class CheckedUpload:
    """What may be stored: the bytes (an image's are re-encoded), what they are, and a name that is safe to show."""

    content: bytes
    media_type: str
    name: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes that are stored."""
        return hashlib.sha256(self.content).hexdigest()


def check_upload(file: UploadedFile[Any] | IO[bytes], name: str = "") -> CheckedUpload:
    """Return what may be stored; raise UploadRefused with a sentence for anything else."""
    data = _read(file)
    media_type = _media_type(data)
    if media_type in (PNG, JPEG):
        data = _reencode(data, media_type)
    elif media_type == PDF:
        _check_pdf(data)
    return CheckedUpload(data, media_type, clean_name(name or getattr(file, "name", "") or "", media_type))


def _check_pdf(data: bytes) -> None:
    try:
        acts = pdf_acts(data)
    except CannotLook as fault:
        raise UploadRefused(
            _("This PDF is locked or packed in an unusual way. Please print it to a new PDF and try again.")
        ) from fault
    if acts:
        raise UploadRefused(
            _("This PDF contains scripts or attached files. Please print it to a new PDF and try again.")
        )


def _read(file: UploadedFile[Any] | IO[bytes]) -> bytes:
    data = file.read(LARGEST + 1)
    if not data:
        raise UploadRefused(_("This file is empty."))
    if len(data) > LARGEST:
        raise UploadRefused(_("This file is larger than 10 MB. Please send a smaller one."))
    return bytes(data)


def _media_type(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data)
    return _text_type(data)


def _refuse_kind() -> UploadRefused:
    return UploadRefused(
        _("This kind of file cannot be taken. Please send PDF, PNG, JPEG, DOCX, XLSX, ODT, CSV or plain text.")
    )


def _office_type(data: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as fault:
        raise _refuse_damaged() from fault
    with archive:
        _check_parts(archive.infolist(), len(data))
        kind = _office_kind(archive)
        _check_relations(archive)
        return kind


def _refuse_damaged() -> UploadRefused:
    return UploadRefused(_("This file is damaged or locked with a password."))


def _check_parts(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > UNPACKED_LARGEST or unpacked > packed * UNPACKED_RATIO:
        raise UploadRefused(_("This file unpacks to far more than it should and cannot be taken."))
    if any(part.flag_bits & 0x1 for part in parts):
        raise UploadRefused(_("This file is locked with a password. Please send it without one."))
    if any(runs_programs(part.filename) for part in parts):
        raise UploadRefused(
            _("This file contains macros or embedded programs. Please save it without them and try again.")
        )


def _check_relations(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            try:
                elsewhere = fetches_from_elsewhere(_unpack(archive, name, RELATIONS_LARGEST))
            except CannotLook as fault:
                raise _refuse_damaged() from fault
            if elsewhere:
                raise UploadRefused(
                    _(
                        "This file fetches a template, a picture or data from another place when it is opened. "
                        "Please put them into the file, or save it as PDF, and try again."
                    )
                )


def _office_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        if _unpack(archive, "mimetype", 200).strip() == ODT.encode():
            return ODT
    elif "[Content_Types].xml" in names:
        types = _unpack(archive, "[Content_Types].xml", 1024 * 1024)
        if b"macroEnabled" in types:
            raise UploadRefused(_("This file contains macros. Please save it without them and try again."))
        if "word/document.xml" in names and DOCX.encode() in types:
            return DOCX
        if "xl/workbook.xml" in names and XLSX.encode() in types:
            return XLSX
    raise _refuse_kind()


def _unpack(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(limit)
    except DAMAGED as fault:
        raise _refuse_damaged() from fault


def _text_type(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _refuse_kind() from fault
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in set(text)) or MARKUP.match(text):
        raise _refuse_kind()
    return CSV if _is_table(text) else TXT


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    try:
        widths = [{len(row) for row in csv.reader(lines, delimiter=delimiter)} for delimiter in ";,\t"]
    except csv.Error:  # a cell longer than any table's: words, then
        return False
    return len(lines) > 1 and any(len(width) == 1 and max(width) > 1 for width in widths)


def _reencode(data: bytes, media_type: str) -> bytes:
    kind = "PNG" if media_type == PNG else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise UploadRefused(_("This picture has more than 25 megapixels. Please send a smaller one."))
                return _drawn_again(image, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise UploadRefused(_("This picture has more than 25 megapixels. Please send a smaller one.")) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise UploadRefused(_("This picture is damaged.")) from fault


def _drawn_again(image: Image.Image, kind: str) -> bytes:
    # Orientation stands in the metadata that is dropped, so it is applied to the pixels first.
    image = upright(image)
    modes = {"PNG": ("RGB", "RGBA", "L", "LA"), "JPEG": ("RGB", "L")}[kind]
    if image.mode not in modes:
        image = image.convert("RGBA" if kind == "PNG" else "RGB")
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    out = io.BytesIO()
    clean.save(out, format=kind, **({"quality": 88} if kind == "JPEG" else {"optimize": False}))
    return out.getvalue()


def upright(image: Image.Image) -> Image.Image:
    """Return the picture turned as its metadata says."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    turn = turns.get(image.getexif().get(0x0112, 1))
    return image.transpose(turn) if turn is not None else image


def clean_name(name: str, media_type: str) -> str:
    """Return a name that is safe to show and to offer for saving: no path, no control signs, the ending of what it is."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(" " if unicodedata.category(sign)[0] in "CZ" or sign in '<>:"|?*' else sign for sign in name)
    stem = " ".join(name.rsplit(".", 1)[0].split()).strip(". ")[:150]
    return (stem or _("file")) + ENDINGS[media_type]


def serve(stored: StoredFile) -> FileResponse:
    """Hand a stored file out for saving, never for showing. The caller's view has asked the door."""
    response = FileResponse(
        stored.file.open("rb"), as_attachment=True, filename=stored.original_name, content_type=stored.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
