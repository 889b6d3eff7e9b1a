"""Seals small secrets that must wait in the database, with a key derived from the installation's secret key."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

from inspired.core.canonical import canonical


class SealBroken(Exception):  # noqa: N818 - reads as what happened
    """Raised when sealed bytes were changed or belong to another installation's key."""


def seal(secret: dict[str, Any]) -> bytes:
    """Encrypt and authenticate a JSON object (Fernet: AES-128-CBC with HMAC-SHA-256)."""
    return _sealer().encrypt(canonical(secret))


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """Return what was sealed; raise SealBroken when it cannot be trusted."""
    try:
        opened: dict[str, Any] = json.loads(_sealer().decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise SealBroken from error
    return opened


def _sealer() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    derived = (hmac.new(force_bytes(key), b"inspired.core.sealing", hashlib.sha256).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])
