"""Capabilities by link: derived when needed, never stored. A token of one purpose opens nothing else."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
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


_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: none is taken for another when read aloud
_DRAWN = re.compile(r"[0-9a-z]{32}\Z")
_SHORT = re.compile(r"([0-9]{1,18})-([0-9a-z]{20})\Z")


def derive_short(purpose: str, subject_id: int) -> str:
    """Return a token that can be typed from paper: the id, then 100 bits of the mac in groups of four.

    Weaker than ``derive``; only for what also asks for something that the link does not hold.
    """
    letters = _short_mac(settings.SECRET_KEY, purpose, str(subject_id))
    return "-".join([str(subject_id), *(letters[at : at + 4] for at in range(0, 20, 4))])


def parse_short(token: str, purpose: str) -> int | None:
    """Return the id of a genuine short token of this purpose, else None; case, hyphens and O for 0 do not matter."""
    subject, _hyphen, rest = token.strip().lower().partition("-")
    rest = rest.replace("-", "").translate(str.maketrans("oil", "011"))
    parts = _SHORT.match(f"{subject}-{rest}")
    if not parts:
        return None
    genuine = False
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        genuine |= hmac.compare_digest(_short_mac(key, purpose, parts[1]), parts[2])
    return int(parts[1]) if genuine else None


def draw() -> str:
    """Return a token of 160 random bits that can be typed from paper; it is shown once, and only its fingerprint is stored."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(8))


def fingerprint(token: str, purpose: str) -> str:
    """Return the SHA-256 under which a drawn token is stored, another one for each purpose; empty for what is none.

    No key is needed: the token itself cannot be guessed. Case, hyphens and O for 0 do not matter.
    """
    plain = token.strip().lower().replace("-", "").translate(str.maketrans("oil", "011"))
    if not _DRAWN.match(plain):
        return ""
    return hashlib.sha256(canonical(["drawn", purpose, plain])).hexdigest()


def derive_code(purpose: str, subject_id: int) -> str:
    """Return eight digits to be told by another way than the token; only with a bounded number of tries."""
    return f"{int.from_bytes(_raw(settings.SECRET_KEY, 'code', purpose, str(subject_id))) % 10**8:08d}"


def is_code(code: str, purpose: str, subject_id: int) -> bool:
    """Tell in constant time whether these are the digits of ``derive_code``."""
    return hmac.compare_digest(derive_code(purpose, subject_id).encode(), code.encode())


def _short_mac(key: str | bytes, purpose: str, subject: str) -> str:
    number = int.from_bytes(_raw(key, "short", purpose, subject)) >> 156
    return "".join(_LETTERS[number >> (5 * place) & 31] for place in range(20))


def _raw(key: str | bytes, kind: str, purpose: str, subject: str) -> bytes:
    own = hmac.new(force_bytes(key), b"inspired.core.tokens", hashlib.sha256).digest()
    return hmac.new(own, canonical([kind, purpose, subject, 0]), hashlib.sha256).digest()
