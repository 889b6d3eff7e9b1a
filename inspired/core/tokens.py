"""Capabilities by link: derived when needed, never stored. A token of one purpose opens nothing else."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.encoding import force_bytes

from inspired.core.canonical import canonical

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_TOKEN = re.compile(r"([A-Za-z0-9_-]{1,64})\.(0|[1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})\Z")


def derive(purpose: str, subject_id: int | str, generation: int) -> str:
    """Return ``id.generation.mac``, safe in a URL; the mac is HMAC-SHA-256 (256 bits) over purpose, id and generation.

    Raise the generation to void every earlier token. Raises ValueError for an id with other characters than letters,
    digits, ``_`` and ``-``, longer than 64, or for a generation outside 0 … 999,999,999.
    """
    subject = str(subject_id)
    if not _ID.match(subject) or not 0 <= generation <= 999_999_999:
        raise ValueError("A token needs a plain id and a generation from 0 to 999,999,999.")
    return f"{subject}.{generation}.{_mac(settings.SECRET_KEY, purpose, subject, generation)}"


def parse(token: str, purpose: str) -> tuple[str, int] | None:
    """Return the id (as text) and generation of a genuine token of this purpose, else None, compared in constant time.

    Whether the generation is still the current one, and not used or expired, is for the caller to compare. Tokens made
    with a key in ``SECRET_KEY_FALLBACKS`` stay genuine.
    """
    parts = _TOKEN.match(token)
    if not parts:
        return None
    subject, generation, given = parts[1], int(parts[2]), parts[3]
    genuine = False
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        genuine |= hmac.compare_digest(_mac(key, purpose, subject, generation), given)
    return (subject, generation) if genuine else None


def _mac(key: str | bytes, purpose: str, subject: str, generation: int) -> str:
    own = hmac.new(force_bytes(key), b"inspired.core.tokens", hashlib.sha256).digest()
    mac = hmac.new(own, canonical([purpose, subject, generation]), hashlib.sha256).digest()
    return urlsafe_b64encode(mac).rstrip(b"=").decode()
