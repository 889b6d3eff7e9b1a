"""What a file may carry that whoever opens it does not see: programs, scripts, and fetching from other places."""

from __future__ import annotations

import re
import zlib
from xml.parsers import expat  # nosec B407: no document type is let through, so that nothing is expanded

PROGRAMS = re.compile(
    r"(vbaProject|vbaData|/activeX/|(^|[/\\])(Basic|Scripts)[/\\]|oleObject|/embeddings/.*\.bin$)", re.IGNORECASE
)
# A script stands under /JS, but only in an action of one of these kinds. /JS itself is not looked for: three bytes turn
# up by chance in every other large scan.
ACTS = re.compile(rb"/(JavaScript|Rendition|Launch|EmbeddedFile|RichMedia|XFA)\b")
OBJECT_STREAM = re.compile(rb"/ObjStm\b")
STREAM_EDGE = re.compile(rb"endstream|stream[ \t]*(?:\r\n|\n|\r)")
FILTERS = re.compile(rb"/(?:\w+Decode|AHx|A85|LZW|Fl|RL|CCF|DCT)\b")
PREDICTOR = re.compile(rb"/Predictor\s+(?!1\b)")
INFLATED_LARGEST = 50 * 1024 * 1024


class CannotLook(ValueError):  # noqa: N818 - reads as what happened
    """What is inside cannot be looked into, so nobody can say what it does."""


def runs_programs(part: str) -> bool:
    """Say whether a part of an office file, by its name, is a macro or a program, however deep it stands."""
    return PROGRAMS.search(part) is not None


def fetches_from_elsewhere(relations: bytes) -> bool:
    """Say whether a part of an office file is fetched from outside it; links that a reader clicks are not.

    Raises CannotLook for what is no plain XML.
    """
    found: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        is_outside = attributes.get("TargetMode", "").strip().lower() == "external"
        kind = attributes.get("Type", "").strip().lower()
        if name.rpartition(" ")[2] == "Relationship" and is_outside and not kind.endswith("/hyperlink"):
            found.append(kind)

    def refuse(*_about: object) -> None:
        raise CannotLook("a document type")

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler = begin
    reader.StartDoctypeDeclHandler = refuse
    try:
        reader.Parse(relations, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise CannotLook("no XML") from fault
    return bool(found)


def pdf_acts(data: bytes) -> bool:
    """Say whether a PDF runs scripts, starts programs or carries files, also in objects that are packed in streams.

    Raises CannotLook when packed objects cannot be unpacked: locked, packed twice or otherwise than usual, or too large.
    """
    readable = [data, *_packed_objects(data)]
    return any(ACTS.search(_spelt_out(one)) for one in readable)


def _spelt_out(data: bytes) -> bytes:
    """Write out what a PDF may write as ``#xx`` inside a name: ``/J#61vaScript`` is ``/JavaScript``."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), data)


def _packed_objects(data: bytes) -> list[bytes]:
    """Unpack the streams that hold objects. What stands before each is read once, so that no file takes long."""
    found: list[bytes] = []
    about, holds_objects, is_packed, position, left = bytearray(), False, False, 0, INFLATED_LARGEST
    while edge := STREAM_EDGE.search(data, position):
        said, position = _spelt_out(data[position : edge.start()]), edge.end()
        about += said
        holds_objects = holds_objects or OBJECT_STREAM.search(said) is not None
        is_packed = is_packed or b"/Filter" in said
        if edge[0] != b"endstream" and not (holds_objects and is_packed):
            continue
        if edge[0] != b"endstream":
            end = data.find(b"endstream", position)
            end = len(data) if end < 0 else end
            found.append(_inflated(data[position:end], bytes(about), left))
            left, position = left - len(found[-1]), end
        about, holds_objects, is_packed = bytearray(), False, False
    return found


def _inflated(packed: bytes, about: bytes, left: int) -> bytes:
    if len(FILTERS.findall(about)) != 1 or PREDICTOR.search(about):
        raise CannotLook("packed otherwise than usual")
    unpacking = zlib.decompressobj()
    try:
        inflated = unpacking.decompress(packed, left + 1)
    except zlib.error as fault:
        raise CannotLook("no packed objects") from fault
    if len(inflated) > left or not unpacking.eof:
        raise CannotLook("too large, or cut short")
    return inflated
