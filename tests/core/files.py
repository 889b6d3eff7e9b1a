"""Small files of every kind, good and bad."""

from __future__ import annotations

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WORD = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
SHEET = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'


def upload(content: bytes, name: str = "file") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": WORD, "word/document.xml": b"<w/>", **more})


def xlsx(**more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": SHEET, "xl/workbook.xml": b"<w/>", **more})


def odt(**more: bytes) -> bytes:
    return archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<o/>", **more})


def relations(kind: str, target: str, mode: str = "External") -> bytes:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="r1" Type="{kinds}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{package}">{one}</Relationships>'.encode()


def packed_pdf(
    objects: bytes, about: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", tail: int = 0
) -> bytes:
    """A PDF whose objects stand in a compressed stream; ``tail`` cuts bytes off its end."""
    packed = zlib.compress(objects)
    packed = packed[: len(packed) - tail]
    length = f"/Length {len(packed)}".encode()
    stream = b"2 0 obj\n<< " + about + length + b" >>\nstream\r\n" + packed + b"\nendstream\nendobj\n"
    return PDF.replace(b"trailer", stream + b"trailer")


def picture(kind: str, size: tuple[int, int] = (8, 6), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format=kind, **options)
    return out.getvalue()
