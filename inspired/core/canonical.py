"""One way to write a value as bytes, so that the same content always has the same fingerprint."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Write JSON with sorted keys, no spaces and UTF-8; raise ValueError for NaN and infinities."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of the bytes as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()
